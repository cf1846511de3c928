module github.com/example/tracking

go 1.23

require (
	github.com/go-chi/chi/v5 v5.1.0
	github.com/jackc/pgx/v5 v5.7.1
	github.com/segmentio/kafka-go v0.4.47
)

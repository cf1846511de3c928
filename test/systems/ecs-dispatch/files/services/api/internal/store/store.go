package store

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Open makes the pool that all handlers share.
func Open(ctx context.Context, url string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, err
	}
	config.MaxConns = int32(maxConns())
	config.MaxConnLifetime = 30 * time.Minute
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
	return pgxpool.NewWithConfig(ctx, config)
}

func maxConns() int {
	if value, err := strconv.Atoi(os.Getenv("DB_MAX_CONNS")); err == nil {
		return value
	}
	return 10
}

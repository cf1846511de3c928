package orders

import (
	"encoding/json"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type order struct {
	ID     int64  `json:"id"`
	Driver string `json:"driver"`
}

// Routes answers what drivers and dispatchers ask.
func Routes(db *pgxpool.Pool) http.Handler {
	router := chi.NewRouter()
	router.Get("/", func(w http.ResponseWriter, r *http.Request) {
		rows, err := db.Query(r.Context(), "SELECT id, driver FROM orders WHERE depot_id = $1 ORDER BY id DESC LIMIT 50", r.URL.Query().Get("depot"))
		if err != nil {
			http.Error(w, "orders", http.StatusInternalServerError)
			return
		}
		defer rows.Close()
		found := []order{}
		for rows.Next() {
			var one order
			if err := rows.Scan(&one.ID, &one.Driver); err != nil {
				http.Error(w, "orders", http.StatusInternalServerError)
				return
			}
			found = append(found, one)
		}
		_ = json.NewEncoder(w).Encode(found)
	})
	router.Post("/{id}/quote", func(w http.ResponseWriter, r *http.Request) {
		answer, err := http.Get("https://quotes.example.com/v1/" + chi.URLParam(r, "id"))
		if err != nil {
			http.Error(w, "quote", http.StatusBadGateway)
			return
		}
		defer answer.Body.Close()
		w.WriteHeader(answer.StatusCode)
	})
	return router
}

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Fields answers for the fields of farms.
type Fields struct {
	pool *pgxpool.Pool
}

type field struct {
	ID         int64     `json:"id"`
	Crop       string    `json:"crop"`
	MeasuredAt time.Time `json:"measuredAt"`
}

// OfFarm lists the newest fields of a farm.
func (f *Fields) OfFarm(w http.ResponseWriter, r *http.Request) {
	rows, err := f.pool.Query(r.Context(),
		"SELECT id, crop, measured_at FROM fields WHERE farm_id = $1 ORDER BY id DESC LIMIT 100", r.PathValue("farm"))
	if err != nil {
		http.Error(w, "unavailable", http.StatusServiceUnavailable)
		return
	}
	defer rows.Close()
	found := []field{}
	for rows.Next() {
		var one field
		if err := rows.Scan(&one.ID, &one.Crop, &one.MeasuredAt); err != nil {
			http.Error(w, "unavailable", http.StatusInternalServerError)
			return
		}
		found = append(found, one)
	}
	if err := rows.Err(); err != nil {
		http.Error(w, "unavailable", http.StatusServiceUnavailable)
		return
	}
	_ = json.NewEncoder(w).Encode(found)
}

// Weather hands on what the weather service says of a field.
func (f *Fields) Weather(w http.ResponseWriter, r *http.Request) {
	answer, err := http.Get("https://weather.example.org/fields/" + r.PathValue("field"))
	if err != nil {
		http.Error(w, "unavailable", http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	_, _ = io.Copy(w, answer.Body)
}

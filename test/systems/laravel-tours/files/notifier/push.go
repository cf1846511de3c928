package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"net/http"
	"os"
)

type server struct {
	db *sql.DB
}

func (s *server) send(w http.ResponseWriter, r *http.Request) {
	var msg struct {
		Device string `json:"device"`
		Text   string `json:"text"`
	}
	if err := json.NewDecoder(r.Body).Decode(&msg); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	body, _ := json.Marshal(msg)
	res, err := http.Post(os.Getenv("PUSH_URL")+"/send", "application/json", bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	if _, err := s.db.ExecContext(r.Context(), "INSERT INTO pushes (device, status) VALUES (?, ?)", msg.Device, res.StatusCode); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

func (s *server) devices(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.QueryContext(r.Context(), "SELECT id FROM devices WHERE owner = ? LIMIT 100", r.URL.Query().Get("owner"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer rows.Close()
	ids := []string{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		ids = append(ids, id)
	}
	_ = json.NewEncoder(w).Encode(ids)
}

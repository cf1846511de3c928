package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/example/tracking/internal/config"
	"github.com/example/tracking/internal/geo"
	"github.com/example/tracking/internal/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	cfg := config.Load()
	db, err := store.Open(ctx, cfg)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	places := geo.New(cfg.GeoURL)

	router := chi.NewRouter()
	router.Get("/healthz", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
	router.Get("/readyz", func(w http.ResponseWriter, r *http.Request) {
		if db.Ping(r.Context()) != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	router.Get("/vehicles/{id}/position", func(w http.ResponseWriter, r *http.Request) {
		position, err := db.Last(r.Context(), chi.URLParam(r, "id"))
		if err != nil {
			http.Error(w, "unknown vehicle", http.StatusNotFound)
			return
		}
		address, err := places.Address(r.Context(), position.Lat, position.Lon)
		if err != nil {
			address = ""
		}
		json.NewEncoder(w).Encode(map[string]any{"position": position, "address": address})
	})

	server := &http.Server{
		Addr:              ":8080",
		Handler:           router,
		ReadHeaderTimeout: 5 * time.Second,
	}
	go func() {
		<-ctx.Done()
		shutdown, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		server.Shutdown(shutdown)
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
}

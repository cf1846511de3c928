package main

import (
	"flag"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	check := flag.Bool("check", false, "ask the running server")
	flag.Parse()
	if *check {
		client := http.Client{Timeout: 2 * time.Second}
		res, err := client.Get("http://127.0.0.1:8090/healthz")
		if err != nil || res.StatusCode != http.StatusOK {
			os.Exit(1)
		}
		return
	}

	db, err := openDB()
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()

	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusOK) })
	s := &server{db: db}
	mux.HandleFunc("POST /push/send", s.send)
	mux.HandleFunc("GET /push/devices", s.devices)

	srv := &http.Server{
		Addr:              ":8090",
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       30 * time.Second,
	}
	log.Fatal(srv.ListenAndServe())
}

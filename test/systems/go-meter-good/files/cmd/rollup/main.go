package main

import (
	"context"
	"log"
	"time"

	"example.test/meter/internal/store"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	pool, err := store.Open(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	if err := store.NewReadings(pool).Roll(ctx, time.Now().Add(-time.Hour).Truncate(time.Hour)); err != nil {
		log.Fatal(err)
	}
}

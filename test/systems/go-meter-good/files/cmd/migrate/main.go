package main

import (
	"context"
	_ "embed"
	"log"

	"example.test/meter/internal/store"
)

//go:embed schema.sql
var schema string

func main() {
	ctx := context.Background()
	pool, err := store.Open(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.Exec(ctx, schema); err != nil {
		log.Fatal(err)
	}
}

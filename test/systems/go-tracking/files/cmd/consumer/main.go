package main

import (
	"context"
	"encoding/json"
	"log"
	"os/signal"
	"strings"
	"syscall"

	"github.com/segmentio/kafka-go"

	"github.com/example/tracking/internal/config"
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

	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: strings.Split(cfg.Brokers, ","),
		GroupID: "tracking",
		Topic:   "positions",
	})
	defer reader.Close()
	for {
		message, err := reader.FetchMessage(ctx)
		if err != nil {
			return
		}
		var position store.Position
		if json.Unmarshal(message.Value, &position) == nil {
			if err := db.Add(ctx, position); err != nil {
				log.Fatal(err)
			}
		}
		if err := reader.CommitMessages(ctx, message); err != nil {
			log.Println(err)
		}
	}
}

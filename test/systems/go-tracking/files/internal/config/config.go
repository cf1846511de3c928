package config

import (
	"os"
	"strconv"
)

type Config struct {
	DatabaseURL string
	MaxConns    int32
	Brokers     string
	GeoURL      string
}

func Load() Config {
	return Config{
		DatabaseURL: os.Getenv("DATABASE_URL"),
		MaxConns:    int32(number("DB_MAX_CONNS", 8)),
		Brokers:     os.Getenv("KAFKA_BROKERS"),
		GeoURL:      os.Getenv("GEO_URL"),
	}
}

func number(name string, otherwise int) int {
	value, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return otherwise
	}
	return value
}

package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/example/tracking/internal/config"
)

type Store struct {
	pool *pgxpool.Pool
}

func Open(ctx context.Context, cfg config.Config) (*Store, error) {
	poolConfig, err := pgxpool.ParseConfig(cfg.DatabaseURL)
	if err != nil {
		return nil, err
	}
	poolConfig.MaxConns = cfg.MaxConns
	poolConfig.MaxConnLifetime = 30 * time.Minute
	poolConfig.MaxConnIdleTime = 5 * time.Minute
	pool, err := pgxpool.NewWithConfig(ctx, poolConfig)
	if err != nil {
		return nil, err
	}
	return &Store{pool: pool}, nil
}

func (s *Store) Close() { s.pool.Close() }

func (s *Store) Ping(ctx context.Context) error { return s.pool.Ping(ctx) }

type Position struct {
	Vehicle  string    `json:"vehicle"`
	Lat, Lon float64   `json:"-"`
	At       time.Time `json:"at"`
}

func (s *Store) Last(ctx context.Context, vehicle string) (Position, error) {
	position := Position{Vehicle: vehicle}
	err := s.pool.QueryRow(ctx,
		"SELECT lat, lon, at FROM positions WHERE vehicle = $1 ORDER BY at DESC LIMIT 1", vehicle).
		Scan(&position.Lat, &position.Lon, &position.At)
	return position, err
}

func (s *Store) Add(ctx context.Context, position Position) error {
	_, err := s.pool.Exec(ctx,
		"INSERT INTO positions (vehicle, lat, lon, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
		position.Vehicle, position.Lat, position.Lon, position.At)
	return err
}

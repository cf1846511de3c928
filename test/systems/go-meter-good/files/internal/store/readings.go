package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type Reading struct {
	Meter int64     `json:"meter"`
	At    time.Time `json:"at"`
	Watts int       `json:"watts"`
}

type Readings struct{ pool *pgxpool.Pool }

func NewReadings(pool *pgxpool.Pool) *Readings { return &Readings{pool: pool} }

// Add writes a batch with one COPY.
func (r *Readings) Add(ctx context.Context, batch []Reading) error {
	_, err := r.pool.CopyFrom(ctx, pgx.Identifier{"readings"}, []string{"meter", "at", "watts"},
		pgx.CopyFromSlice(len(batch), func(i int) ([]any, error) {
			return []any{batch[i].Meter, batch[i].At, batch[i].Watts}, nil
		}))
	return err
}

// Since lists at most 500 readings of a meter.
func (r *Readings) Since(ctx context.Context, meter int64, after time.Time) ([]Reading, error) {
	rows, err := r.pool.Query(ctx, "SELECT meter, at, watts FROM readings WHERE meter = $1 AND at > $2 ORDER BY at LIMIT 500", meter, after)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Reading])
}

// Roll sums an hour.
func (r *Readings) Roll(ctx context.Context, hour time.Time) error {
	_, err := r.pool.Exec(ctx, `INSERT INTO hours (meter, hour, watts)
		SELECT meter, date_trunc('hour', at), avg(watts) FROM readings
		WHERE at >= $1 AND at < $1 + interval '1 hour' GROUP BY 1, 2
		ON CONFLICT (meter, hour) DO UPDATE SET watts = excluded.watts`, hour)
	return err
}

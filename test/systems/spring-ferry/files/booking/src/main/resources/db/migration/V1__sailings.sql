CREATE TABLE sailings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  route text NOT NULL,
  departs_at timestamptz NOT NULL,
  seats integer NOT NULL
);
CREATE INDEX sailings_route_departs ON sailings (route, departs_at);

CREATE TABLE bookings (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sailing_id bigint NOT NULL REFERENCES sailings (id),
  passenger text NOT NULL,
  state text NOT NULL DEFAULT 'held',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX bookings_sailing ON bookings (sailing_id);
CREATE INDEX bookings_state_created ON bookings (state, created_at);

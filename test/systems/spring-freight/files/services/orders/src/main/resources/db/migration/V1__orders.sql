CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer text NOT NULL,
  state text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_state_created ON orders (state, created_at);

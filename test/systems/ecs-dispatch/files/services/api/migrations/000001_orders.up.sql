CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  depot_id bigint NOT NULL,
  driver text NOT NULL
);
CREATE INDEX orders_depot_id ON orders (depot_id, id);

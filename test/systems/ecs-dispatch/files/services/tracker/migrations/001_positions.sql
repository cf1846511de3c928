CREATE TABLE positions (
  id bigserial PRIMARY KEY,
  vehicle text NOT NULL,
  at jsonb NOT NULL
);
CREATE INDEX positions_vehicle_at ON positions (vehicle, at);

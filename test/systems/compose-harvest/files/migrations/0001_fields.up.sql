CREATE TABLE fields (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  farm_id bigint NOT NULL,
  crop text NOT NULL,
  measured_at timestamptz NOT NULL
);
CREATE INDEX fields_farm ON fields (farm_id);

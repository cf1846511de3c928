CREATE TABLE IF NOT EXISTS readings (
  meter bigint NOT NULL,
  at timestamptz NOT NULL,
  watts integer NOT NULL,
  PRIMARY KEY (meter, at)
);
CREATE TABLE IF NOT EXISTS hours (
  meter bigint NOT NULL,
  hour timestamptz NOT NULL,
  watts integer NOT NULL,
  PRIMARY KEY (meter, hour)
);

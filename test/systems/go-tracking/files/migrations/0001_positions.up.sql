CREATE TABLE positions (
  vehicle text NOT NULL,
  lat double precision NOT NULL,
  lon double precision NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (vehicle, at)
);

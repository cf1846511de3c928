CREATE TABLE accounts (id bigserial PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE lots (
  id bigserial PRIMARY KEY,
  title text NOT NULL,
  price integer NOT NULL DEFAULT 0,
  ends_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX lots_open ON lots (ends_at) WHERE closed_at IS NULL;
CREATE TABLE bids (
  id bigserial PRIMARY KEY,
  lot_id bigint NOT NULL REFERENCES lots (id),
  account_id bigint NOT NULL REFERENCES accounts (id),
  amount integer NOT NULL
);
CREATE INDEX bids_lot ON bids (lot_id);
CREATE INDEX bids_account ON bids (account_id);
CREATE TABLE settlements (lot_id bigint NOT NULL REFERENCES lots (id), amount integer NOT NULL, PRIMARY KEY (lot_id, amount));

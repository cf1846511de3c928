CREATE TABLE accounts (
  id uuid PRIMARY KEY,
  owner text NOT NULL,
  currency char(3) NOT NULL,
  balance numeric(18, 2) NOT NULL DEFAULT 0
);
CREATE INDEX accounts_owner ON accounts (owner);

CREATE TABLE entries (
  id bigserial PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES accounts (id),
  amount numeric(18, 2) NOT NULL,
  booked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX entries_account ON entries (account_id, booked_at DESC);

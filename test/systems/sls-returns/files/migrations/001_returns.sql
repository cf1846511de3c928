create table returns (
  id bigint generated always as identity primary key,
  order_id bigint not null,
  price numeric(10, 2) not null,
  state text not null default 'new',
  label text,
  created_at timestamptz not null default now()
);
create index returns_state_created on returns (state, created_at);

create table refunds (
  return_id bigint primary key references returns (id),
  amount numeric(10, 2) not null
);

-- Signing secrets are not here: each is derived from the installation's key and the webhook's id.
create table webhook (
  id text primary key,
  organisation text not null,
  url text not null,
  -- Types of entries that it gets; empty: all.
  types text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  -- The last entry of the log for which deliveries have been made out; null: none yet.
  last_entry text,
  disabled_at timestamptz,
  last_at timestamptz,
  last_ok boolean,
  last_status int4,
  last_detail text,
  -- Since when nothing has arrived; null while the last attempt succeeded.
  failing_since timestamptz
);
create index webhook_list on webhook (organisation, id);
select protect('webhook');

-- Messages that have not arrived yet.
create table webhook_delivery (
  webhook text not null references webhook on delete cascade,
  organisation text not null,
  entry text not null,
  attempts int4 not null default 0,
  next_at timestamptz not null,
  primary key (webhook, entry)
);
create index webhook_delivery_due on webhook_delivery (next_at);
select protect('webhook_delivery');

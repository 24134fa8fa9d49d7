-- What was answered to a command that bore an Idempotency-Key, so that a repeated one is answered the same and done once.
create table idempotency (
  organisation text not null,
  actor text not null,
  key text not null,
  operation text not null,
  -- SHA-256 of the canonical input: the same key for another request is refused.
  request text not null,
  -- Null only inside the transaction that does the command.
  answer jsonb,
  at timestamptz not null,
  primary key (organisation, actor, key)
);
create index idempotency_age on idempotency (at);
select protect('idempotency');

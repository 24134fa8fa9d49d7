-- The verifiable log. What is public (leaves, tiles, checkpoints) stands apart from what is under authorisation (who, what, why):
-- a leaf holds a commitment alone, so that erasing a body leaves every proof intact.

-- One row per origin, in the order in which they began; the last one is written to.
create table ledger_log (
  log int primary key,
  origin text not null unique,
  -- name+id+base64, c2sp.org/signed-note
  key text not null,
  size bigint not null check (size >= 1),
  root bytea not null check (length(root) = 32),
  -- The signed note over size and root, c2sp.org/tlog-checkpoint.
  checkpoint text not null,
  -- The first entry: {reason, …, previous}. Public, with its salt, so that everybody can check what the log grew out of.
  began_body text not null,
  began_salt bytea not null,
  began_at timestamptz not null,
  -- The last entry, where a rotation of the key ended the log: {successor}.
  ended_body text,
  ended_salt bytea
);

-- Bodies and salts.
create table ledger_entry (
  id text primary key,
  organisation text not null,
  project text,
  type text not null,
  actor text not null,
  time timestamptz not null,
  -- Canonical JSON (RFC 8785) and 32 random bytes; both null once erased.
  body text,
  salt bytea,
  erased_at timestamptz,
  check ((body is null) = (erased_at is not null) and (salt is null) = (erased_at is not null))
);
select protect('ledger_entry');

-- Entries that wait for their place. A row appears with the commit of the change that it records.
create table ledger_outbox (
  id text primary key,
  leaf text not null,
  created_at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
grant select, insert on ledger_outbox to selvedge_tenant;

-- The entries of each log, as they are hashed.
create table ledger_leaf (
  log int not null references ledger_log,
  entry_index bigint not null,
  leaf text not null,
  primary key (log, entry_index)
);
grant select on ledger_leaf to selvedge_tenant;

-- Where an entry stands.
create table ledger_place (
  id text primary key,
  organisation text not null,
  project text,
  log int not null,
  entry_index bigint not null
);
select protect('ledger_place');
revoke insert, update, delete on ledger_place from selvedge_tenant;
create unique index ledger_place_in_order on ledger_place (organisation, log, entry_index);

-- c2sp.org/tlog-tiles: hashes of level 8 × `level`, 256 to a tile; the last of each level grows.
create table ledger_tile (
  log int not null references ledger_log,
  level smallint not null,
  tile_index bigint not null,
  hashes bytea not null check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  primary key (log, level, tile_index)
);
-- Hashes do not compress.
alter table ledger_tile alter column hashes set storage external;

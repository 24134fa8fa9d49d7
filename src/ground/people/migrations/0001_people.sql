-- Who acts, and what proves it. Secrets are held as SHA-256 alone: each has 256 random bits, so that no salt or slow hash is
-- needed. Signing in reads by hash, before it knows the organisation, and does so as selvedge_system.
create table organisation (
  organisation text primary key,
  name text not null,
  -- The one that runs this installation: refusals of nobody in particular are in its part of the log.
  home boolean not null default false,
  created_at timestamptz not null
);
create unique index organisation_home on organisation (home) where home;
select protect('organisation');

create table person (
  id text primary key,
  organisation text not null references organisation,
  name text not null,
  roles text[] not null,
  created_at timestamptz not null
);
create index person_organisation on person (organisation, id);
select protect('person');

create table sign_in_link (
  hash bytea primary key,
  organisation text not null references organisation,
  person text not null references person,
  expires_at timestamptz not null,
  used_at timestamptz
);
select protect('sign_in_link');

create table session (
  hash bytea primary key,
  organisation text not null references organisation,
  person text not null references person,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
select protect('session');

create table token (
  id text primary key,
  organisation text not null references organisation,
  -- Null: reaches every project of the organisation.
  project text,
  hash bytea not null unique,
  name text not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index token_organisation on token (organisation, id);
select protect('token');

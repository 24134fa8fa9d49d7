-- What subjects are made of, as their newest SBOM says, and what is known to be wrong with it.

create table inventory (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  -- Of the sorted package URLs.
  digest text not null,
  packages int4 not null,
  submitted_by text not null,
  submitted_at timestamptz not null,
  primary key (organisation, subject)
);
select protect('inventory');

create table inventory_package (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  -- Canonical package URL, with its version.
  purl text collate "C" not null,
  -- Under which advisories are looked up: ground/advisories, packageKeyOf.
  key text collate "C" not null,
  primary key (organisation, subject, purl)
);
select protect('inventory_package');

-- A change of advisories is a list of keys: whoever has one of them is found without a look at the rest.
create index inventory_package_key on inventory_package (key, organisation, subject, purl);

create table inventory_match (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  purl text collate "C" not null,
  -- The id by which the advisory is called.
  advisory text collate "C" not null,
  -- That, and all others.
  ids text[] not null,
  kind text not null,
  -- affected or unknown.
  verdict text not null,
  since timestamptz not null,
  ended_at timestamptz,
  primary key (organisation, subject, purl, advisory)
);
select protect('inventory_match');

create index inventory_match_ids on inventory_match using gin (ids) where ended_at is null;
create index inventory_match_order on inventory_match (organisation, subject, purl, advisory) where ended_at is null;

-- With which state of the advisories an organisation's packages were matched last.
create table inventory_watch (
  organisation text collate "C" primary key,
  state text not null,
  at timestamptz not null
);
select protect('inventory_watch');

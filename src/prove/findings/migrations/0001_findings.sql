-- The projection of evidence into findings. All of it can be thrown away and made again from the evidence (rebuild.ts);
-- a test holds the rebuilt to the incremental. What depends on the clock or on leases is not here: it is computed when read.
-- collate "C": positions are compared as JavaScript compares them, and beginnings of paths are ranges of an index.

-- One row per subject with scans, and the number of its last one.
create table finding_subject (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  scans int4 not null default 0,
  primary key (organisation, project, subject)
);
select protect('finding_subject');

-- The scans that were applied, in order. The scope is kept to say, when asked, why a scan did not close a finding.
create table finding_scan (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  sequence int4 not null,
  evidence text collate "C" not null,
  submitted_at timestamptz not null,
  scope jsonb not null,
  primary key (organisation, project, subject, sequence),
  unique (organisation, evidence)
);
select protect('finding_scan');

create table finding (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  id text collate "C" not null,
  -- Rule and locus, without the ordinal: the id that the first of its equals has.
  place text collate "C" not null,
  rule text collate "C" not null,
  -- What to look at first: 0 critical and certain … 11 low and only possible; 16 more when closed.
  rank int2 not null,
  path text collate "C" not null,
  line int4 not null,
  -- Message, path, rule and symbol in lower case: what a search reads. Cut, as path is, to fit into an index.
  words text collate "C" not null,
  -- The finding as it was last seen, without id, subject and firstSeen, and its digest.
  claim jsonb not null,
  digest text not null,
  seen_in text not null,
  first_seen timestamptz not null,
  closed_at timestamptz,
  primary key (organisation, id, project)
);
select protect('finding');

-- The order of a list; project and subject are in it because row-level security and filters must not visit the row.
create index finding_order on finding (organisation, rank, project, path, line, id) include (subject, words);
create index finding_rule_order on finding (organisation, rule, rank, project, path, line, id) include (subject, words);
create index finding_place on finding (organisation, project, place);
create index finding_open on finding (organisation, project, subject) where closed_at is null;

-- The last scan that saw a finding. Apart from it, because each scan writes this anew for all that it saw: finding stays as it
-- was, its indexes are not written, and a list can be read from an index alone.
create table finding_seen (
  organisation text collate "C" not null,
  project text collate "C" not null,
  finding text collate "C" not null,
  sequence int4 not null,
  primary key (organisation, project, finding)
) with (fillfactor = 50);
select protect('finding_seen');

-- What happened to a finding and why. That nothing happened is not written down: one scan would write 100,000 rows.
create table finding_event (
  organisation text collate "C" not null,
  project text collate "C" not null,
  finding text collate "C" not null,
  sequence int4 not null,
  kind text not null check (kind in ('opened', 'moved', 'closed', 'reopened')),
  tier text,
  because text not null,
  location jsonb,
  primary key (organisation, project, finding, sequence)
);
select protect('finding_event');

-- How many findings of each rule have each rank; written anew for a subject with each of its scans.
create table finding_count (
  organisation text collate "C" not null,
  project text collate "C" not null,
  subject text collate "C" not null,
  rule text collate "C" not null,
  rank int2 not null,
  count int4 not null,
  primary key (organisation, project, subject, rule, rank)
);
select protect('finding_count');

-- What a decision looks up, one row per statement and analyzer in its scope, so that no scope is read but those that count.
create table evidence_analyzer (
  evidence text not null references evidence on delete cascade,
  organisation text not null,
  project text not null,
  subject text not null,
  analyzer text not null,
  -- Kind of the scope's coverage: everything, paths, ranges.
  coverage text not null,
  -- The end of the scan, or its submission where that is earlier: what it says may have changed since then.
  as_of timestamptz not null,
  primary key (evidence, analyzer)
);
select protect('evidence_analyzer');

insert into evidence_analyzer (evidence, organisation, project, subject, analyzer, coverage, as_of)
select e.id, e.organisation, e.project, e.subject, analyzer->>'id', e.scope->'coverage'->>'kind', least(e.finished_at, e.submitted_at)
from evidence e, jsonb_array_elements(e.scope->'analyzers') as analyzer
on conflict do nothing;

create index evidence_analyzer_newest on evidence_analyzer (organisation, subject, analyzer, as_of desc, evidence desc);
create index evidence_analyzer_whole on evidence_analyzer (organisation, subject, analyzer, as_of desc, evidence desc)
  where coverage = 'everything';

-- A statement that comes a second time is known by it.
create index evidence_digest on evidence (organisation, subject, digest);

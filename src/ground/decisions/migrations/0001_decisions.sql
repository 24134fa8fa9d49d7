create table decision (
  id text primary key,
  organisation text not null,
  project text not null,
  subject text not null references subject,
  control text not null,
  stage text not null,
  verdict text not null,
  effect text not null,
  at timestamptz not null,
  -- The newest of its subject, control and stage: kept beside the truth (at, id), so that lists need not look for it.
  latest boolean not null,
  body jsonb not null
);
create unique index decision_latest on decision (organisation, subject, control, stage) where latest;
create index decision_list on decision (organisation, id desc);
select protect('decision');

-- The findings that a latest decision counts against its subject.
create table decision_finding (
  decision text not null references decision,
  organisation text not null,
  project text not null,
  finding text not null,
  primary key (decision, finding)
);
create index decision_finding_by_finding on decision_finding (organisation, finding);
select protect('decision_finding');

create table lease (
  id text primary key,
  organisation text not null,
  project text not null,
  kind text not null,
  subject text not null references subject,
  finding text,
  requested_at timestamptz not null,
  start_at timestamptz,
  end_at timestamptz not null,
  ended_early_at timestamptz,
  -- The whole lease; the columns above are what it is found by.
  body jsonb not null
);
create index lease_list on lease (organisation, end_at, id);
create index lease_of_finding on lease (organisation, finding) where finding is not null;
select protect('lease');

-- A project's id is chosen by whoever ran `selvedge init`, so it is unique within an organisation alone: nobody learns from a
-- conflict what another organisation has.
create table project (
  organisation text not null,
  project text not null,
  name text not null,
  -- The remote that first registered it; another one is a fork. Null until a repository with a remote is registered.
  remote text,
  created_at timestamptz not null,
  primary key (organisation, project)
);
select protect('project');

create table subject (
  id text primary key,
  organisation text not null,
  project text not null,
  kind text not null,
  identity text not null,
  name text not null,
  remote text,
  fork_of text references subject,
  registered_at timestamptz not null,
  unique (organisation, project, kind, identity),
  foreign key (organisation, project) references project
);
create index subject_list on subject (organisation, id);
select protect('subject');

-- Scans of one subject come from several branches; what one branch does not have, another may.
alter table finding_scan add column branch text collate "C" not null default '';

-- Which branches have a finding: a row from the scan that first saw it there (since) to the one that showed that it is gone. Written when that
-- changes, not by each scan. Scans that name no branch leave none.
create table finding_branch (
  organisation text collate "C" not null,
  project text collate "C" not null,
  finding text collate "C" not null,
  branch text collate "C" not null,
  since int4 not null,
  gone int4,
  primary key (organisation, project, finding, branch)
);
select protect('finding_branch');

alter table finding_event drop constraint finding_event_kind_check;
alter table finding_event add constraint finding_event_kind_check
  check (kind in ('opened', 'moved', 'closed', 'reopened', 'appeared', 'left'));

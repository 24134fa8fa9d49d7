-- What every other migration stands on. Runs on PostgreSQL 15 and later, as the owner of the schema, with
-- search_path = selvedge. Roles: the owner (migrations alone), selvedge_tenant (one organisation at a time) and
-- selvedge_system (sequencer, sign-in). The application never runs as the owner, and no role of ours is a superuser.

-- Puts a table that has the columns `organisation text not null` and, if it likes, `project text` behind row-level
-- security. The owner is under it too (FORCE), and sees rows as a member of selvedge_system.
create function protect(target regclass) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
as $$
declare
  condition text := 'organisation = current_setting(''selvedge.organisation'', true)';
begin
  if exists (select from pg_attribute where attrelid = target and attname = 'project' and not attisdropped) then
    -- The inner select is evaluated once per statement. Without it the setting is read for each row: half the time of a search.
    condition := condition || ' and (project is null or (select coalesce(current_setting(''selvedge.project'', true), '''')) in ('''', project))';
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s to selvedge_tenant using (%s) with check (%s)', target, condition, condition);
  execute format('create policy system on %s to selvedge_system using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to selvedge_tenant', target);
end
$$;

comment on function protect(regclass) is 'Row-level security by organisation, and by project where the table has one.';

-- protect() reads the setting of the project for each row. A search reads up to all rows of an index, and half of its time was
-- that; an inner select is evaluated once per statement. The rule is the same.
alter policy tenant on finding
  using (organisation = current_setting('selvedge.organisation', true)
    and (select coalesce(current_setting('selvedge.project', true), '')) in ('', project))
  with check (organisation = current_setting('selvedge.organisation', true)
    and (select coalesce(current_setting('selvedge.project', true), '')) in ('', project));

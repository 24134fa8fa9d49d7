-- How many matches were found and not kept, because the subject has more than are kept of one.
alter table inventory add column left_out int4 not null default 0;
create index inventory_left_out on inventory (organisation, subject) where left_out > 0;

-- When Sightline recorded something: retention counts from then, or from when it happened where that is later. So footage of
-- long ago is kept as long as any other, from when it was processed; a record that is read once more brings its first time along.
alter table sighting add column recorded_at timestamp(6) with time zone default current_timestamp not null;
alter table identity add column recorded_at timestamp(6) with time zone default current_timestamp not null;
alter table identity_event add column recorded_at timestamp(6) with time zone default current_timestamp not null;
alter table alert add column recorded_at timestamp(6) with time zone default current_timestamp not null;

-- What is there already was recorded as it happened, as far as anybody knows, and not before this database knew retention: as
-- it was counted until now.
update sighting set recorded_at = greatest(start_time, (select
    cast(max(h."installed_on") as timestamp(6) with time zone) from "schema_history" h where h."version" = '9'));
update identity set recorded_at = greatest(last_seen, (select
    cast(max(h."installed_on") as timestamp(6) with time zone) from "schema_history" h where h."version" = '9'));
update identity_event set recorded_at = greatest(event_time, (select
    cast(max(h."installed_on") as timestamp(6) with time zone) from "schema_history" h where h."version" = '9'));
update alert set recorded_at = greatest(event_time, (select
    cast(max(h."installed_on") as timestamp(6) with time zone) from "schema_history" h where h."version" = '9'));

-- The order in which sightings changed, for what follows the database: the search index. The one row of sighting_change is
-- locked until the transaction ends that took a number, so numbers become visible in their order. Sightings from before
-- have 0. deleted_no grows with each transaction that deletes sightings, which leave no number behind. database_id tells one
-- database from another that took its place; the first follower sets it.
alter table sighting add column change_no bigint default 0 not null;
create index sighting_by_change on sighting (change_no, sighting_id);

create table sighting_change (
    head_id integer primary key,
    change_no bigint not null,
    deleted_no bigint not null,
    database_id varchar(64) not null
);

insert into sighting_change (head_id, change_no, deleted_no, database_id) values (1, 0, 0, '');

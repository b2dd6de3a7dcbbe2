-- Erasing people, and saying for good that they were erased: what comes again from a topic or a backup is refused by its key.

create table erasure (
    erasure_id varchar(64) primary key,
    site_id varchar(63) not null,
    identity_id varchar(128) not null,
    requested_by varchar(512) not null,
    reason varchar(4000) not null,
    -- Whether watchlist entries that an alert took the person for go too.
    watchlist boolean not null,
    requested_at timestamp(6) with time zone not null,
    state varchar(16) not null check (state in ('RUNNING', 'PARTIAL', 'DONE')),
    changed_at timestamp(6) with time zone not null,
    -- JSON; what each store said the last time.
    receipt varchar(1000000) not null
);

create index erasure_by_time on erasure (requested_at, erasure_id);

-- What an erasure that is not done yet is about. Emptied when it is done.
create table erasure_target (
    erasure_id varchar(64) not null references erasure (erasure_id),
    kind varchar(16) not null check (kind in ('IDENTITY', 'TRACKLET', 'CROP', 'ALERT', 'ENTRY', 'NAME')),
    target varchar(1200) not null,
    primary key (erasure_id, kind, target)
);

-- SHA-256 of the ids of identities and tracklets, and of the hashes of crops, that were erased: none of them is taken in again.
create table erased_key (
    key_hash varchar(64) primary key,
    erasure_id varchar(64) not null
);

-- Data sets that were made of recorded crops, with the keys of their crops (32 bytes each), to say which hold an erased person.
create table data_snapshot (
    snapshot_hash varchar(64) primary key,
    name varchar(512) not null,
    folder varchar(4000) not null,
    made_by varchar(512) not null,
    made_at timestamp(6) with time zone not null
);

create table data_snapshot_part (
    snapshot_hash varchar(64) not null references data_snapshot (snapshot_hash),
    part_no integer not null,
    crop_keys bytea not null,
    primary key (snapshot_hash, part_no)
);

-- The text of an entry (object, reason, detail) is hashed by itself with a salt: text and salt can be removed, and the chain of
-- entries still holds. Null in entries from before this column, whose hash covers the text itself.
alter table audit_entry add column text_salt varchar(32);
alter table audit_entry add column text_hash varchar(64);
-- The erasure that removed the text.
alter table audit_entry add column redacted_by varchar(64);

-- What stands before the first entry that is still kept.
insert into audit_head (head_id, entry_no, entry_hash)
    values (2, 0, '0000000000000000000000000000000000000000000000000000000000000000');

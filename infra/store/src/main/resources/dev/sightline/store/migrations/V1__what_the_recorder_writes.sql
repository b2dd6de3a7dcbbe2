-- The same file runs on H2 and on PostgreSQL: only types and statements that both know.
-- Times are capture times. Descriptors are little-endian float32 of unit length.

create table camera (
    camera_id varchar(63) primary key,
    site_id varchar(63) not null,
    source varchar(2048) not null,
    sample_fps double precision not null,
    restricted boolean not null,
    real_time boolean not null,
    motion_gate boolean not null,
    start_time timestamp(6) with time zone
);

-- first_seen and last_seen span the standing sightings; without any, they are the time of creation.
create table identity (
    identity_id varchar(128) primary key,
    site_id varchar(63) not null,
    state varchar(16) not null check (state in ('ACTIVE', 'MERGED', 'EXPIRED', 'ERASED')),
    created_at timestamp(6) with time zone,
    changed_at timestamp(6) with time zone,
    merged_into varchar(128),
    split_from varchar(128),
    first_seen timestamp(6) with time zone not null,
    last_seen timestamp(6) with time zone not null,
    sighting_count integer not null
);

create index identity_by_last_seen on identity (last_seen, identity_id);
create index identity_by_site on identity (site_id, last_seen, identity_id);

-- One row per tracklet and identity: a tracklet that moved keeps a withdrawn row at the identity it left.
create table sighting (
    sighting_id varchar(160) not null,
    identity_id varchar(128) not null references identity (identity_id),
    site_id varchar(63) not null,
    camera_id varchar(63) not null,
    session_no bigint not null,
    first_sequence bigint not null,
    last_sequence bigint not null,
    start_time timestamp(6) with time zone not null,
    end_time timestamp(6) with time zone not null,
    closed boolean not null,
    revision integer not null,
    withdrawn boolean not null,
    previous_identity_id varchar(128),
    summary varchar(4000) not null,
    evidence bytea not null,
    primary key (sighting_id, identity_id),
    constraint sighting_ends_after_start check (end_time >= start_time)
);

create index sighting_by_identity on sighting (identity_id, start_time);
create index sighting_by_camera on sighting (camera_id, start_time);

create table exemplar (
    sighting_id varchar(160) not null,
    identity_id varchar(128) not null,
    ordinal integer not null,
    modality varchar(8) not null check (modality in ('PERSON', 'FACE')),
    model_id varchar(128) not null,
    descriptor bytea not null,
    descriptor_quality real not null,
    quality real not null,
    camera_id varchar(63) not null,
    session_no bigint not null,
    sequence_no bigint not null,
    detection_index integer not null,
    captured_at timestamp(6) with time zone not null,
    crop_uri varchar(1024),
    crop_sha256 bytea,
    crop_bytes bigint,
    primary key (sighting_id, identity_id, ordinal),
    foreign key (sighting_id, identity_id) references sighting (sighting_id, identity_id)
);

create index exemplar_by_identity on exemplar (identity_id, modality);
create index exemplar_by_crop on exemplar (crop_uri);

create table identity_event (
    event_id varchar(128) primary key,
    site_id varchar(63) not null,
    event_type varchar(16) not null,
    event_time timestamp(6) with time zone not null,
    identity_id varchar(128) not null references identity (identity_id),
    other_identity_id varchar(128) references identity (identity_id),
    tracklet_id varchar(160),
    camera_id varchar(63),
    summary varchar(4000) not null,
    evidence bytea not null,
    partition_no integer not null,
    record_offset bigint not null
);

create index identity_event_by_identity on identity_event (identity_id, event_time);
create index identity_event_by_other on identity_event (other_identity_id, event_time);

-- The CloudEvent as it came, and the attributes that are searched for.
create table alert (
    alert_id varchar(256) primary key,
    rule_id varchar(128) not null,
    source varchar(1024) not null,
    event_type varchar(256) not null,
    subject varchar(1024),
    event_time timestamp(6) with time zone not null,
    document varchar(1000000) not null
);

create index alert_by_time on alert (event_time, alert_id);

create table watchlist_entry (
    entry_id varchar(63) primary key,
    name varchar(512) not null,
    reason varchar(4000) not null,
    approver varchar(512) not null,
    created_at timestamp(6) with time zone,
    expires_at timestamp(6) with time zone,
    site_ids varchar(100000) not null
);

create table watchlist_exemplar (
    entry_id varchar(63) not null references watchlist_entry (entry_id),
    ordinal integer not null,
    modality varchar(8) not null check (modality in ('PERSON', 'FACE')),
    model_id varchar(128) not null,
    descriptor bytea not null,
    descriptor_quality real not null,
    crop_uri varchar(1024),
    crop_sha256 bytea,
    crop_bytes bigint,
    primary key (entry_id, ordinal)
);

create index watchlist_exemplar_by_crop on watchlist_exemplar (crop_uri);

-- Where the recorder reads on. Written in the transaction of the rows that it read up to there.
create table recorder_offset (
    topic varchar(249) not null,
    partition_no integer not null,
    next_offset bigint not null,
    primary key (topic, partition_no)
);

-- Crops that a row let go; deleted from the crop store later, unless a row refers to them again.
create table released_crop (
    crop_uri varchar(1024) primary key,
    crop_sha256 bytea not null,
    crop_bytes bigint not null,
    released_at timestamp(6) with time zone not null
);

create index released_crop_by_time on released_crop (released_at);

-- Who may use the console and the API, what they say about people and alerts, and what they did. Written by the console and
-- by commands, not by the recorder. Lists of ids are joined by commas, which no id contains; empty means all.

create table account (
    account_name varchar(63) primary key,
    role varchar(16) not null check (role in ('VIEWER', 'OPERATOR', 'SUPERVISOR', 'ENGINEER')),
    site_ids varchar(100000) not null,
    camera_ids varchar(100000) not null,
    -- Argon2id in PHC format; null until the person has chosen a password.
    password_hash varchar(512),
    disabled boolean not null,
    created_at timestamp(6) with time zone not null,
    created_by varchar(512) not null
);

-- Browser sessions, API tokens and one-time links: secrets of which only the SHA-256 is kept.
create table credential (
    credential_id varchar(32) primary key,
    kind varchar(16) not null check (kind in ('SESSION', 'TOKEN', 'SETUP_LINK', 'PASSWORD_LINK', 'ENTER_LINK')),
    secret_hash varchar(64) not null unique,
    -- Null for the link that creates the first account.
    account_name varchar(63) references account (account_name),
    label varchar(512) not null,
    role varchar(16) not null check (role in ('VIEWER', 'OPERATOR', 'SUPERVISOR', 'ENGINEER')),
    site_ids varchar(100000) not null,
    camera_ids varchar(100000) not null,
    created_at timestamp(6) with time zone not null,
    created_by varchar(512) not null,
    expires_at timestamp(6) with time zone not null,
    used_at timestamp(6) with time zone,
    ended_at timestamp(6) with time zone
);

create index credential_by_account on credential (account_name, kind);

-- Each entry's hash covers its fields and the hash of the entry before it.
create table audit_entry (
    entry_no bigint primary key,
    happened_at timestamp(6) with time zone not null,
    actor varchar(512) not null,
    via varchar(64) not null,
    action varchar(64) not null,
    object varchar(1024) not null,
    site_id varchar(63) not null,
    reason varchar(4000) not null,
    outcome varchar(16) not null,
    detail varchar(20000) not null,
    previous_hash varchar(64) not null,
    entry_hash varchar(64) not null
);

create index audit_entry_by_actor on audit_entry (actor, entry_no);
create index audit_entry_by_object on audit_entry (object, entry_no);

-- One row: the last entry. Locked while an entry is appended, so that two consoles on one database make one chain.
create table audit_head (
    head_id integer primary key,
    entry_no bigint not null,
    entry_hash varchar(64) not null
);

insert into audit_head (head_id, entry_no, entry_hash)
    values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

create table identity_name (
    identity_id varchar(128) primary key,
    name varchar(512) not null,
    named_by varchar(512) not null,
    named_at timestamp(6) with time zone not null
);

create table alert_acknowledgement (
    alert_id varchar(256) primary key references alert (alert_id),
    acknowledged_by varchar(512) not null,
    acknowledged_at timestamp(6) with time zone not null,
    note varchar(4000) not null
);

-- Answers to writes that carried an idempotency key, so that the same request again gets the same answer.
create table idempotent_answer (
    request_key varchar(64) primary key,
    request_hash varchar(64) not null,
    status integer not null,
    document varchar(1000000) not null,
    answered_at timestamp(6) with time zone not null
);

create index idempotent_answer_by_time on idempotent_answer (answered_at);
create index sighting_by_start on sighting (start_time, sighting_id);

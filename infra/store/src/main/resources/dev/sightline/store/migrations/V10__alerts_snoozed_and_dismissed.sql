-- What people decide about alerts, besides acknowledging them. Written by the console; the recorder notes with an alert
-- whether a snooze silenced it when it came. What is said about an alert goes with it.

create table alert_snooze (
    snooze_id varchar(32) primary key,
    site_id varchar(63) not null,
    -- Null: everywhere at the site, or everybody; one of the two is always given.
    camera_id varchar(63),
    identity_id varchar(128),
    until_time timestamp(6) with time zone not null,
    reason varchar(4000) not null,
    created_by varchar(512) not null,
    created_at timestamp(6) with time zone not null,
    ended_by varchar(512),
    ended_at timestamp(6) with time zone
);

create index alert_snooze_by_end on alert_snooze (until_time);

alter table alert add column snooze_id varchar(32);

create table alert_dismissal (
    alert_id varchar(256) primary key references alert (alert_id) on delete cascade,
    verdict varchar(16) not null check (verdict in ('WRONG_PERSON', 'FALSE_ALARM')),
    dismissed_by varchar(512) not null,
    dismissed_at timestamp(6) with time zone not null,
    note varchar(4000) not null,
    -- The pairs of tracklets or crops that were said to be different, one a line, its two ids apart by a tab.
    pairs varchar(20000) not null
);

-- A statement that takes back what was said of the pair.
alter table labelled_pair add column withdrawn boolean default false not null;

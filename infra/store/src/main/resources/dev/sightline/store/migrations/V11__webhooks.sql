-- Where alerts are sent, and what is still to be sent: a delivery is written in the transaction of its alert, and its state
-- in the transaction that ends an attempt. The secret signs; it is as private as this database.

create table webhook (
    webhook_id varchar(32) primary key,
    url varchar(2048) not null,
    secret varchar(128) not null,
    -- Lists joined by commas; empty means all.
    site_ids varchar(100000) not null,
    kinds varchar(4000) not null,
    enabled boolean not null,
    created_by varchar(512) not null,
    created_at timestamp(6) with time zone not null
);

create table webhook_delivery (
    delivery_id varchar(32) primary key,
    webhook_id varchar(32) not null references webhook (webhook_id) on delete cascade,
    alert_id varchar(256) not null references alert (alert_id) on delete cascade,
    state varchar(16) not null check (state in ('WAITING', 'DELIVERED', 'DEAD')),
    -- Attempts that were begun: one that never ended, because the process was killed, counts too.
    attempts integer not null,
    -- When to try next; while an attempt is made, when it is taken for lost.
    next_at timestamp(6) with time zone not null,
    claim varchar(32),
    last_answer varchar(1000) not null,
    created_at timestamp(6) with time zone not null,
    changed_at timestamp(6) with time zone not null,
    constraint webhook_delivery_once unique (webhook_id, alert_id)
);

create index webhook_delivery_by_next on webhook_delivery (state, next_at);
create index webhook_delivery_by_alert on webhook_delivery (alert_id);

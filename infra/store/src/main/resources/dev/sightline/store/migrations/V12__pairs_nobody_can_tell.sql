-- Pairs of tracklets that somebody looked at and could not tell: nobody is asked again for a while.
create table label_unsure (
    pair_id varchar(32) primary key,
    site_id varchar(63) not null,
    left_id varchar(160) not null,
    right_id varchar(160) not null,
    labeller varchar(512) not null,
    said_at timestamp(6) with time zone not null
);

create index label_unsure_by_site on label_unsure (site_id, said_at);

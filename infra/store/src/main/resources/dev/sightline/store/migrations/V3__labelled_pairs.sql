-- What people and the system itself say about pairs of tracklets or crops. Every statement is kept: of several about one
-- pair from one kind of source, the newest stands.
create table labelled_pair (
    feedback_id varchar(128) primary key,
    site_id varchar(63) not null,
    subject varchar(8) not null check (subject in ('TRACKLET', 'CROP')),
    -- The pair in one order, whichever way round it was said.
    left_id varchar(1024) not null,
    right_id varchar(1024) not null,
    same_person boolean not null,
    source varchar(32) not null check (source in
        ('OPERATOR', 'SELF_SAME_TRACKLET', 'SELF_SAME_TIME', 'SELF_CONFIDENT_LINK', 'IMPORT')),
    labeller varchar(512) not null,
    labelled_at timestamp(6) with time zone not null,
    constraint labelled_pair_of_two check (left_id <> right_id)
);

create index labelled_pair_by_site on labelled_pair (site_id, labelled_at, feedback_id);
create index labelled_pair_by_left on labelled_pair (left_id);
create index labelled_pair_by_right on labelled_pair (right_id);

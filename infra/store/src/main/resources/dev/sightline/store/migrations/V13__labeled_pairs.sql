-- labelled_pair under its US spelling: the same rows in a table whose name, indices and constraints all say labeled_pair. Copied
-- and not renamed, because the constraints without a name got theirs from the table, on each database system in its own way.
create table labeled_pair (
    feedback_id varchar(128) primary key,
    site_id varchar(63) not null,
    subject varchar(8) not null check (subject in ('TRACKLET', 'CROP')),
    -- The pair in one order, whichever way round it was said.
    left_id varchar(1024) not null,
    right_id varchar(1024) not null,
    same_person boolean not null,
    source varchar(32) not null check (source in
        ('OPERATOR', 'SELF_SAME_TRACKLET', 'SELF_SAME_TIME', 'SELF_CONFIDENT_LINK', 'IMPORT')),
    labeler varchar(512) not null,
    labeled_at timestamp(6) with time zone not null,
    -- A statement that takes back what was said of the pair.
    withdrawn boolean default false not null,
    constraint labeled_pair_of_two check (left_id <> right_id)
);

insert into labeled_pair (feedback_id, site_id, subject, left_id, right_id, same_person, source, labeler, labeled_at, withdrawn)
    select feedback_id, site_id, subject, left_id, right_id, same_person, source, labeller, labelled_at, withdrawn
    from labelled_pair;

drop table labelled_pair;

create index labeled_pair_by_site on labeled_pair (site_id, labeled_at, feedback_id);
create index labeled_pair_by_left on labeled_pair (left_id);
create index labeled_pair_by_right on labeled_pair (right_id);

alter table label_unsure rename column labeller to labeler;

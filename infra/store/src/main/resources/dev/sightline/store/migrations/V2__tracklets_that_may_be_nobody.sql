-- A tentative event tells of a tracklet; there may be no identity it could be.
alter table identity_event alter column identity_id drop not null;

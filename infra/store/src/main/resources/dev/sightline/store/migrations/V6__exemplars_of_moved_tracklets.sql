-- A tracklet that moves long after its end says nothing of its exemplars: its row shows those of the row that it left.
alter table sighting add column inherits_exemplars boolean not null default false;

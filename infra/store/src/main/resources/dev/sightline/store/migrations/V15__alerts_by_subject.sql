-- All alerts about a person are asked for when the person asks what is known.
create index alert_by_subject on alert (subject, event_time);

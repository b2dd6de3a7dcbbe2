-- Kafka's own id of the topic that was recorded: a topic that is created again under the same name has another one. Null in
-- rows from before this column, until the recorder has seen the topic.
alter table recorder_offset add column topic_id varchar(64);

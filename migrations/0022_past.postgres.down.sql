DROP INDEX event_id;
DROP TABLE event_thing;

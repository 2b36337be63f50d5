DROP TABLE lease;
DROP TABLE consumer_cursor;
DROP TABLE idempotency;
DROP TABLE event;
DROP TABLE stream_head;

-- What can be searched. A number for each task and comment, growing, so that the newest come first. An entity that is its own
-- task is a task.
CREATE SEQUENCE search_doc_seq;
CREATE TABLE search_doc (
    doc       BIGINT NOT NULL PRIMARY KEY,
    entity_id UUID NOT NULL,
    task_id   UUID NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    -- Words come here cut and folded.
    words     TSVECTOR NOT NULL,
    UNIQUE (task_id, entity_id)
);
-- A short list of what is new, since every search goes through it.
CREATE INDEX search_doc_words ON search_doc USING gin (words) WITH (gin_pending_list_limit = 512);

-- What is not in the index yet: the server brings it in by itself, in batches.
CREATE TABLE search_behind (
    kind     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    after_id UUID NOT NULL
);
INSERT INTO search_behind (kind, after_id)
VALUES ('task', '00000000-0000-0000-0000-000000000000'), ('comment', '00000000-0000-0000-0000-000000000000');

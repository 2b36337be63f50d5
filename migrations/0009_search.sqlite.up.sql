-- What can be searched. A number for each task and comment, growing, so that the newest come first; what they say lies in the
-- FTS5 table under that number. An entity that is its own task is a task.
CREATE TABLE search_doc (
    doc       INTEGER NOT NULL PRIMARY KEY,
    entity_id BLOB NOT NULL,
    task_id   BLOB NOT NULL REFERENCES task (id) ON DELETE CASCADE,
    UNIQUE (task_id, entity_id)
) STRICT;

-- Words come here cut and folded, with spaces between.
CREATE VIRTUAL TABLE search_text USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE TRIGGER search_doc_gone AFTER DELETE ON search_doc BEGIN
    DELETE FROM search_text WHERE rowid = OLD.doc;
END;

-- What is not in the index yet: the server brings it in by itself, in batches.
CREATE TABLE search_behind (
    kind     TEXT NOT NULL PRIMARY KEY,
    after_id BLOB NOT NULL
) STRICT;
INSERT INTO search_behind (kind, after_id) VALUES ('task', zeroblob(16)), ('comment', zeroblob(16));

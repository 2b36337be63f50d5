-- Which entries touched a thing: its past is read without reading the log. project_id: the project that a task is in after the entry.
CREATE TABLE event_thing (
    stream_id  BLOB NOT NULL,
    thing_id   BLOB NOT NULL,
    seq        INTEGER NOT NULL,
    project_id BLOB,
    PRIMARY KEY (stream_id, thing_id, seq)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO event_thing (stream_id, thing_id, seq, project_id)
SELECT e.stream_id, unhex(replace(o.value ->> '$.id', '-', '')), e.seq,
       CASE WHEN o.value ->> '$.entity' = 'task' THEN unhex(replace(o.value ->> '$.data.project_id', '-', '')) END
FROM event e JOIN stream_head h ON h.stream_id = e.stream_id AND h.kind = 'workspace', json_each(e.payload, '$.ops') o
WHERE e.payload IS NOT NULL
ORDER BY 1, 2, 3;
-- What an entry said that was redacted is known by its first thing only.
INSERT OR IGNORE INTO event_thing (stream_id, thing_id, seq, project_id)
SELECT e.stream_id, e.entity_id, e.seq, NULL
FROM event e JOIN stream_head h ON h.stream_id = e.stream_id AND h.kind = 'workspace' WHERE e.payload IS NULL;

CREATE INDEX event_thing_project ON event_thing (project_id, thing_id, seq) WHERE project_id IS NOT NULL;
-- Entries are named by their ids, such as those to be undone.
CREATE INDEX event_id ON event (id);

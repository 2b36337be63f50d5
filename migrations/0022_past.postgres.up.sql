-- Which entries touched a thing: its past is read without reading the log. project_id: the project that a task is in after the entry.
CREATE TABLE event_thing (
    stream_id  UUID NOT NULL,
    thing_id   UUID NOT NULL,
    seq        BIGINT NOT NULL,
    project_id UUID,
    PRIMARY KEY (stream_id, thing_id, seq)
);

INSERT INTO event_thing (stream_id, thing_id, seq, project_id)
SELECT e.stream_id, (o.value ->> 'id')::uuid, e.seq,
       CASE WHEN o.value ->> 'entity' = 'task' THEN (o.value -> 'data' ->> 'project_id')::uuid END
FROM event e JOIN stream_head h ON h.stream_id = e.stream_id AND h.kind = 'workspace',
     LATERAL json_array_elements(e.payload::json -> 'ops') o
WHERE e.payload IS NOT NULL
ON CONFLICT DO NOTHING;
-- What an entry said that was redacted is known by its first thing only.
INSERT INTO event_thing (stream_id, thing_id, seq, project_id)
SELECT e.stream_id, e.entity_id, e.seq, NULL
FROM event e JOIN stream_head h ON h.stream_id = e.stream_id AND h.kind = 'workspace' WHERE e.payload IS NULL
ON CONFLICT DO NOTHING;

CREATE INDEX event_thing_project ON event_thing (project_id, thing_id, seq) WHERE project_id IS NOT NULL;
-- Entries are named by their ids, such as those to be undone.
CREATE INDEX event_id ON event (id);

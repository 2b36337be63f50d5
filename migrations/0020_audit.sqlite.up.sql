-- Where a change came from (address, program, credential), as text that the payload has the hash of.
-- NULL once taken away, and for what the server did by itself.
ALTER TABLE event ADD COLUMN origin TEXT;
CREATE INDEX event_time ON event (stream_id, at, seq);
CREATE INDEX event_actor ON event (actor_id, stream_id, at, seq);

-- From which networks an API token was used, and when that was last said in its owner's log.
CREATE TABLE token_use (
    token_id BLOB NOT NULL REFERENCES api_token (id) ON DELETE CASCADE,
    -- Hashed: the table tells nobody's addresses.
    network  BLOB NOT NULL,
    said_at  INTEGER NOT NULL,
    PRIMARY KEY (token_id, network)
) STRICT;

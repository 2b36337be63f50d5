-- Tickets that were used, until they would have expired anyway: each opens one socket, on whichever server.
CREATE TABLE sync_ticket (
    id         UUID NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sync_ticket_expires ON sync_ticket (expires_at);

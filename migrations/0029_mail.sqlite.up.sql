-- Addresses that get no more mail: they bounced, complained, or an administrator said so.
CREATE TABLE mail_suppression (
    id         BLOB NOT NULL PRIMARY KEY,
    email_key  TEXT NOT NULL UNIQUE,
    reason     TEXT NOT NULL CHECK (reason IN ('bounce', 'complaint', 'manual')),
    note       TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX mail_outbox_failed ON mail_outbox (failed_at) WHERE failed_at IS NOT NULL;

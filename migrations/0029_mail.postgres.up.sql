-- Addresses that get no more mail: they bounced, complained, or an administrator said so.
CREATE TABLE mail_suppression (
    id         UUID NOT NULL PRIMARY KEY,
    email_key  TEXT COLLATE "C" NOT NULL UNIQUE,
    reason     TEXT COLLATE "C" NOT NULL CHECK (reason IN ('bounce', 'complaint', 'manual')),
    note       TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX mail_outbox_failed ON mail_outbox (failed_at) WHERE failed_at IS NOT NULL;

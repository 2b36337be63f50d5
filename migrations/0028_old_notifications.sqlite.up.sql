-- What was dealt with goes after a while.
CREATE INDEX notification_old ON notification (updated_at) WHERE read_at IS NOT NULL OR archived_at IS NOT NULL;

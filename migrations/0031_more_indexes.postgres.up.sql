-- Who has a role in a project, whoever it is.
CREATE INDEX project_grant_project ON project_grant (project_id);
-- What is looked for every minute, to be cleared away.
CREATE INDEX project_trash ON project (deleted_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX refresh_token_expires ON refresh_token (expires_at);
CREATE INDEX refresh_token_used ON refresh_token (used_at) WHERE used_at IS NOT NULL;
CREATE INDEX one_time_token_expires ON one_time_token (expires_at);
CREATE INDEX token_use_said ON token_use (said_at);
CREATE INDEX timer_halted ON timer (alarm) WHERE halted_at IS NOT NULL;
CREATE INDEX mail_outbox_old ON mail_outbox (created_at) WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL;

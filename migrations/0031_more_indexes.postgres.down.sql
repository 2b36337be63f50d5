DROP INDEX mail_outbox_old;
DROP INDEX timer_halted;
DROP INDEX token_use_said;
DROP INDEX one_time_token_expires;
DROP INDEX refresh_token_used;
DROP INDEX refresh_token_expires;
DROP INDEX project_trash;
DROP INDEX project_grant_project;

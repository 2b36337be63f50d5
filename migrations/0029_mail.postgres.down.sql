DROP INDEX mail_outbox_failed;
DROP TABLE mail_suppression;

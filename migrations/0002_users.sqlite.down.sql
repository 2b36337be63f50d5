DROP TABLE mail_outbox;
DROP TABLE login_throttle;
DROP TABLE one_time_token;
DROP TABLE api_token;
DROP TABLE refresh_token;
DROP TABLE session;
DROP TABLE credential;
DROP TABLE users;

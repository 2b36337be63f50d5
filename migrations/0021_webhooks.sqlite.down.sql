DROP TABLE webhook_attempt;
DROP TABLE webhook_delivery;
DROP TABLE webhook_health;
DROP TABLE webhook_secret;
DROP TABLE webhook;

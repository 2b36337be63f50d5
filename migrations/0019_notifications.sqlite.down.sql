DROP TABLE reminder;
DROP TABLE notification_preferences;
DROP TABLE inbox;
DROP TABLE notification;

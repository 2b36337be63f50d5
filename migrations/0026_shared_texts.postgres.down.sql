DROP TABLE shared_text_update;
DROP TABLE shared_text;

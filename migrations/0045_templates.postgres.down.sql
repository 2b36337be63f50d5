DROP TABLE template;

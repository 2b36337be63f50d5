DROP TABLE task_field;
DROP TABLE custom_field_option;
DROP TABLE custom_field;

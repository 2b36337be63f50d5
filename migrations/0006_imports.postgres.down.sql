DROP TABLE import_run;
DROP TABLE import_item;

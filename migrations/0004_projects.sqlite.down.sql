DROP TABLE status;
DROP TABLE project_grant;
DROP TABLE project_counter;
DROP TABLE project;

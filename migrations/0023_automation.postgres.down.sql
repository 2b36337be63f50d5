DROP TABLE automation_run;
DROP TABLE automation_rule;

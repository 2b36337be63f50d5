DROP TABLE team_member;
DROP TABLE team;
DROP TABLE invitation;
DROP TABLE member;
DROP TABLE workspace;

DROP TABLE favourite;
DROP TABLE saved_view;

DROP TABLE search_behind;
DROP TABLE search_doc;
DROP TABLE search_text;

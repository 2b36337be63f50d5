DROP TABLE search_behind;
DROP TABLE search_doc;
DROP SEQUENCE search_doc_seq;

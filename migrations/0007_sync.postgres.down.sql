DROP TABLE sync_ticket;

DROP TABLE timer;
DROP TABLE delivery;
DROP TABLE consumer_halt;
DROP TABLE consumer;

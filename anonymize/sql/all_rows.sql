-- What did every row ever received say about its person?
SELECT r.received, r.serial, r.sealed
  FROM received_row AS r
 ORDER BY r.received;

-- Which received row waits for its person next, after a given one?
SELECT r.received, r.delivery, r.row, r.sealed
  FROM received_row AS r
 WHERE r.received > ?1
   AND r.serial IS NULL
 ORDER BY r.received
 LIMIT 1;

-- Which received rows are one person's?
SELECT r.received, r.delivery, r.row, r.sealed
  FROM received_row AS r
 WHERE r.serial = ?1
 ORDER BY r.received;

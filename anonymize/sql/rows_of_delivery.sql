-- To whom do the rows of a file belong?
SELECT r.row, r.serial, r.received, r.sealed
  FROM received_row AS r
 WHERE r.delivery = ?1
 ORDER BY r.row;

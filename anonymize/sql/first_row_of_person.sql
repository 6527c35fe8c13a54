-- In which file and row was a person first met?
SELECT d.file_hash, d.office, r.row
  FROM received_row AS r
  JOIN delivery AS d
    ON d.delivery = r.delivery
 WHERE r.serial = ?1
 ORDER BY r.received
 LIMIT 1;

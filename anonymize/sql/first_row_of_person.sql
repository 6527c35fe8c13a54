-- In which file and row was a person first met?
SELECT d.file_hash, d.office, r.row
  FROM person AS p
  JOIN received_row AS r
    ON r.received = p.first_received
  JOIN delivery AS d
    ON d.delivery = r.delivery
 WHERE p.serial = ?1;

-- Who is in the vault, and whose record was joined to whose?
SELECT p.serial, p.merged_into
  FROM person AS p
 ORDER BY p.serial;

-- Which people share this fingerprint?
SELECT b.serial
  FROM blind_index AS b
 WHERE b.field = ?1
   AND b.tag = ?2
 ORDER BY b.serial;

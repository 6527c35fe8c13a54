-- What became of the rows of each file?
SELECT b.file, r.name, b.received, b.accepted, b.quarantined, b.duplicate,
       b.superseded, b.outside
  FROM balance AS b
  JOIN raw_file AS r
    ON r.number = b.file
 ORDER BY b.file;

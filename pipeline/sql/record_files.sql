-- What became of the rows of each file?
SELECT f.name, f.kind, f.encoding, f.refused,
       coalesce(b.received, 0) AS received,
       coalesce(b.accepted, 0) AS accepted,
       coalesce(b.quarantined, 0) AS quarantined,
       coalesce(b.duplicate, 0) AS duplicate,
       coalesce(b.superseded, 0) AS superseded,
       coalesce(b.outside, 0) AS outside
  FROM raw_file AS f
  LEFT JOIN balance AS b
    ON b.file = f.number
 ORDER BY f.number;

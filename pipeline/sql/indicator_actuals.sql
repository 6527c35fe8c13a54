-- Which actual figures have been reached, and over which days?
SELECT x.indicator_id, x.fy, x.start, x."end", x.actual, x.as_of
  FROM now_indicator_actual AS x
 WHERE x.indicator_id IS NOT NULL
   AND x.fy IS NOT NULL
 ORDER BY x.file, x.row;

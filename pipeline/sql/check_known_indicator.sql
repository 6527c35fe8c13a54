-- Which target or actual belongs to no indicator of the codebook?
SELECT t.file, t.row, 'indicator_id' AS variable, 'W3304' AS rule, '' AS subject
  FROM clean_indicator_target AS t
 WHERE t.indicator_id NOT IN (SELECT b.indicator_id
                                FROM book_indicators AS b)
UNION ALL
SELECT a.file, a.row, 'indicator_id', 'W3304', ''
  FROM clean_indicator_actual AS a
 WHERE a.indicator_id NOT IN (SELECT b.indicator_id
                                FROM book_indicators AS b)

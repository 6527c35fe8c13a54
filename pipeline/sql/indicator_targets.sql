-- Which targets for whole fiscal years have been set?
SELECT t.indicator_id, t.fy, t.target, t.inherited, t.comparison,
       t.document_date
  FROM now_indicator_target AS t
 WHERE t.period = 'Y'
   AND t.indicator_id IS NOT NULL
   AND t.fy IS NOT NULL
 ORDER BY t.file, t.row;

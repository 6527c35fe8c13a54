-- Which targets did a later document change, from what to what?
WITH stated AS (
    SELECT t.indicator_id, t.fy, t.period, t.document_date, t.target,
           lag(t.target) OVER versions AS target_before,
           lag(t.document_date) OVER versions AS date_before
      FROM now_indicator_target AS t
     WHERE t.target IS NOT NULL
       AND t.fy IS NOT NULL
    WINDOW versions AS (
               PARTITION BY t.indicator_id, t.fy, t.period
               ORDER BY t.document_date, t.file, t.row
           )
)
SELECT s.indicator_id, s.fy, s.period, s.date_before, s.target_before,
       s.document_date, s.target
  FROM stated AS s
 WHERE s.target <> s.target_before
 ORDER BY s.indicator_id, s.fy, s.period, s.document_date;

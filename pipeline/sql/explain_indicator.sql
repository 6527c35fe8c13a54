-- On which rows do target and actual of an indicator rest, newest last?
-- ?1 the indicator, ?2 the fiscal year. The last known of each is used.
WITH record AS (
    SELECT 'target' AS standing, t.document_date AS date, t.period AS what,
           t.known_on, t.file, t.row
      FROM now_indicator_target AS t
     WHERE t.indicator_id = ?1
       AND t.fy = CAST(?2 AS INTEGER)
    UNION ALL
    SELECT 'actual', x."end", coalesce(x.start, '') || '/'
                              || coalesce(x."end", ''),
           coalesce(x.as_of, x.known_on), x.file, x.row
      FROM now_indicator_actual AS x
     WHERE x.indicator_id = ?1
       AND x.fy = CAST(?2 AS INTEGER)
)
SELECT ?1 AS subject, r.date, r.what, r.standing, '' AS reported_ja,
       '' AS reported_en, r.known_on, NULL AS probability,
       f.name AS source_file, r.row AS source_row
  FROM record AS r
  JOIN raw_file AS f
    ON f.number = r.file
 ORDER BY r.standing DESC, r.known_on, r.file, r.row;

-- Table 3 of the Kashiwa report of H26: how many people were matched by each
-- scheme, newly developed openings or known ones? People (人), not jobs.
-- The opening is known only of people who agreed to linkage; the others are
-- counted as unknown, never left out.
WITH level AS (
    SELECT v.value AS scheme, v.label_ja, v.label_en, v.rowid AS place
      FROM book_value_labels AS v
     WHERE v.list = 'job_scheme'
       AND v.missing_reason = '0'
    UNION ALL
    SELECT '', '不明', 'unknown', 1000000
    UNION ALL
    SELECT '計', '合計', 'total', 2000000
),
kind AS (
    SELECT column1 AS new_field, column2 AS place
      FROM (VALUES ('1', 1), ('2', 2), ('', 3), ('計', 4))
),
matched AS (
    SELECT m.subject, m.match_id, o.scheme, o.new_field
      FROM matching AS m
      LEFT JOIN opening AS o
        ON o.job_id = m.job_id
     WHERE m.state_group = 'matched'
       AND m.subject <> ''
)
SELECT l.scheme, l.label_ja, l.label_en, k.new_field,
       count(DISTINCT m.subject) AS n_people,
       count(m.match_id) AS n_matches
  FROM level AS l
  JOIN kind AS k
  LEFT JOIN matched AS m
    ON (l.scheme = '計' OR coalesce(m.scheme, '') = l.scheme)
   AND (k.new_field = '計' OR coalesce(m.new_field, '') = k.new_field)
 GROUP BY l.scheme, l.label_ja, l.label_en, l.place, k.new_field, k.place
 ORDER BY l.place, k.place;

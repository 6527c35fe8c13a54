-- Table 2 of the Kashiwa report of H26: how many openings of each scheme,
-- newly developed or with companies known before? Jobs (業務), not people.
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
)
SELECT l.scheme, l.label_ja, l.label_en, k.new_field,
       count(o.job_id) AS n_openings,
       coalesce(sum(o.posts), 0) AS n_posts
  FROM level AS l
  JOIN kind AS k
  LEFT JOIN opening AS o
    ON (l.scheme = '計' OR coalesce(o.scheme, '') = l.scheme)
   AND (k.new_field = '計' OR coalesce(o.new_field, '') = k.new_field)
 GROUP BY l.scheme, l.label_ja, l.label_en, l.place, k.new_field, k.place
 ORDER BY l.place, k.place;

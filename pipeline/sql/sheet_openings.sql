-- What does the sheet of openings and matched people say (tables 2 and 3)?
-- ?1 = ja or en. Nothing when there are no openings and no referrals.
WITH level AS (
    SELECT v.value AS scheme,
           CASE ?1 WHEN 'en' THEN v.label_en ELSE v.label_ja END AS label,
           v.rowid AS place
      FROM book_value_labels AS v
     WHERE v.list = 'job_scheme'
       AND v.missing_reason = '0'
    UNION ALL
    SELECT '', CASE ?1 WHEN 'en' THEN 'unknown' ELSE '不明' END, 1000000
    UNION ALL
    SELECT '計', CASE ?1 WHEN 'en' THEN 'total' ELSE '合計' END, 2000000
),
matched AS (
    SELECT m.subject, o.scheme, o.new_field
      FROM matching AS m
      LEFT JOIN opening AS o
        ON o.job_id = m.job_id
     WHERE m.state_group = 'matched'
       AND m.subject <> ''
),
counted AS (
    SELECT l.scheme, l.label, l.place,
           (SELECT count(o.job_id) FROM opening AS o
             WHERE l.scheme IN ('計', coalesce(o.scheme, ''))
               AND o.new_field = '1') AS jobs_new,
           (SELECT count(o.job_id) FROM opening AS o
             WHERE l.scheme IN ('計', coalesce(o.scheme, ''))
               AND o.new_field = '2') AS jobs_known,
           (SELECT count(o.job_id) FROM opening AS o
             WHERE l.scheme IN ('計', coalesce(o.scheme, ''))) AS jobs,
           (SELECT count(DISTINCT m.subject) FROM matched AS m
             WHERE l.scheme IN ('計', coalesce(m.scheme, ''))
               AND m.new_field = '1') AS people_new,
           (SELECT count(DISTINCT m.subject) FROM matched AS m
             WHERE l.scheme IN ('計', coalesce(m.scheme, ''))
               AND m.new_field = '2') AS people_known,
           (SELECT count(DISTINCT m.subject) FROM matched AS m
             WHERE l.scheme IN ('計', coalesce(m.scheme, ''))) AS people
      FROM level AS l
)
SELECT c.label, c.jobs_new, c.jobs_known, c.jobs, c.people_new,
       c.people_known, c.people
  FROM counted AS c
 WHERE (SELECT count(o.job_id) FROM opening AS o)
       + (SELECT count(m.subject) FROM matched AS m) > 0
 ORDER BY c.place;

-- Through which channel were openings obtained, after how many contacts and
-- how long after the first? (The report of H26 counts 13, 15, 8 and 4.)
WITH level AS (
    SELECT v.value AS channel, v.label_ja, v.label_en, v.rowid AS place
      FROM book_value_labels AS v
     WHERE v.list = 'job_channel'
       AND v.missing_reason = '0'
    UNION ALL
    SELECT '', '不明', 'unknown', 1000000
    UNION ALL
    SELECT '計', '合計', 'total', 2000000
),
in_level AS (
    SELECT l.channel, l.label_ja, l.label_en, l.place, o.job_id,
           o.n_contacts, o.was_refused,
           CAST(julianday(o.obtained) - julianday(o.first_contact)
                AS INTEGER) AS days
      FROM level AS l
      LEFT JOIN opening AS o
        ON l.channel = '計'
        OR coalesce(o.channel, '') = l.channel
),
numbered AS (
    SELECT i.channel, i.days,
           row_number() OVER (PARTITION BY i.channel ORDER BY i.days) AS nth,
           count(*) OVER (PARTITION BY i.channel) AS n
      FROM in_level AS i
     WHERE i.days IS NOT NULL
),
median AS (
    SELECT d.channel, avg(d.days) AS days
      FROM numbered AS d
     WHERE d.nth IN ((d.n + 1) / 2, (d.n + 2) / 2)
     GROUP BY d.channel
)
SELECT i.channel, i.label_ja, i.label_en,
       count(i.job_id) AS n_openings,
       coalesce(sum(i.n_contacts), 0) AS n_contacts,
       1.0 * sum(i.n_contacts) / nullif(count(i.job_id), 0)
           AS contacts_per_opening,
       count(i.days) AS n_with_first_contact,
       m.days AS median_days, max(i.days) AS max_days,
       coalesce(sum(i.was_refused), 0) AS n_after_refusal
  FROM in_level AS i
  LEFT JOIN median AS m
    ON m.channel = i.channel
 GROUP BY i.channel, i.label_ja, i.label_en, i.place, m.days
 ORDER BY i.place;

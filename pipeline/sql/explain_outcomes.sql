-- Which starts stand behind a cell of outcomes.csv, and who reported them?
-- ?1 period, ?2 class or 計, ?3 age group or 計. Records of the same start
-- follow the one that counts. Of a yearly token there is no more to tell.
WITH cell AS (
    SELECT o.subject, o.start_date, o.class, o.source, o.reported_by,
           o.known_on, o.link_probability, o.is_transfer, o.file, o.row
      FROM outcome_start AS o
      JOIN period AS p
        ON p.period = ?1
       AND o.start_date BETWEEN p.first_day AND p.last_day
     WHERE o.is_eligible = 1
       AND ?2 IN (o.class, '計')
       AND ?3 IN (CASE o.elderly WHEN 1 THEN 'elderly' WHEN 0 THEN 'other'
                                 ELSE 'unknown' END, '計')
),
record AS (
    SELECT c.subject, c.start_date AS counted_start, c.start_date, c.class,
           c.source, c.reported_by, c.known_on, c.link_probability,
           CASE c.is_transfer WHEN 1 THEN 'transfer' ELSE 'counted' END
               AS standing,
           0 AS place, c.file, c.row
      FROM cell AS c
    UNION ALL
    SELECT s.subject, c.start_date, s.start_date, s.class, s.source,
           s.reported_by, s.known_on, NULL, 'same', 1, s.file, s.row
      FROM cell AS c
      JOIN activity_spell AS s
        ON s.same_file = c.file
       AND s.same_row = c.row
)
SELECT r.subject, r.start_date, r.class, r.standing,
       coalesce(k.label_ja, b.label_ja, r.source) AS reported_ja,
       coalesce(k.label_en, b.label_en, r.source) AS reported_en,
       r.known_on, r.link_probability, f.name AS source_file,
       r.row AS source_row
  FROM record AS r
  JOIN raw_file AS f
    ON f.number = r.file
  LEFT JOIN book_value_labels AS k
    ON k.list = 'known_by'
   AND k.value = r.reported_by
   AND r.source = 'activity'
  LEFT JOIN book_value_labels AS b
    ON b.list = 'spell_source'
   AND b.value = r.source
 ORDER BY r.subject, r.counted_start, r.place, r.file, r.row;

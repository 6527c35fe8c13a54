-- Who stands behind a cell of a table of tables.csv, and on which rows?
-- ?1 table, ?2 level of the row, ?3 of the column, each may be 計. Of each
-- person the baseline, and the record that gave the class of activity: the
-- highest new spell, else the answer in the window, or what ended the
-- follow-up.
WITH member AS (
    SELECT f.subject
      FROM wanted_table AS w
      JOIN followup AS f
        ON CASE w.base WHEN 'due' THEN f.state <> 'pending'
                       WHEN 'reached' THEN f.state = 'reached'
                       WHEN 'active' THEN f.any_activity = 1
                       ELSE 1 END
      LEFT JOIN baseline_check AS b
        ON b.subject = f.subject
       AND b.instrument = w.instrument
      JOIN followup_answer AS r
        ON r.subject = f.subject
       AND r.variable = w.row_variable
       AND ?2 IN (r.level, '計')
      JOIN followup_answer AS c
        ON c.subject = f.subject
       AND c.variable = w.column_variable
       AND ?3 IN (c.level, '計')
     WHERE w."table" = ?1
       AND w.level
           = CASE WHEN instr(';' || w.stratum || ';', ';version;') > 0
                  THEN '_' || coalesce(b.version, 'no_check') ELSE '' END
             || CASE WHEN instr(';' || w.stratum || ';',
                                ';municipality;') > 0
                     THEN '_' || coalesce(f.municipality, 'no_city')
                     ELSE '' END
),
spell AS (
    SELECT s.subject, s.start_date, s.counted_class, s.source, s.reported_by,
           s.known_on, s.file, s.row,
           row_number() OVER (
               PARTITION BY s.subject
               ORDER BY s.is_counted DESC, s.start_date, s.file, s.row
           ) AS nth
      FROM activity_spell AS s
      JOIN followup AS f
        ON f.subject = s.subject
       AND f.activity_class = s.counted_class
     WHERE s.is_new = 1
       AND s.in_window = 1
),
record AS (
    SELECT m.subject, i.index_date AS date, '' AS class, 'baseline' AS standing,
           'baseline' AS source, '' AS reported_by, NULL AS known_on,
           0 AS place, i.file, i.row
      FROM member AS m
      JOIN index_baseline AS i
        ON i.subject = m.subject
    UNION ALL
    SELECT m.subject, s.start_date, s.counted_class, 'outcome', s.source,
           s.reported_by, s.known_on, 1, s.file, s.row
      FROM member AS m
      JOIN spell AS s
        ON s.subject = m.subject
       AND s.nth = 1
    UNION ALL
    SELECT m.subject, w.date, coalesce(w.activity_class, ''), 'outcome',
           'followup_survey', '1', w.date, 1, w.file, w.row
      FROM member AS m
      JOIN followup AS f
        ON f.subject = m.subject
       AND f.activity_class = 'N'
      JOIN person_wave AS w
        ON w.subject = m.subject
       AND w.in_window = 1
       AND w.activity_class = 'N'
    UNION ALL
    SELECT m.subject, e.date, e.event, 'outcome', 'person_status', '', NULL, 1,
           e.file, e.row
      FROM member AS m
      JOIN followup AS f
        ON f.subject = m.subject
       AND f.state = 'ended'
      JOIN competing_event AS e
        ON e.subject = m.subject
)
SELECT r.subject, r.date, r.class, r.standing,
       coalesce(k.label_ja, b.label_ja, r.source) AS reported_ja,
       coalesce(k.label_en, b.label_en, r.source) AS reported_en,
       r.known_on, l.probability, f.name AS source_file, r.row AS source_row
  FROM record AS r
  JOIN raw_file AS f
    ON f.number = r.file
  LEFT JOIN raw_link AS l
    ON l.file = r.file
   AND l.row = r.row
  LEFT JOIN book_value_labels AS k
    ON k.list = 'known_by'
   AND k.value = r.reported_by
   AND r.source = 'activity'
  LEFT JOIN book_value_labels AS b
    ON b.list = 'spell_source'
   AND b.value = r.source
 ORDER BY r.subject, r.place, r.file, r.row;

-- How many printed cells does each open finding touch?
-- Of a row that counts: the cells of outcomes.csv with its start, of all T
-- tables with its person, of the flow, of the openings and referrals, of its
-- indicator. Of a row that is out: what a row of its kind touches on average,
-- rounded up; of a file that is out, what a file of its kind does.
WITH start_row AS (
    SELECT o.file, o.row, 4 * count(*) AS n
      FROM outcome_start AS o
      JOIN period AS p
        ON o.start_date BETWEEN p.first_day AND p.last_day
     WHERE o.is_eligible = 1
     GROUP BY o.file, o.row
),
member AS (
    SELECT f.subject,
           sum(CASE w.column_variable WHEN '' THEN 2 ELSE 4 END) AS n
      FROM followup AS f
      JOIN wanted_table AS w
        ON CASE w.base WHEN 'due' THEN f.state <> 'pending'
                       WHEN 'reached' THEN f.state = 'reached'
                       WHEN 'active' THEN f.any_activity = 1
                       ELSE 1 END
      LEFT JOIN baseline_check AS b
        ON b.subject = f.subject
       AND b.instrument = w.instrument
     WHERE w.level
           = CASE WHEN instr(';' || w.stratum || ';', ';version;') > 0
                  THEN '_' || coalesce(b.version, 'no_check') ELSE '' END
             || CASE WHEN instr(';' || w.stratum || ';',
                                ';municipality;') > 0
                     THEN '_' || coalesce(f.municipality, 'no_city')
                     ELSE '' END
     GROUP BY f.subject
),
behind AS (
    SELECT i.subject, i.file, i.row
      FROM index_baseline AS i
    UNION
    SELECT p.subject, p.file, p.row
      FROM person AS p
    UNION
    SELECT b.subject, b.file, b.row
      FROM baseline_check AS b
    UNION
    SELECT s.subject, s.file, s.row
      FROM activity_spell AS s
      JOIN followup AS f
        ON f.subject = s.subject
       AND f.activity_class = s.counted_class
     WHERE s.is_new = 1
       AND s.in_window = 1
    UNION
    SELECT w.subject, w.file, w.row
      FROM person_wave AS w
     WHERE w.in_window = 1
       AND w.activity_class IS NOT NULL
),
printed_indicator AS (
    SELECT c.indicator_id, c.fiscal_year, count(*) AS n
      FROM indicator_cell AS c
     WHERE c.printed <> '-'
     GROUP BY c.indicator_id, c.fiscal_year
),
part AS (
    SELECT s.file, s.row, s.n
      FROM start_row AS s
    UNION ALL
    SELECT x.file, x.row, s.n
      FROM activity_spell AS x
      JOIN start_row AS s
        ON s.file = x.same_file
       AND s.row = x.same_row
    UNION ALL
    SELECT b.file, b.row, m.n
      FROM behind AS b
      JOIN member AS m
        ON m.subject = b.subject
    UNION ALL
    SELECT i.file, i.row, 1
      FROM index_baseline AS i
    UNION ALL
    SELECT a.file, a.row, 1
      FROM event_attendance AS a
     WHERE a.attended IN ('1', '3', '4')
    UNION ALL
    SELECT o.file, o.row, 4
      FROM opening AS o
    UNION ALL
    SELECT m.file, m.row, 4
      FROM matching AS m
    UNION ALL
    SELECT t.file, t.row, p.n
      FROM clean_indicator_target AS t
      JOIN printed_indicator AS p
        ON p.indicator_id = t.indicator_id
       AND p.fiscal_year = t.fy
    UNION ALL
    SELECT t.file, t.row, p.n
      FROM clean_indicator_actual AS t
      JOIN printed_indicator AS p
        ON p.indicator_id = t.indicator_id
       AND p.fiscal_year = t.fy
),
touched AS MATERIALIZED (
    SELECT p.file, p.row, sum(p.n) AS n
      FROM part AS p
     GROUP BY p.file, p.row
),
whole AS (
    SELECT t.file, sum(t.n) AS n
      FROM touched AS t
     GROUP BY t.file
),
typical AS (
    SELECT f.kind, sum(coalesce(w.n, 0)) AS n, sum(b.accepted) AS n_rows,
           count(*) AS n_files
      FROM raw_file AS f
      JOIN balance AS b
        ON b.file = f.number
       AND b.accepted > 0
      LEFT JOIN whole AS w
        ON w.file = f.number
     GROUP BY f.kind
)
SELECT f.file_name AS file, f.sheet, f.row, f."column", f.variable, f.rule,
       CASE WHEN t.n IS NOT NULL THEN t.n
            WHEN f.severity <> 'error' THEN 0
            WHEN f.row = 0
            THEN coalesce((k.n + k.n_files - 1) / k.n_files, 0)
            ELSE coalesce((k.n + k.n_rows - 1) / k.n_rows, 0) END AS cells
  FROM finding_state AS f
  LEFT JOIN touched AS t
    ON t.file = f.file
   AND t.row = f.row
   AND f.row > 0
  LEFT JOIN typical AS k
    ON k.kind = f.kind
 WHERE f.state IN ('new', 'open')
   AND f.severity <> 'info'
 ORDER BY f.file_name, f.sheet, f.row, length(f."column"), f."column",
          f.rule;

-- Which findings are new since they were last looked at, which still open,
-- which gone, and which did somebody accept?
--
-- The list before is that of the same quarter, where it was another one, else
-- of whatever quarter was run last: running again gives the same answer.

INSERT INTO finding_snapshot (snapshot, quarter, as_of)
SELECT (SELECT coalesce(max(s.snapshot), 0) + 1 FROM finding_snapshot AS s),
       c.quarter, c.as_of
  FROM run_clock AS c
 WHERE NOT EXISTS (SELECT 1 FROM finding_snapshot AS s
                    WHERE s.quarter = c.quarter)
    OR EXISTS (SELECT p.file_name, p.sheet, p.row, p."column", p.rule
                 FROM finding_place AS p
               EXCEPT
               SELECT s.file, s.sheet, s.row, s."column", s.rule
                 FROM finding_seen AS s
                 JOIN finding_newest AS n
                   ON n.snapshot = s.snapshot)
    OR EXISTS (SELECT s.file, s.sheet, s.row, s."column", s.rule
                 FROM finding_seen AS s
                 JOIN finding_newest AS n
                   ON n.snapshot = s.snapshot
               EXCEPT
               SELECT p.file_name, p.sheet, p.row, p."column", p.rule
                 FROM finding_place AS p);

INSERT INTO finding_seen (snapshot, file, sheet, row, "column", rule, variable,
                          kind, severity, since)
SELECT n.snapshot, p.file_name, p.sheet, p.row, p."column", p.rule, p.variable,
       p.kind, p.severity, coalesce(b.since, c.as_of)
  FROM finding_place AS p
  JOIN run_clock AS c
  JOIN finding_newest AS n
  LEFT JOIN finding_seen AS b
    ON b.snapshot = n."before"
   AND b.file = p.file_name
   AND b.sheet = p.sheet
   AND b.row = p.row
   AND b."column" = p."column"
   AND b.rule = p.rule
 WHERE NOT EXISTS (SELECT 1 FROM finding_seen AS s
                    WHERE s.snapshot = n.snapshot);

INSERT INTO finding_state (file, file_name, sheet, row, "column", rule,
                           variable, kind, severity, subject, state, since,
                           accepted_by, accepted_on, accepted_because)
WITH acceptance AS (
    SELECT p.file, p.row, p."column", p.rule,
           (SELECT a.rowid FROM book_accepted_findings AS a
             WHERE a.file = p.file_name
               AND a.sheet = p.sheet
               AND a.rule = p.rule
               AND (a.row = '' OR a.row = CAST(p.row AS TEXT))
               AND (a."column" = '' OR a."column" = p."column")
               AND a.accepted_by <> ''
               AND a.accepted_on <> ''
               AND a.reason <> ''
             ORDER BY length(a.row) DESC, length(a."column") DESC, a.rowid
             LIMIT 1) AS accepted
      FROM finding_place AS p
)
SELECT p.file, p.file_name, p.sheet, p.row, p."column", p.rule, p.variable,
       p.kind, p.severity, p.subject,
       CASE WHEN a.rowid IS NOT NULL THEN 'accepted'
            WHEN b.rule IS NULL THEN 'new'
            ELSE 'open' END,
       s.since, a.accepted_by, a.accepted_on, a.reason
  FROM finding_place AS p
  JOIN finding_newest AS n
  JOIN finding_seen AS s
    ON s.snapshot = n.snapshot
   AND s.file = p.file_name
   AND s.sheet = p.sheet
   AND s.row = p.row
   AND s."column" = p."column"
   AND s.rule = p.rule
  LEFT JOIN finding_seen AS b
    ON b.snapshot = n."before"
   AND b.file = p.file_name
   AND b.sheet = p.sheet
   AND b.row = p.row
   AND b."column" = p."column"
   AND b.rule = p.rule
  JOIN acceptance AS x
    ON x.file = p.file
   AND x.row = p.row
   AND x."column" = p."column"
   AND x.rule = p.rule
  LEFT JOIN book_accepted_findings AS a
    ON a.rowid = x.accepted;

INSERT INTO finding_state (file, file_name, sheet, row, "column", rule,
                           variable, kind, severity, subject, state, since)
SELECT 0, b.file, b.sheet, b.row, b."column", b.rule, b.variable, b.kind,
       b.severity, '', 'fixed', b.since
  FROM finding_seen AS b
  JOIN finding_newest AS n
    ON n."before" = b.snapshot
 WHERE b.severity <> 'info'
   AND NOT EXISTS (SELECT 1 FROM finding_place AS p
                    WHERE p.file_name = b.file
                      AND p.sheet = b.sheet
                      AND p.row = b.row
                      AND p."column" = b."column"
                      AND p.rule = b.rule);

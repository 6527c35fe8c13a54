-- When was each person last seen or heard of? Baseline, answers, checks,
-- visits to the desk, contacts that reached them, and activities known to go
-- on; a letter that was only sent is no contact.
INSERT INTO last_contact (subject, date)
WITH heard AS (
    SELECT i.subject, i.index_date AS date
      FROM index_baseline AS i
    UNION ALL
    SELECT f.subject, f.returned
      FROM now_followup_survey AS f
     WHERE f.is_person = 1
    UNION ALL
    SELECT s.subject, s.date
      FROM score AS s
    UNION ALL
    SELECT n.subject, n.datetime
      FROM now_consultation AS n
     WHERE n.is_person = 1
    UNION ALL
    SELECT k.subject, k.date
      FROM now_support_contact AS k
     WHERE k.is_person = 1
       AND k.reached = '1'
    UNION ALL
    SELECT a.subject, a.known_until
      FROM activity_spell AS a
)
SELECT h.subject, max(h.date)
  FROM heard AS h
  JOIN run_clock AS c
    ON h.date <= min(c.quarter_last, c.as_of)
 WHERE h.subject IN (SELECT i.subject FROM index_baseline AS i)
 GROUP BY h.subject
 ORDER BY h.subject;

-- Whose rows stand under another pseudonym now, since when, why?
SELECT p.subject, p.now, p.since, p.reason
  FROM raw_pseudonym AS p
 ORDER BY p.subject, p.since, p.now, p.reason;

-- What does the sheet of referrals say? ?1 = ja or en. States first, then the
-- reasons of those without a match; nothing when there are no referrals.
WITH line AS (
    SELECT s.rowid AS place,
           CASE ?1 WHEN 'en' THEN s.label_en ELSE s.label_ja END AS state,
           '' AS reason, count(m.match_id) AS n_matches,
           count(DISTINCT nullif(m.subject, '')) AS n_people
      FROM book_matching_states AS s
      JOIN matching AS m
        ON m.state = s.state
     GROUP BY s.rowid, s.label_en, s.label_ja
    UNION ALL
    SELECT 1000000 + v.rowid,
           CASE ?1 WHEN 'en' THEN 'no match: reason'
                   ELSE '不成立の理由' END,
           CASE ?1 WHEN 'en' THEN v.label_en ELSE v.label_ja END,
           count(m.match_id), count(DISTINCT nullif(m.subject, ''))
      FROM book_value_labels AS v
      JOIN matching AS m
        ON m.state_group = 'not_matched'
       AND instr(';' || m.reasons || ';', ';' || v.value || ';') > 0
     WHERE v.list = 'no_match_reason'
     GROUP BY v.rowid, v.label_en, v.label_ja
)
SELECT l.state, l.reason, l.n_matches, l.n_people
  FROM line AS l
 ORDER BY l.place;

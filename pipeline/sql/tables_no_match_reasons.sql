-- Why did referrals end without a match, and who decided? One referral may
-- have several reasons: the numbers of a column do not add up. Reasons are
-- known only of people who agreed to linkage.
WITH reason AS (
    SELECT v.value AS reason, v.label_ja, v.label_en, v.rowid AS place
      FROM book_value_labels AS v
     WHERE v.list = 'no_match_reason'
       AND v.missing_reason = '0'
    UNION ALL
    SELECT '', '理由なし・不明', 'no reason known', 1000000
    UNION ALL
    SELECT '計', '合計', 'total', 2000000
),
side AS (
    SELECT v.value AS side, v.rowid AS place
      FROM book_value_labels AS v
     WHERE v.list = 'decided_by'
       AND v.missing_reason = '0'
    UNION ALL
    SELECT '', 1000000
    UNION ALL
    SELECT '計', 2000000
)
SELECT r.reason, r.label_ja, r.label_en, s.side,
       count(m.match_id) AS n_matches,
       count(DISTINCT nullif(m.subject, '')) AS n_people
  FROM reason AS r
  JOIN side AS s
  LEFT JOIN matching AS m
    ON m.state_group = 'not_matched'
   AND CASE r.reason WHEN '計' THEN 1
                     WHEN '' THEN m.reasons IS NULL
                     ELSE instr(';' || m.reasons || ';',
                                ';' || r.reason || ';') > 0 END
   AND CASE s.side WHEN '計' THEN 1
                   ELSE coalesce(m.side, '') = s.side END
 GROUP BY r.reason, r.label_ja, r.label_en, r.place, s.side, s.place
 ORDER BY r.place, s.place;

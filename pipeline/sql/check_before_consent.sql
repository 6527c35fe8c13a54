-- Which survey or check was taken before the person had agreed to anything?
SELECT r.file, r.row, 'date' AS variable, 'W3306' AS rule, r.subject
  FROM (SELECT file, row, subject, happened_on
          FROM clean_baseline
         WHERE is_person = 1
        UNION ALL
        SELECT file, row, subject, happened_on
          FROM clean_kihon_checklist
         WHERE is_person = 1
        UNION ALL
        SELECT file, row, subject, happened_on
          FROM clean_frailty_check
         WHERE is_person = 1) AS r
  JOIN (SELECT subject, min(consent_date) AS agreed_on
          FROM clean_consent
         WHERE is_person = 1
           AND scope_follow = '1'
         GROUP BY subject) AS c
    ON c.subject = r.subject
   AND r.happened_on < c.agreed_on

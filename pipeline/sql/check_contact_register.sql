-- Which company was contacted before the register says that it was known?
SELECT k.file, k.row, 'date' AS variable, 'W3325' AS rule, '' AS subject
  FROM clean_company_contact AS k
  JOIN (SELECT c.company_id, min(c.registered) AS registered
          FROM clean_company AS c
         GROUP BY c.company_id) AS r
    ON r.company_id = k.company_id
   AND k.date < r.registered

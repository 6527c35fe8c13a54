-- Who is called new at the desk and has been there before?
-- Two visits of one day are not told apart.
SELECT c.file, c.row, 'new_repeat' AS variable, 'W3324' AS rule, c.subject
  FROM clean_consultation AS c
 WHERE c.is_person = 1
   AND c.new_repeat = '1'
   AND EXISTS (SELECT 1
                 FROM clean_consultation AS p
                WHERE p.is_person = 1
                  AND p.subject = c.subject
                  AND p.happened_on < c.happened_on)

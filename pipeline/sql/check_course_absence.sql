-- Who passed a course that allows no absence, and was absent?
-- Courses 1 and 2 (codebooks/value_labels.csv, list course).
SELECT t.file, t.row, 'passed' AS variable, 'W3326' AS rule, t.subject
  FROM clean_training AS t
 WHERE t.course IN ('1', '2')
   AND t.passed = '1'
   AND t.absent > 0

-- Which actual counts days outside the fiscal year it is filed under?
SELECT a.file, a.row, '' AS variable, 'W3305' AS rule, '' AS subject
  FROM clean_indicator_actual AS a
 WHERE a.start < a.fy || '-04-01'
    OR a."end" > (a.fy + 1) || '-03-31'

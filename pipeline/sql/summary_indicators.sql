-- Which indicators does the summary print, and in which order?
-- Those with a target or an actual that was known as of the run.
SELECT b.municipality, b.indicator_id, b.section, b.section_title,
       b.group_label, b.label, b.unit, b.kind, b.comparison, b.chart,
       b.footnote
  FROM book_indicators AS b
 WHERE EXISTS (
           SELECT 1
             FROM indicator_cell AS c
            WHERE c.municipality = b.municipality
              AND c.indicator_id = b.indicator_id
              AND c.measure IN ('target', 'actual')
              AND c.value <> ''
       )
 ORDER BY b.municipality, CAST(b."order" AS INTEGER), b.indicator_id;

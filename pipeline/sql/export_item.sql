-- What did each person answer? One row per person, wave and item.
SELECT i.subject, i.wave, i.date, i.item, i.value, i.missing, i.asked,
       f.name AS source_file, i.row AS source_row
  FROM item_answer AS i
  JOIN raw_file AS f
    ON f.number = i.file
 ORDER BY i.subject, i.wave, i.file, i.row, i.item;

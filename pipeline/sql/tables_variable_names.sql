-- What are the analysis table's variables called?
SELECT v.value AS variable, v.label_ja, v.label_en
  FROM book_value_labels AS v
 WHERE v.list = 'followup_variable'
 ORDER BY v.rowid;

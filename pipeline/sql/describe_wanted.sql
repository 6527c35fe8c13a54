-- Which tables are made: those of tables.csv that pool nothing they must not,
-- one for each level of a stratum. Who has no check is the level no_check.
INSERT INTO wanted_table ("table", book, place, title_ja, title_en,
                          population, base, row_variable, column_variable,
                          class, instrument, stratum, level)
WITH asked AS (
    SELECT t."table", t.rowid AS place, t.title_ja, t.title_en, t.population,
           t.row_variable, t.column_variable, t.class, t.stratum,
           CASE WHEN 'kcl_class' IN (t.row_variable, t.column_variable)
                THEN 'KCL'
                WHEN 'fc22_class' IN (t.row_variable, t.column_variable)
                THEN 'FC22' ELSE '' END AS instrument
      FROM book_tables AS t
     WHERE t."table" NOT IN (SELECT r."table" FROM refused_table AS r)
),
level AS (
    SELECT DISTINCT a."table", coalesce(nullif(
               CASE WHEN instr(';' || a.stratum || ';', ';version;') > 0
                    THEN '_' || coalesce(b.version, 'no_check') ELSE '' END
               || CASE WHEN instr(';' || a.stratum || ';',
                                  ';municipality;') > 0
                       THEN '_' || coalesce(f.municipality, 'no_city')
                       ELSE '' END, ''), '') AS level
      FROM asked AS a
      JOIN followup AS f
      LEFT JOIN baseline_check AS b
        ON b.subject = f.subject
       AND b.instrument = a.instrument
     WHERE a.stratum <> ''
    UNION ALL
    SELECT a."table", ''
      FROM asked AS a
     WHERE a.stratum = ''
)
SELECT a."table" || replace(l.level, '-', '_'), a."table", a.place,
       a.title_ja || CASE l.level WHEN '' THEN ''
                     ELSE '（' || substr(l.level, 2) || '）' END,
       a.title_en || CASE l.level WHEN '' THEN ''
                     ELSE ' (' || substr(l.level, 2) || ')' END,
       a.population || CASE l.level WHEN '' THEN ''
                       ELSE ':' || a."table" || l.level END,
       a.population, a.row_variable, a.column_variable, a.class,
       a.instrument, a.stratum, l.level
  FROM asked AS a
  JOIN level AS l
    ON l."table" = a."table"
 ORDER BY a.place, l.level;

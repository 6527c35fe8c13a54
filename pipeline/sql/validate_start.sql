-- What did the identity room already find, and how do its sums stand?
INSERT INTO finding (file, row, "column", variable, rule, severity, subject)
SELECT f.file, f.row, f."column", f.variable, f.rule, f.severity, ''
  FROM raw_finding AS f;

INSERT INTO balance (file, received, accepted, quarantined, duplicate,
                     superseded, outside)
SELECT b.file, b.received, b.accepted, b.quarantined, b.duplicate,
       b.superseded, b.outside
  FROM raw_balance AS b;

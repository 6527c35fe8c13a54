/* cell_check: one cell against its codebook entry: raw in, clean out.
 *
 * Both rooms use it: the identity room on every cell of a delivery, the
 * pipeline on what crossed. A cell is a value, missing for one of three
 * reasons, or refused; every repair is named so that it can be counted.
 * Nothing with two readings is repaired. */
#ifndef AYUMI_BASE_CELL_CHECK_H
#define AYUMI_BASE_CELL_CHECK_H

#include "base/codebook.h"

enum cell_state { CELL_VALUE, CELL_MISSING, CELL_REFUSED };

enum {
    MISSING_NO_ANSWER = -99,
    MISSING_NOT_APPLICABLE = -98,
    MISSING_UNKNOWN = -97
};

/* Rules a cell can break (rows of codebooks/rules.csv):
 *   E2101 not a number            E2102 outside min..max
 *   E2103 unknown code            E2104 no such day / era limit
 *   E2105 not a date              W2106 two readings (cell becomes missing)
 *   E2107 not an identifier (nor is a written day, S18-8-29)
 *   E2108 must be filled
 *   W2109 multi-answer over a single-answer column
 *   E2110 text longer than 255 bytes or with control characters (line breaks
 *         are allowed in texts that stay at the office)
 *   E2111 a spelling that the code list refuses (value_labels.refused_by)
 *   W2112 outside min..max where variables.outside says so
 *   E2119 must be filled, and a warning would leave it blank
 *   E2117 an office number as Excel's 1.23E+11; W2118 a telephone so
 * Repairs (counted, info): R01 trimmed, R02 folded width, R03 era date,
 *   R04 western date form, R05 Excel serial, R06 time dropped, R07 thousands
 *   comma, R08 unit removed, R09 about removed, R10 decimal comma, R11 range
 *   to its middle, R12 code spelling, R13 multi-answer notation, R14 hours a
 *   month to hours a week, R15 apostrophe in front removed. */
struct cell {
    enum cell_state state;
    int missing_reason; /* CELL_MISSING: MISSING_… */
    const char *clean;  /* CELL_VALUE: canonical text: ISO date, YYYY-MM,
                           number, code, codes joined by ';', key, text */
    double number;      /* CELL_VALUE of number types, year, fiscal year */
    struct date date;   /* CELL_VALUE of TYPE_DATE and TYPE_MONTH */
    const char *rule;   /* NULL, or the rule broken */
    unsigned repairs;   /* bit n = repair R(n+1) */
};

enum { N_REPAIRS = 15 };
const char *repair_code(unsigned bit); /* 0 -> "R01" … */

/* text may be NULL (column absent): missing, MISSING_NO_ANSWER. A refused
 * cell whose rule is a warning (W…) leaves its row accepted. */
void cell_check(struct arena *a, const struct variable *v, const char *text,
                struct cell *out);

/* The comparisons of rules.csv on one row of checked cells, in rule order, then
 * W2116 for codes that are not in use on the row's day.
 * cells[i] belongs to k->variables[i]. Calls `report` once a broken rule. */
void row_check(const struct file_kind *k, const struct cell *cells,
               void (*report)(void *context, const struct rule *rule,
                              size_t variable),
               void *context);

/* Which kind is a file? Its headers decide, never its name. headers are as
 * written. On success column_variable[i] = index in kind->variables (always
 * known: default-deny). Returns NULL and names the rule: E1201 no kind has
 * these headers, E1202 a column is not in the codebook (*bad_column), E1203 a
 * column twice (*bad_column), E1204 a needed column is missing
 * (*missing_variable of the best kind). Trailing columns with an empty header
 * are ignored when all their cells are blank (column_variable = -1). */
struct kind_match {
    const struct file_kind *kind; /* best guess also on E1202 … E1204 */
    int *column_variable;         /* n_headers entries, in the arena */
    const char *rule;             /* NULL when recognised */
    size_t bad_column;
    const char *missing_variable;
    const char *nearest; /* header it might have meant, or NULL */
};
void kind_recognise(struct arena *a, const struct codebook *c,
                    const char *const *headers, size_t n_headers,
                    struct kind_match *out);

#endif

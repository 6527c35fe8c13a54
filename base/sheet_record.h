/* sheet_record: one row of a table as it came, from a text or a workbook. */
#ifndef AYUMI_BASE_SHEET_RECORD_H
#define AYUMI_BASE_SHEET_RECORD_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

enum csv_record_kind {
    CSV_RECORD,   /* cells are good */
    CSV_BROKEN,   /* quoting, NUL or over a limit; no cells */
    CSV_UNDECODED /* bytes of another encoding; no cells */
};

struct csv_record {
    enum csv_record_kind kind;
    size_t row;  /* as Excel shows it: header is 1, blank lines count */
    size_t line; /* physical line where the record starts, from 1 */
    size_t n_cells;
    const char **cells; /* valid until the next record is read */
    /* Of a record without cells: E1101 quoting, E1102 encoding, E2110 NUL or
     * over a limit; and the column, 0-based, best guess. */
    const char *bad_rule;
    size_t bad_column;
    /* NULL, or for each cell NULL or the rule that refuses it whatever its
     * column: E2114 a formula whose result was not saved, E2115 #N/A, … */
    const char **cell_rules;
};

/* Something about a sheet that its cells don't tell. */
struct sheet_note {
    const char *rule;
    size_t row, last_row;    /* 0 = the whole sheet */
    int column, last_column; /* -1 = none */
};

#endif

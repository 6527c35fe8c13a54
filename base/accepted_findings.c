/* accepted_findings: what somebody looked at and leaves as it is. */
#include "base/accepted_findings.h"

#include <stdio.h>
#include <string.h>

enum { A_FILE, A_SHEET, A_ROW, A_COLUMN, A_RULE, A_BY, A_ON, A_REASON, N_A };

enum status accepted_findings_load(struct arena *a, const struct codebook *c,
                                   struct table_file *out)
{
    return codebook_merge_file(a, c, ACCEPTED_FINDINGS, A_RULE + 1, out);
}

static bool is_or_any(const char *cell, const char *value)
{
    return *cell == '\0' || strcmp(cell, value) == 0;
}

bool finding_is_accepted(const struct table_file *accepted, const char *file,
                         const char *sheet, size_t row, const char *column,
                         const char *rule)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", row);
    for (size_t i = 0; i < accepted->n_rows; i++) {
        const char *const *cells = accepted->rows[i].cells;
        if (strcmp(cells[A_FILE], file) == 0 &&
            strcmp(cells[A_SHEET], sheet) == 0 &&
            strcmp(cells[A_RULE], rule) == 0 &&
            is_or_any(cells[A_ROW], number) &&
            is_or_any(cells[A_COLUMN], column) && *cells[A_BY] != '\0' &&
            *cells[A_ON] != '\0' && *cells[A_REASON] != '\0')
            return true;
    }
    return false;
}

/* correction_target: which row does a correction mean? */
#ifndef AYUMI_ANONYMIZE_CORRECTION_TARGET_H
#define AYUMI_ANONYMIZE_CORRECTION_TARGET_H

#include "anonymize/corrections.h"

/* A row and a correction that means it. */
struct correction_hit {
    uint32_t file, row; /* index of the file; index of its note */
    size_t correction;
    bool is_survivor; /* the row that stays when two are merged */
};

struct correction_hits {
    struct arena *arena;
    struct correction_hit *list; /* by file, row, then the corrections' days */
    size_t n, capacity;
};

/* Looks for the rows of all waiting corrections; says NOT_FOUND and AMBIGUOUS
 * in their outcomes, and finds no row for those. */
MUST_CHECK enum status corrections_find(struct corrections *c,
                                        struct study_files *s,
                                        struct correction_hits *hits);

/* What a cell means, for comparing: its clean value, or the text without the
 * blanks around it; NULL is "". */
const char *cell_meaning(struct arena *a, const struct variable *v,
                         const char *text);

#endif

/* cell_memo: the answer of cell_check for a cell that was asked before.
 *
 * Columns repeat themselves: a code list has ten values, a million rows a few
 * thousand days. What a cell means depends on its variable and its text
 * alone, so the last answers are kept for each variable. Free texts are not.
 *
 * One memo belongs to one kind of file and one thread. */
#ifndef AYUMI_BASE_CELL_MEMO_H
#define AYUMI_BASE_CELL_MEMO_H

#include "base/cell_check.h"

struct cell_memo;

/* In the arena, for the variables of one kind. */
struct cell_memo *cell_memo_new(struct arena *a,
                                const struct file_kind *k) MUST_CHECK;

/* cell_check(a, k->variables[variable], text, out). out->clean is valid until
 * the same variable is asked again. */
void cell_memo_check(struct cell_memo *m, struct arena *a, size_t variable,
                     const char *text, struct cell *out);

#endif

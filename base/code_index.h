/* code_index: which code of a list has this spelling?
 *
 * Lists have up to some hundred spellings and a file some million cells. */
#ifndef AYUMI_BASE_CODE_INDEX_H
#define AYUMI_BASE_CODE_INDEX_H

#include "base/codebook.h"

/* After all codes of the list are there; in the arena. */
void code_index_make(struct arena *a, struct code_list *list);

/* The first code of the list one of whose spellings is `folded` (as
 * text_fold_header leaves it), or whose value is the same number but for zeros
 * in front: 01 is 1, since Excel and typists add and lose them. NULL: none;
 * the list may be NULL. */
const struct code_label *code_find(const struct code_list *list,
                                   const char *folded);

/* Can a cell that begins with this byte (no blank, not folded yet) be one of
 * the list's codes? True when in doubt. */
bool code_may_begin(const struct code_list *list, unsigned char first);

#endif

/* answer_columns: a question with several answers, a column for each. */
#include "anonymize/answer_columns.h"

#include "base/cell_check.h"
#include "base/text.h"

#include <string.h>

/* No code has it. */
#define NO_TICK "?"

void answer_columns_find(struct arena *a, const struct file_kind *k,
                         const char *const *headers, size_t n_headers,
                         struct answer_columns *out)
{
    *out = (struct answer_columns){
        .list = arena_take_array(a, n_headers, sizeof *out->list)};
    for (size_t i = 0; i < n_headers; i++) {
        const char *folded = text_fold_header(a, headers[i]);
        int v = kind_find_header(k, folded);
        const struct answer_header *h =
            v < 0 ? NULL : variable_answer(k->variables[v], folded);
        if (h != NULL)
            out->list[out->n++] = (struct answer_column){i, (size_t)v, h};
    }
}

/* What a cell adds: its code, nothing, or NO_TICK. */
static const char *answer_of(struct arena *a, const struct answer_header *h,
                             const char *text)
{
    struct cell cell;
    cell_check(a, h->cell, text, &cell);
    if (cell.rule != NULL)
        return NO_TICK;
    bool is_ticked = cell.state == CELL_VALUE && strcmp(cell.clean, "1") == 0;
    return is_ticked ? h->code : "";
}

const char *answer_columns_join(struct arena *a, const struct answer_columns *x,
                                size_t variable, const char *const *cells,
                                size_t n_cells)
{
    const char *joined = NULL;
    for (size_t i = 0; i < x->n; i++) {
        const struct answer_column *c = &x->list[i];
        if (c->variable != variable)
            continue;
        const char *text = c->column < n_cells ? cells[c->column] : "";
        const char *answer = answer_of(a, c->header, text);
        if (joined == NULL || *joined == '\0')
            joined = answer;
        else if (*answer != '\0')
            joined = arena_format(a, "%s;%s", joined, answer);
    }
    return joined;
}

const char *answer_columns_rule(const struct answer_columns *x, size_t variable,
                                const char *const *rules, size_t n_cells)
{
    for (size_t i = 0; rules != NULL && i < x->n; i++) {
        const struct answer_column *c = &x->list[i];
        if (c->variable == variable && c->column < n_cells &&
            rules[c->column] != NULL)
            return rules[c->column];
    }
    return NULL;
}

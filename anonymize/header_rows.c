/* header_rows: which of a table's first rows are its headers? */
#include "anonymize/header_rows.h"

#include "base/text.h"

#include <string.h>

static void read_top(struct arena *a, struct sheet_reader *in,
                     struct header_rows *top)
{
    struct csv_record record;
    while (top->n < HEADER_SEARCH_RECORDS && sheet_reader_next(in, &record)) {
        const char **cells = arena_take_array(a, record.n_cells, sizeof *cells);
        for (size_t i = 0; i < record.n_cells; i++)
            cells[i] = arena_copy(a, record.cells[i]);
        record.cells = cells;
        if (record.cell_rules != NULL) {
            const char **rules =
                arena_take_array(a, record.n_cells, sizeof *rules);
            memcpy(rules, record.cell_rules, record.n_cells * sizeof *rules);
            record.cell_rules = rules;
        }
        top->records[top->n++] = record;
    }
}

static const char *cell_of(const struct csv_record *r, size_t column)
{
    return column < r->n_cells ? r->cells[column] : "";
}

/* One header out of a group's title and what stands below it: the lower one
 * (基本情報 / 整理番号), both (握力 / 右), or the upper one over a blank. NULL:
 * the lower cell is no part of a header of this kind. */
static const char *join_header(struct arena *a, const struct file_kind *k,
                               const char *group, const char *above,
                               const char *below)
{
    if (text_is_blank(below))
        return above;
    if (kind_find_header(k, text_fold_header(a, below)) >= 0)
        return below;
    const char *both = arena_format(a, "%s%s", group, below);
    return kind_find_header(k, text_fold_header(a, both)) >= 0 ? both : NULL;
}

/* Headers over two rows. Every cell of the lower row must be part of one, so
 * that a row of data is never taken for headers. */
static bool join_rows(struct arena *a, const struct file_kind *k,
                      const struct csv_record *upper,
                      const struct csv_record *lower, struct csv_record *joined)
{
    size_t n =
        upper->n_cells > lower->n_cells ? upper->n_cells : lower->n_cells;
    const char **cells = arena_take_array(a, n, sizeof *cells);
    const char *group = "";
    bool has_lower = false;
    for (size_t i = 0; i < n; i++) {
        const char *above = cell_of(upper, i), *below = cell_of(lower, i);
        if (!text_is_blank(above))
            group = text_trim(a, above);
        cells[i] = join_header(a, k, group, above, text_trim(a, below));
        if (cells[i] == NULL)
            return false;
        has_lower = has_lower || !text_is_blank(below);
    }
    *joined = *lower;
    joined->n_cells = n;
    joined->cells = cells;
    joined->cell_rules = NULL;
    return has_lower;
}

static bool recognise_joined(struct arena *a, const struct codebook *c,
                             const struct csv_record *upper,
                             const struct csv_record *lower,
                             struct header_rows *out)
{
    struct csv_record joined;
    struct kind_match match;
    if (upper->kind != CSV_RECORD || lower->kind != CSV_RECORD)
        return false;
    for (size_t i = 0; i < c->n_kinds; i++) {
        if (!join_rows(a, &c->kinds[i], upper, lower, &joined))
            continue;
        kind_recognise(a, c, joined.cells, joined.n_cells, &match);
        if (match.rule != NULL)
            continue;
        out->headers = joined;
        out->match = match;
        return true;
    }
    return false;
}

/* The row that is one, else the one that comes nearest. */
static bool recognise_single(struct arena *a, const struct codebook *c,
                             struct header_rows *out)
{
    struct kind_match match;
    for (size_t i = 0; i < out->n; i++) {
        const struct csv_record *r = &out->records[i];
        if (r->kind != CSV_RECORD)
            continue;
        kind_recognise(a, c, r->cells, r->n_cells, &match);
        if (out->has_guess && match.rule != NULL &&
            (out->match.kind != NULL || match.kind == NULL))
            continue;
        out->headers = *r;
        out->match = match;
        out->last = i;
        out->has_guess = true;
        if (match.rule == NULL)
            return true;
    }
    return false;
}

bool header_rows_find(struct arena *a, const struct codebook *c,
                      struct sheet_reader *in, struct header_rows *out)
{
    *out = (struct header_rows){0};
    read_top(a, in, out);
    if (recognise_single(a, c, out))
        return true;
    for (size_t i = 0; i + 1 < out->n; i++) {
        if (recognise_joined(a, c, &out->records[i], &out->records[i + 1],
                             out)) {
            out->last = i + 1;
            return true;
        }
    }
    return false;
}

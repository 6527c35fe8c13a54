/* checked_rows: a part that crossed, checked cell by cell, in batches. */
#include "pipeline/checked_rows.h"

#include "pipeline/typed_tables.h"

#include "base/cell_memo.h"
#include "base/handover.h"

#include <string.h>

enum { BATCH_ROWS = 128 };

struct checked_rows {
    const struct codebook *book;
    const struct file_kind *kind;
    struct crossed_rows *in;
    struct clean_layout layout;
    struct cell_memo *of_people, *of_tokens;
    struct cell *cells;  /* by variable */
    struct arena record; /* reset each row */
    struct crossed_row row;
    struct checked_batch *batch; /* being filled */
    bool has_error;
};

static void add_finding(struct checked_rows *c, size_t variable,
                        const struct rule *rule)
{
    struct checked_batch *b = c->batch;
    b->findings = arena_grow(&b->arena, b->findings, b->n_findings,
                             &b->findings_capacity, sizeof *b->findings);
    b->findings[b->n_findings++] = (struct checked_finding){
        c->row.row, c->kind->variables[variable]->name, rule,
        c->row.is_person ? arena_copy(&b->arena, c->row.subject) : ""};
    if (rule->severity == SEVERITY_ERROR)
        c->has_error = true;
}

static void report_rule(void *context, const struct rule *rule, size_t variable)
{
    add_finding(context, variable, rule);
}

/* A cell that was refused at the wall arrives as '#' and its rule; the
 * finding is already there, the cell is missing. */
static bool was_refused(const char *text, struct cell *cell)
{
    if (text[0] != HANDOVER_REFUSED_MARK)
        return false;
    *cell = (struct cell){.state = CELL_REFUSED, .rule = text + 1};
    return true;
}

/* Under a token only indicator columns crossed: what must be filled and is not
 * an indicator, is absent there. */
static const struct file_kind *without_needs(struct arena *a,
                                             const struct file_kind *k)
{
    struct file_kind *lenient = arena_take(a, sizeof *lenient);
    *lenient = *k;
    lenient->variables =
        arena_take_array(a, k->n_variables, sizeof *lenient->variables);
    for (size_t i = 0; i < k->n_variables; i++) {
        struct variable *v = arena_take(a, sizeof *v);
        *v = *k->variables[i];
        if (v->role != ROLE_INDICATOR && k->people != PEOPLE_NONE)
            v->must_be_filled = false;
        lenient->variables[i] = v;
    }
    return lenient;
}

static void check_cell(struct checked_rows *c, size_t variable)
{
    struct cell *cell = &c->cells[variable];
    const char *text = c->row.texts[variable];
    if (was_refused(text, cell))
        return;
    cell_memo_check(c->row.is_person ? c->of_people : c->of_tokens, &c->record,
                    variable, text, cell);
    if (cell->rule == NULL)
        return;
    const struct rule *rule = codebook_rule(c->book, cell->rule);
    if (rule != NULL)
        add_finding(c, variable, rule);
}

static void check_row(struct checked_rows *c)
{
    struct checked_batch *b = c->batch;
    arena_reset(&c->record);
    c->has_error = false;
    for (size_t i = 0; i < c->layout.n_crossing; i++)
        check_cell(c, c->layout.crossing[i]);
    row_check(c->kind, c->cells, report_rule, c);
    if (c->has_error) {
        b->n_quarantined++;
        return;
    }
    clean_values(&c->layout, &b->arena, &c->row, c->cells,
                 b->values + b->n_rows * c->layout.n_parameters);
    b->n_rows++;
}

enum status checked_rows_open(struct arena *a, struct store *s,
                              const struct codebook *book, const char *folder,
                              const struct crossed_part *part,
                              struct checked_rows **out)
{
    const struct file_kind *k = part->kind;
    struct checked_rows *c = arena_take(a, sizeof *c);
    *out = NULL;
    c->book = book;
    c->kind = k;
    c->of_people = cell_memo_new(a, k);
    c->of_tokens = cell_memo_new(a, without_needs(a, k));
    c->cells = arena_take_array(a, k->n_variables, sizeof *c->cells);
    for (size_t i = 0; i < k->n_variables; i++)
        c->cells[i] = (struct cell){.state = CELL_MISSING,
                                    .missing_reason = MISSING_NO_ANSWER};
    clean_layout_make(a, k, &c->layout);
    arena_init(&c->record);
    enum status st = crossed_rows_open(a, s, folder, part, &c->in);
    if (st == STATUS_OK)
        *out = c;
    return st;
}

void checked_batch_init(struct checked_batch *b)
{
    memset(b, 0, sizeof *b);
    arena_init(&b->arena);
}

void checked_batch_release(struct checked_batch *b)
{
    arena_release(&b->arena);
}

static void empty_batch(struct checked_batch *b, const struct clean_layout *l)
{
    arena_reset(&b->arena);
    b->n_rows = b->n_findings = b->n_quarantined = 0;
    b->findings_capacity = 0;
    b->values = arena_take_array(&b->arena, BATCH_ROWS * l->n_parameters,
                                 sizeof *b->values);
}

bool checked_rows_next(struct checked_rows *c, struct checked_batch *b,
                       enum status *st)
{
    size_t n = 0;
    c->batch = b;
    empty_batch(b, &c->layout);
    for (; n < BATCH_ROWS && crossed_rows_next(c->in, &c->row, st); n++)
        check_row(c);
    return n > 0;
}

size_t checked_rows_count(const struct checked_rows *c)
{
    return crossed_rows_count(c->in);
}

void checked_rows_close(struct checked_rows *c)
{
    if (c == NULL)
        return;
    crossed_rows_close(c->in);
    arena_release(&c->record);
}

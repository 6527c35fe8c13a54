/* document: building a report block by block; every string is copied. */
#include "report/document.h"

#include <string.h>

struct document *document_new(struct arena *a, const char *title,
                              enum language lang, struct date dated)
{
    struct document *d = arena_take(a, sizeof *d);
    d->arena = a;
    d->title = arena_copy(a, title);
    d->subject = "";
    d->language = lang;
    d->dated = dated;
    d->foot = "";
    return d;
}

static struct block *add_block(struct document *d, enum block_kind kind)
{
    d->blocks = arena_grow(d->arena, d->blocks, d->n_blocks, &d->capacity,
                           sizeof *d->blocks);
    struct block *b = &d->blocks[d->n_blocks++];
    memset(b, 0, sizeof *b);
    b->kind = kind;
    b->text = "";
    return b;
}

void document_heading(struct document *d, int level, const char *text)
{
    struct block *b = add_block(d, BLOCK_HEADING);
    b->level = level;
    b->text = arena_copy(d->arena, text);
}

void document_paragraph(struct document *d, const char *text)
{
    add_block(d, BLOCK_PARAGRAPH)->text = arena_copy(d->arena, text);
}

void document_note(struct document *d, const char *text)
{
    add_block(d, BLOCK_NOTE)->text = arena_copy(d->arena, text);
}

static void add_items(struct document *d, enum block_kind kind,
                      const char *const *items, size_t n)
{
    const char **copy = arena_take_array(d->arena, n, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = arena_copy(d->arena, items[i]);
    struct block *b = add_block(d, kind);
    b->items = copy;
    b->n_items = n;
}

void document_bullets(struct document *d, const char *const *items, size_t n)
{
    add_items(d, BLOCK_BULLETS, items, n);
}

void document_key_points(struct document *d, const char *const *items, size_t n)
{
    add_items(d, BLOCK_KEY_POINTS, items, n);
}

void document_ruled_lines(struct document *d, int n_lines)
{
    add_block(d, BLOCK_RULED_LINES)->level = n_lines;
}

void document_page_break(struct document *d)
{
    add_block(d, BLOCK_PAGE_BREAK);
}

static const char *copy_or_empty(struct arena *a, const char *text)
{
    return text == NULL ? "" : arena_copy(a, text);
}

void document_chart(struct document *d, const struct document_chart *chart)
{
    struct arena *a = d->arena;
    struct document_chart *c = arena_take(a, sizeof *c);
    *c = *chart;
    c->title = copy_or_empty(a, chart->title);
    c->subtitle = copy_or_empty(a, chart->subtitle);
    c->description = copy_or_empty(a, chart->description);
    c->unit = copy_or_empty(a, chart->unit);
    c->bars = arena_take_array(a, chart->n_bars, sizeof *c->bars);
    for (size_t i = 0; i < chart->n_bars; i++) {
        struct chart_bar *bar = &c->bars[i];
        *bar = chart->bars[i];
        bar->label = copy_or_empty(a, chart->bars[i].label);
        bar->printed = copy_or_empty(a, chart->bars[i].printed);
        bar->target_printed = copy_or_empty(a, chart->bars[i].target_printed);
        bar->partial_note = copy_or_empty(a, chart->bars[i].partial_note);
    }
    add_block(d, BLOCK_BAR_CHART)->chart = c;
}

void document_flow(struct document *d, const struct document_flow *flow)
{
    struct arena *a = d->arena;
    struct document_flow *f = arena_take(a, sizeof *f);
    f->title = copy_or_empty(a, flow->title);
    f->description = copy_or_empty(a, flow->description);
    f->n_steps = flow->n_steps;
    f->steps = arena_take_array(a, flow->n_steps, sizeof *f->steps);
    for (size_t i = 0; i < flow->n_steps; i++) {
        f->steps[i].label = copy_or_empty(a, flow->steps[i].label);
        f->steps[i].printed = copy_or_empty(a, flow->steps[i].printed);
        f->steps[i].note = copy_or_empty(a, flow->steps[i].note);
    }
    add_block(d, BLOCK_FLOW)->flow = f;
}

struct document_table *document_table(struct document *d, const char *caption,
                                      size_t n_columns,
                                      const enum align *aligns)
{
    struct document_table *t = arena_take(d->arena, sizeof *t);
    t->caption = arena_copy(d->arena, caption);
    t->n_columns = n_columns;
    t->aligns = arena_take_array(d->arena, n_columns, sizeof *t->aligns);
    memcpy(t->aligns, aligns, n_columns * sizeof *t->aligns);
    t->note_above = "";
    t->note_below = "";
    add_block(d, BLOCK_TABLE)->table = t;
    return t;
}

/* The arrays double when full; a line's own count tells when that is. */
static bool is_full(size_t n)
{
    return (n & (n - 1)) == 0;
}

static void *one_more(struct arena *a, void *old, size_t n, size_t item_size)
{
    if (!is_full(n))
        return old;
    void *grown = arena_take_array(a, n == 0 ? 1 : 2 * n, item_size);
    if (n > 0)
        memcpy(grown, old, n * item_size);
    return grown;
}

void table_line_begin(struct document *d, struct document_table *t,
                      bool is_header_line)
{
    t->lines = one_more(d->arena, t->lines, t->n_lines, sizeof *t->lines);
    memset(&t->lines[t->n_lines++], 0, sizeof *t->lines);
    if (is_header_line)
        t->n_header_lines = t->n_lines;
}

void table_line_cell(struct document *d, struct document_table *t,
                     const char *text)
{
    table_line_span(d, t, text, 1, 1, t->n_lines <= t->n_header_lines);
}

void table_line_span(struct document *d, struct document_table *t,
                     const char *text, size_t column_span, size_t row_span,
                     bool is_header)
{
    struct table_line *line = &t->lines[t->n_lines - 1];
    line->cells =
        one_more(d->arena, line->cells, line->n_cells, sizeof *line->cells);
    struct table_cell *cell = &line->cells[line->n_cells++];
    cell->text = arena_copy(d->arena, text);
    cell->column_span = column_span;
    cell->row_span = row_span;
    cell->is_header = is_header;
}

const char *document_word(const struct document *d, const char *name)
{
    for (const struct message *m = messages; m->name != NULL; m++)
        if (strcmp(m->name, name) == 0)
            return d->language == LANGUAGE_EN ? m->en : m->ja;
    return message(name);
}

/* summary_annex: the tables as the councils print them, cell for cell, and
 * beside them, in tables of their own, what the program has computed.
 *
 * Source of the layouts: the printed reports of 2023 and 2024 (headers,
 * order, spans, the footnote above the outcome table and below the others,
 * "R 4" with a space in the outcome table only). */
#include "pipeline/summary.h"

#include "base/text.h"

/* Indicators that stand in one printed table. */
struct group {
    const struct summary_indicator *indicators;
    size_t n;
    int years[SUMMARY_MOST_YEARS];
    size_t n_years;
};

static bool is_outcome(const struct group *g)
{
    return text_equal(g->indicators[0].kind, "outcome");
}

static bool is_together(const struct summary_indicator *a,
                        const struct summary_indicator *b)
{
    return text_equal(a->municipality, b->municipality) &&
           text_equal(a->section, b->section) && text_equal(a->kind, b->kind);
}

static size_t group_length(const struct summary *s, size_t first)
{
    size_t n = 1;
    while (first + n < s->n_indicators &&
           is_together(&s->indicators[first], &s->indicators[first + n]))
        n++;
    return n;
}

static const char *column_head(const struct summary *s, const struct group *g,
                               int year)
{
    const char *name = summary_short_year(s, year);
    if (!is_outcome(g))
        return name;
    return arena_format(s->arena, "%c %s", name[0], name + 1);
}

static void year_cells(struct summary *s, struct document_table *t,
                       const struct group *g, const struct summary_indicator *i)
{
    for (size_t y = 0; y < g->n_years; y++)
        table_line_cell(s->document, t,
                        summary_printed(s, summary_cell_of(s, i, g->years[y])));
}

static void year_heads(struct summary *s, struct document_table *t,
                       const struct group *g)
{
    for (size_t y = 0; y < g->n_years; y++)
        table_line_cell(s->document, t, column_head(s, g, g->years[y]));
}

static struct document_table *
begin_table(struct summary *s, const struct group *g, size_t n_labels)
{
    enum align aligns[2 + SUMMARY_MOST_YEARS];
    for (size_t i = 0; i < n_labels + g->n_years; i++)
        aligns[i] = i < n_labels ? ALIGN_LEFT : ALIGN_RIGHT;
    return document_table(s->document, g->indicators[0].section_title,
                          n_labels + g->n_years, aligns);
}

static const char *footnote(const struct summary *s, const struct group *g)
{
    return summary_footnote(s, g->indicators, g->n, g->years, g->n_years);
}

static const char *with_legend(const struct summary *s, const char *note)
{
    const char *legend = summary_word(s, "summary.in_brackets");
    if (note[0] == '\0')
        return legend;
    return arena_format(s->arena, "%s\n%s", note, legend);
}

/* Five columns, the measure's name over several lines. */
static void output_table(struct summary *s, const struct group *g)
{
    struct document *d = s->document;
    struct document_table *t = begin_table(s, g, 2);
    table_line_begin(d, t, true);
    table_line_span(d, t, summary_word(s, "summary.measures"), 1, 2, true);
    table_line_span(d, t, summary_word(s, "summary.item"), 1, 2, true);
    table_line_span(d, t, summary_word(s, "summary.output"), g->n_years, 1,
                    true);
    table_line_begin(d, t, true);
    year_heads(s, t, g);
    for (size_t i = 0; i < g->n; i++) {
        const struct summary_indicator *row = &g->indicators[i];
        size_t same = 1;
        while (i + same < g->n &&
               text_equal(row->group_label, row[same].group_label))
            same++;
        table_line_begin(d, t, false);
        if (i == 0 || !text_equal(row->group_label, row[-1].group_label))
            table_line_span(d, t, row->group_label, 1, same, true);
        table_line_span(d, t, row->label, 1, 1, true);
        year_cells(s, t, g, row);
    }
    t->note_below = with_legend(s, footnote(s, g));
}

static void outcome_table(struct summary *s, const struct group *g)
{
    struct document *d = s->document;
    struct document_table *t = begin_table(s, g, 1);
    table_line_begin(d, t, true);
    table_line_span(d, t, g->indicators[0].group_label, 1, 2, true);
    table_line_span(d, t, summary_word(s, "summary.outcome"), g->n_years, 1,
                    true);
    table_line_begin(d, t, true);
    year_heads(s, t, g);
    for (size_t i = 0; i < g->n; i++) {
        table_line_begin(d, t, false);
        table_line_span(d, t, g->indicators[i].label, 1, 1, true);
        year_cells(s, t, g, &g->indicators[i]);
    }
    t->note_above = with_legend(s, footnote(s, g));
}

/* No target, no unit, no footnote. */
static void plain_table(struct summary *s, const struct group *g)
{
    struct document *d = s->document;
    struct document_table *t = begin_table(s, g, 1);
    table_line_begin(d, t, true);
    table_line_cell(d, t, "");
    year_heads(s, t, g);
    for (size_t i = 0; i < g->n; i++) {
        table_line_begin(d, t, false);
        table_line_span(d, t, g->indicators[i].label, 1, 1, true);
        year_cells(s, t, g, &g->indicators[i]);
    }
}

static void printed_tables(struct summary *s)
{
    for (size_t i = 0; i < s->n_indicators;) {
        struct group g = {.indicators = &s->indicators[i]};
        g.n = group_length(s, i);
        g.n_years = summary_columns(s, g.indicators, g.n, g.years);
        if (is_outcome(&g))
            outcome_table(s, &g);
        else if (text_equal(g.indicators[0].kind, "output"))
            output_table(s, &g);
        else
            plain_table(s, &g);
        i += g.n;
    }
}

/* --- what the program adds --------------------------------------------- */

/* ※ beside a figure that touches a year of fewer than 12 months. */
static const char *marked(const struct summary *s, const char *figure,
                          bool touches_partial)
{
    if (figure[0] == '\0')
        return "-";
    if (!touches_partial || text_equal(figure, "-"))
        return figure;
    return arena_format(s->arena, "%s※", figure);
}

static void computed_cells(struct summary *s, struct document_table *t,
                           const struct summary_indicator *i, int year)
{
    struct document *d = s->document;
    const struct summary_cell *c = summary_cell_of(s, i, year);
    const struct summary_cell *before = summary_cell_of(s, i, year - 1);
    bool is_partial = c->is_partial;
    bool touches = is_partial || (before != NULL && before->is_partial);
    const char *change = c->yoy_diff;
    if (text_equal(i->unit, "%"))
        change = c->yoy_points;
    table_line_cell(d, t, summary_short_year(s, year));
    table_line_cell(d, t, marked(s, c->rate, is_partial));
    table_line_cell(d, t, c->months[0] == '\0' ? "-" : c->months);
    table_line_cell(d, t, marked(s, c->per_month, is_partial));
    table_line_cell(d, t, marked(s, change, touches));
    table_line_cell(d, t, marked(s, c->yoy_pct, touches));
    table_line_cell(d, t, marked(s, c->yoy_pct_per_month, touches));
}

/* One line per year with an actual; the indicator's name spans them. */
static void computed_lines(struct summary *s, struct document_table *t,
                           const struct summary_indicator *i)
{
    int years[SUMMARY_MOST_YEARS];
    size_t n_known = 0, n = summary_columns(s, i, 1, years);
    for (size_t y = 0; y < n; y++)
        if (summary_cell_of(s, i, years[y])->is_known)
            years[n_known++] = years[y];
    for (size_t y = 0; y < n_known; y++) {
        table_line_begin(s->document, t, false);
        if (y == 0)
            table_line_span(s->document, t, summary_full_label(s, i), 1,
                            n_known, true);
        computed_cells(s, t, i, years[y]);
    }
}

static void computed_table(struct summary *s)
{
    static const enum align aligns[] = {ALIGN_LEFT,  ALIGN_CENTRE, ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_RIGHT,  ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_RIGHT};
    static const char *const heads[] = {
        "summary.item",       "summary.year",
        "summary.rate",       "summary.months",
        "summary.per_month",  "summary.change",
        "summary.change_pct", "summary.change_pct_month"};
    struct document *d = s->document;
    struct document_table *t = document_table(
        d, summary_word(s, "summary.computed_caption"), 8, aligns);
    table_line_begin(d, t, true);
    for (size_t i = 0; i < 8; i++)
        table_line_cell(d, t, summary_word(s, heads[i]));
    for (size_t i = 0; i < s->n_indicators; i++)
        computed_lines(s, t, &s->indicators[i]);
    t->note_below = summary_word(s, "summary.computed_note");
}

static void definitions(struct summary *s)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_LEFT, ALIGN_CENTRE,
                                        ALIGN_LEFT};
    struct document *d = s->document;
    struct document_table *t =
        document_table(d, summary_word(s, "summary.definitions"), 4, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, summary_word(s, "summary.number"));
    table_line_cell(d, t, summary_word(s, "summary.item"));
    table_line_cell(d, t, summary_word(s, "summary.unit"));
    table_line_cell(d, t, summary_word(s, "summary.comparison"));
    for (size_t i = 0; i < s->n_indicators; i++) {
        const struct summary_indicator *row = &s->indicators[i];
        const char *rule = "summary.no_target";
        if (text_equal(row->comparison, ">="))
            rule = "summary.at_least";
        else if (text_equal(row->comparison, "<="))
            rule = "summary.at_most";
        else if (text_equal(row->comparison, "="))
            rule = "summary.exactly";
        table_line_begin(d, t, false);
        table_line_span(d, t, row->id, 1, 1, true);
        table_line_cell(d, t, row->label);
        table_line_cell(d, t, row->unit);
        table_line_cell(d, t, summary_word(s, rule));
    }
}

static void revisions(struct summary *s)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT,
                                        ALIGN_RIGHT};
    struct document *d = s->document;
    if (s->n_revisions == 0) {
        document_paragraph(d, summary_word(s, "summary.no_revision"));
        return;
    }
    struct document_table *t = document_table(
        d, summary_word(s, "summary.revisions_caption"), 4, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, summary_word(s, "summary.item"));
    table_line_cell(d, t, summary_word(s, "summary.year"));
    table_line_cell(d, t, summary_word(s, "summary.before"));
    table_line_cell(d, t, summary_word(s, "summary.after"));
    for (size_t i = 0; i < s->n_revisions; i++) {
        const struct summary_revision *r = &s->revisions[i];
        table_line_begin(d, t, false);
        table_line_span(d, t,
                        summary_full_label(s, &s->indicators[r->indicator]), 1,
                        1, true);
        table_line_cell(d, t, summary_short_year(s, r->fiscal_year));
        table_line_cell(d, t,
                        arena_format(s->arena, "%s (%s)", r->target_before,
                                     r->date_before));
        table_line_cell(
            d, t,
            arena_format(s->arena, "%s (%s)", r->target_after, r->date_after));
    }
}

static void notes(struct summary *s)
{
    const char *items[8];
    size_t n = 0;
    items[n++] =
        arena_format(s->arena, "%s%s", summary_word(s, "summary.note_as_of"),
                     summary_day(s, s->context->as_of));
    items[n++] = summary_word(s, "summary.note_signs");
    items[n++] = summary_word(s, "summary.note_rounding");
    items[n++] = summary_word(s, "summary.note_official");
    items[n++] = summary_word(s, "summary.note_inherited");
    if (s->n_steps > 0)
        items[n++] = summary_word(s, "summary.note_protection");
    document_bullets(s->document, items, n);
}

void summary_annex(struct summary *s)
{
    struct document *d = s->document;
    document_page_break(d);
    document_heading(d, 2, summary_word(s, "summary.annex_tables"));
    printed_tables(s);
    document_heading(d, 2, summary_word(s, "summary.annex_computed"));
    computed_table(s);
    document_heading(d, 2, summary_word(s, "summary.annex_revisions"));
    revisions(s);
    document_heading(d, 2, summary_word(s, "summary.annex_definitions"));
    definitions(s);
    document_heading(d, 2, summary_word(s, "summary.annex_notes"));
    notes(s);
}

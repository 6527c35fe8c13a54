/* summary_book: the same figures as a workbook, one datum a cell, Western
 * years beside era years, no merged cells. */
#include "pipeline/summary.h"

#include "base/number_text.h"
#include "report/workbook.h"
#include <string.h>

/* A number as a number; what is unknown stays empty, never 0. */
static void number_cell(struct workbook *w, const char *value)
{
    double number = 0;
    const char *point = strchr(value, '.');
    if (number_parse(value, &number))
        workbook_number(w, number,
                        point == NULL                ? 0
                        : (int)strlen(point + 1) > 2 ? 2
                                                     : (int)strlen(point + 1));
    else
        workbook_empty(w);
}

static void heads(const struct summary *s, struct workbook *w,
                  const char *const *names, size_t n)
{
    const char *words[16];
    for (size_t i = 0; i < n; i++)
        words[i] = summary_word(s, names[i]);
    workbook_header(w, words, n);
}

static void indicator_row(const struct summary *s, struct workbook *w,
                          const struct summary_indicator *i, int year)
{
    const struct summary_cell *c = summary_cell_of(s, i, year);
    workbook_text(w, i->section_title);
    workbook_text(w, i->group_label);
    workbook_text(w, i->id);
    workbook_text(w, i->label);
    workbook_text(w, i->unit);
    workbook_text(w, summary_short_year(s, year));
    workbook_ordinal(w, year);
    number_cell(w, c->actual_value);
    number_cell(w, c->target_value);
    workbook_text(w, c->target_vintage);
    number_cell(w, c->is_known ? c->months : "");
    number_cell(w, c->rate);
    workbook_text(w, summary_state(s, year, c));
    workbook_text(w, summary_printed(s, c));
    workbook_end_row(w);
}

static void indicator_sheet(const struct summary *s, struct workbook *w)
{
    static const char *const names[] = {
        "summary.section", "summary.measures", "summary.number",
        "summary.item",    "summary.unit",     "summary.year",
        "summary.western", "summary.actual",   "summary.target",
        "summary.dated",   "summary.months",   "summary.rate",
        "summary.state",   "summary.printed"};
    workbook_sheet(w, summary_word(s, "summary.annex_tables"),
                   s->document->title, s->document->foot);
    heads(s, w, names, sizeof names / sizeof *names);
    for (size_t i = 0; i < s->n_indicators; i++)
        for (size_t y = 0; y < s->n_years; y++) {
            int year = s->first_year + (int)y;
            const struct summary_cell *c =
                summary_cell_of(s, &s->indicators[i], year);
            if (c->is_known || c->target_value[0] != '\0')
                indicator_row(s, w, &s->indicators[i], year);
        }
}

static void revision_sheet(const struct summary *s, struct workbook *w)
{
    static const char *const names[] = {
        "summary.number", "summary.item",  "summary.year", "summary.dated",
        "summary.before", "summary.dated", "summary.after"};
    workbook_sheet(w, summary_word(s, "summary.annex_revisions"), "", "");
    heads(s, w, names, sizeof names / sizeof *names);
    for (size_t k = 0; k < s->n_revisions; k++) {
        const struct summary_revision *r = &s->revisions[k];
        workbook_text(w, s->indicators[r->indicator].id);
        workbook_text(w, s->indicators[r->indicator].label);
        workbook_text(w, summary_short_year(s, r->fiscal_year));
        workbook_text(w, r->date_before);
        number_cell(w, r->target_before);
        workbook_text(w, r->date_after);
        number_cell(w, r->target_after);
        workbook_end_row(w);
    }
}

/* A count, or the x of a withheld one. */
static void people_cell(struct workbook *w, const char *printed)
{
    int64_t n = 0;
    if (number_parse_integer(printed, &n))
        workbook_integer(w, n);
    else
        workbook_text(w, printed);
}

static void flow_sheet(const struct summary *s, struct workbook *w)
{
    static const char *const names[] = {"report.step", "report.people"};
    if (s->n_steps == 0)
        return;
    workbook_sheet(w, summary_word(s, "summary.flow_title"), "", "");
    heads(s, w, names, 2);
    for (size_t i = 0; i < s->n_steps; i++) {
        workbook_text(w, summary_step_name(s, s->steps[i].step));
        people_cell(w, s->steps[i].printed);
        workbook_end_row(w);
    }
}

static void who_sheets(const struct summary *s, struct workbook *w)
{
    for (size_t t = 0; t < s->n_whos; t++) {
        const struct summary_who *who = &s->whos[t];
        const char *names[3] = {summary_word(s, "summary.activity"),
                                summary_word(s, "summary.group"),
                                summary_word(s, "report.people")};
        workbook_sheet(w, who->title, "", "");
        workbook_header(w, names, 3);
        for (size_t i = 0; i < who->n_rows * who->n_columns; i++) {
            workbook_text(w, who->rows[i / who->n_columns]);
            workbook_text(w, who->columns[i % who->n_columns]);
            people_cell(w, who->cells[i]);
            workbook_end_row(w);
        }
    }
}

enum status summary_book(const struct summary *s, const char *path)
{
    struct workbook *w = NULL;
    enum status st = workbook_open(s->arena, path, s->document->title,
                                   s->context->as_of, &w);
    if (st != STATUS_OK)
        return st;
    indicator_sheet(s, w);
    revision_sheet(s, w);
    flow_sheet(s, w);
    who_sheets(s, w);
    return workbook_keep(w);
}

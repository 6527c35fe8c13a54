/* stage8_summary: what does the council read once a year?
 *
 * In    indicator_cell, book_indicators, now_indicator_actual,
 *       now_indicator_target, as known as of the run
 *       release_cell, the protected counts of people; no other count
 * Out   summary/summary.html, summary.pdf, summary.xlsx in the run's folder
 *
 * Always true afterwards
 *       every number of a sentence stands in a table of the same document
 *       every number of people is one that was released
 *
 * Not done here: reasons. 【評価】 and 【取組】 are ruled lines for staff. */
#include "pipeline/summary.h"

#include "base/number_text.h"
#include "base/output_file.h"
#include "base/text.h"
#include "report/html.h"
#include "report/pdf.h"
#include <string.h>

static const char *const reads[] = {
    "indicator_cell",       "book_indicators",
    "now_indicator_actual", "now_indicator_target",
    "release_cell",         "wanted_table",
    "variable_level",       NULL};
static const char *const writes[] = {NULL};

enum { MOST_KEY_POINTS = 6, RULED_LINES = 6, FEWER_RULED_LINES = 4 };

/* --- page 1: where the outcomes stand ---------------------------------- */

static bool is_outcome(const struct summary_indicator *i)
{
    return text_equal(i->kind, "outcome");
}

static const char *subject_of(const struct summary *s,
                              const struct summary_indicator *i)
{
    return arena_format(s->arena,
                        s->document->language == LANGUAGE_EN ? "%s" : "「%s」",
                        i->short_label);
}

struct tally {
    size_t n_met, n_missed;
};

static struct tally count_marks(const struct summary *s)
{
    struct tally tally = {0, 0};
    for (size_t i = 0; i < s->n_indicators; i++) {
        const struct summary_cell *c =
            summary_cell_of(s, &s->indicators[i], s->context->report_year);
        if (c == NULL || !is_outcome(&s->indicators[i]))
            continue;
        tally.n_met += text_equal(c->met, "達成");
        tally.n_missed += text_equal(c->met, "未達成");
    }
    return tally;
}

static const char *opening(const struct summary *s, const struct tally *tally)
{
    int report_year = s->context->report_year;
    const char *year = summary_year(s, report_year);
    size_t n = tally->n_met + tally->n_missed;
    if (s->document->language == LANGUAGE_EN)
        return n == 0
                   ? arena_format(s->arena,
                                  "The outcomes of %s are not known yet", year)
                   : arena_format(s->arena,
                                  "In %s, %zu of %zu outcome indicators "
                                  "reached their target",
                                  year, tally->n_met, n);
    if (n == 0)
        return arena_format(s->arena,
                            "%sの成果指標の実績は、まだ分かりません。", year);
    return arena_format(
        s->arena, "%sは、成果指標%zu項目のうち%zu項目が目標を達成しました。",
        year, n, tally->n_met);
}

/* The missed ones first: a council must not have to search for them. */
static size_t add_sentences(const struct summary *s, const char **points,
                            size_t n, const char *mark)
{
    for (size_t i = 0; i < s->n_indicators && n < MOST_KEY_POINTS - 1; i++) {
        const struct summary_indicator *row = &s->indicators[i];
        const struct summary_cell *c =
            summary_cell_of(s, row, s->context->report_year);
        if (c == NULL || !is_outcome(row) || !text_equal(c->met, mark))
            continue;
        const char *sentence = summary_sentence(s, subject_of(s, row), row, c);
        if (summary_is_short(sentence))
            points[n++] = sentence;
    }
    return n;
}

static void key_points(struct summary *s)
{
    const char *points[MOST_KEY_POINTS];
    struct tally tally = count_marks(s);
    size_t n = 0;
    points[n++] = opening(s, &tally);
    n = add_sentences(s, points, n, "未達成");
    n = add_sentences(s, points, n, "達成");
    points[n++] = summary_word(s, "summary.no_cause");
    document_key_points(s->document, points, n);
}

static const char *partial_mark(const struct summary *s, const char *printed,
                                const struct summary_cell *c)
{
    if (c == NULL || !c->is_known || !c->is_partial)
        return printed;
    return arena_format(s->arena, "%s※", printed);
}

static void status_line(struct summary *s, struct document_table *t,
                        const struct summary_indicator *i)
{
    struct document *d = s->document;
    int year = s->context->report_year;
    const struct summary_cell *c = summary_cell_of(s, i, year);
    const struct summary_cell *before = summary_cell_of(s, i, year - 1);
    const char *rate = c == NULL || c->rate[0] == '\0' ? "-" : c->rate;
    table_line_begin(d, t, false);
    table_line_span(d, t, i->label, 1, 1, true);
    table_line_cell(d, t, partial_mark(s, summary_printed(s, before), before));
    table_line_cell(d, t, partial_mark(s, summary_printed(s, c), c));
    table_line_cell(d, t,
                    text_equal(rate, "-") ? rate : partial_mark(s, rate, c));
    table_line_cell(d, t, summary_state(s, year, c));
}

static const char *status_note(const struct summary *s,
                               const struct tally *tally)
{
    int years[] = {s->context->report_year - 1, s->context->report_year};
    const char *note =
        summary_footnote(s, s->indicators, s->n_indicators, years, 2);
    note = arena_format(s->arena, "%s%s%s", note, note[0] == '\0' ? "" : "\n",
                        summary_word(s, "summary.in_brackets"));
    if (tally->n_met + tally->n_missed == 0)
        return note;
    return arena_format(s->arena, "%s\n%s %zu, %s %zu", note,
                        summary_word(s, "summary.state_met"), tally->n_met,
                        summary_word(s, "summary.state_missed"),
                        tally->n_missed);
}

static void status_page(struct summary *s)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_CENTRE};
    struct document *d = s->document;
    int year = s->context->report_year;
    struct tally tally = count_marks(s);
    document_heading(d, 2, summary_word(s, "summary.status_heading"));
    struct document_table *t =
        document_table(d,
                       arena_format(s->arena, "%s %s", summary_year(s, year),
                                    summary_word(s, "summary.status_caption")),
                       5, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, summary_word(s, "summary.outcomes"));
    table_line_cell(d, t, summary_short_year(s, year - 1));
    table_line_cell(d, t, summary_short_year(s, year));
    table_line_cell(d, t, summary_word(s, "summary.rate"));
    table_line_cell(d, t, summary_word(s, "summary.state"));
    for (size_t i = 0; i < s->n_indicators; i++)
        if (is_outcome(&s->indicators[i]))
            status_line(s, t, &s->indicators[i]);
    t->note_below = status_note(s, &tally);
}

/* --- page 2: from seminar to activity ---------------------------------- */

static bool is_withheld(const struct summary_step *step)
{
    return text_equal(step->printed, "x");
}

static size_t count_withheld(const struct summary *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_steps; i++)
        n += is_withheld(&s->steps[i]);
    return n;
}

static void flow_figure(struct summary *s)
{
    struct flow_step *steps =
        arena_take_array(s->arena, s->n_steps, sizeof *steps);
    const char *description = "";
    for (size_t i = 0; i < s->n_steps; i++) {
        steps[i].label = summary_step_name(s, s->steps[i].step);
        steps[i].printed = summary_people(s, &s->steps[i]);
        steps[i].note = is_withheld(&s->steps[i])
                            ? summary_word(s, "summary.withheld")
                            : "";
        description =
            arena_format(s->arena, "%s%s%s %s", description, i == 0 ? "" : ", ",
                         steps[i].label, steps[i].printed);
    }
    const struct document_flow flow = {
        .title = arena_format(s->arena, "%s %s",
                              summary_year(s, s->context->report_year),
                              summary_word(s, "summary.flow_caption")),
        .description = description,
        .n_steps = s->n_steps,
        .steps = steps};
    document_flow(s->document, &flow);
}

/* A picture of nothing but x says less than a sentence. */
static void flow_page(struct summary *s)
{
    struct document *d = s->document;
    size_t n_withheld = count_withheld(s);
    if (s->n_steps == 0)
        return;
    if (n_withheld < s->n_steps)
        document_page_break(d);
    document_heading(d, 2, summary_word(s, "summary.flow_title"));
    if (n_withheld == s->n_steps) {
        document_paragraph(d, summary_word(s, "summary.flow_withheld"));
        return;
    }
    flow_figure(s);
    document_note(d, summary_word(s, "summary.flow_note"));
    if (n_withheld > 0)
        document_note(d, summary_word(s, "summary.note_protection"));
}

/* --- page 3: one chart per indicator ----------------------------------- */

static double number_of(const char *value)
{
    double number = 0;
    return number_parse(value, &number) ? number : 0;
}

static struct chart_bar bar_of(const struct summary *s,
                               const struct summary_indicator *i, int year)
{
    const struct summary_cell *c = summary_cell_of(s, i, year);
    struct chart_bar bar = {.label = summary_short_year(s, year),
                            .printed = c->actual,
                            .is_known = c->is_known,
                            .value = number_of(c->actual_value),
                            .has_target = c->target_value[0] != '\0',
                            .target = number_of(c->target_value),
                            .target_printed = c->target_value,
                            .is_partial = c->is_known && c->is_partial,
                            .partial_note = ""};
    if (bar.is_partial)
        bar.partial_note = arena_format(
            s->arena,
            s->document->language == LANGUAGE_EN ? "%s months" : "%sか月",
            c->months);
    return bar;
}

/* The newest year with an actual is the chart's message. */
static const char *chart_message(const struct summary *s,
                                 const struct summary_indicator *i,
                                 const int *years, size_t n)
{
    for (size_t y = n; y > 0; y--) {
        const struct summary_cell *c = summary_cell_of(s, i, years[y - 1]);
        if (!c->is_known || years[y - 1] > s->context->report_year)
            continue;
        return summary_sentence(s, summary_short_year(s, years[y - 1]), i, c);
    }
    return summary_word(s, "summary.no_actual");
}

static void indicator_chart(struct summary *s,
                            const struct summary_indicator *i)
{
    int years[SUMMARY_MOST_YEARS];
    struct chart_bar bars[SUMMARY_MOST_YEARS];
    size_t n = summary_columns(s, i, 1, years);
    const char *description = i->label;
    for (size_t y = 0; y < n; y++) {
        bars[y] = bar_of(s, i, years[y]);
        description =
            arena_format(s->arena, "%s、%s %s", description, bars[y].label,
                         summary_printed(s, summary_cell_of(s, i, years[y])));
    }
    const struct document_chart chart = {
        .title = chart_message(s, i, years, n),
        .subtitle = arena_format(s->arena, "%s %s", i->label,
                                 summary_word(s, "summary.by_year")),
        .description = description,
        .unit = i->unit,
        .n_bars = n,
        .bars = bars};
    document_chart(s->document, &chart);
}

static void chart_page(struct summary *s)
{
    struct document *d = s->document;
    document_page_break(d);
    document_heading(d, 2, summary_word(s, "summary.charts_heading"));
    for (size_t i = 0; i < s->n_indicators; i++)
        if (s->indicators[i].has_chart)
            indicator_chart(s, &s->indicators[i]);
    document_note(d, summary_word(s, "summary.charts_note"));
}

/* --- page 4: who, what can't be concluded, and room for staff ---------- */

static void who_table(struct summary *s, const struct summary_who *who)
{
    struct document *d = s->document;
    enum align *aligns =
        arena_take_array(s->arena, who->n_columns + 1, sizeof *aligns);
    for (size_t i = 0; i <= who->n_columns; i++)
        aligns[i] = i == 0 ? ALIGN_LEFT : ALIGN_RIGHT;
    struct document_table *t =
        document_table(d, who->title, who->n_columns + 1, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, summary_word(s, "summary.activity"));
    for (size_t i = 0; i < who->n_columns; i++)
        table_line_cell(d, t, who->columns[i]);
    for (size_t row = 0; row < who->n_rows; row++) {
        table_line_begin(d, t, false);
        table_line_span(d, t, who->rows[row], 1, 1, true);
        for (size_t i = 0; i < who->n_columns; i++)
            table_line_cell(d, t, who->cells[row * who->n_columns + i]);
    }
}

/* A study without people says nothing about them. */
static bool has_who_page(const struct summary *s)
{
    return s->n_whos > 0 || s->n_steps > 0;
}

static void who_page(struct summary *s)
{
    struct document *d = s->document;
    if (!has_who_page(s))
        return;
    document_page_break(d);
    document_heading(d, 2, summary_word(s, "summary.who_heading"));
    if (s->n_whos == 0) {
        document_paragraph(d, summary_word(s, "summary.who_withheld"));
        return;
    }
    for (size_t i = 0; i < s->n_whos; i++)
        who_table(s, &s->whos[i]);
    document_note(d, summary_word(s, "summary.note_protection"));
}

static void reading_page(struct summary *s)
{
    struct document *d = s->document;
    const char *items[4];
    size_t n = 0;
    /* Below a table of activities the page has less room. */
    int n_lines = s->n_whos > 0 ? FEWER_RULED_LINES : RULED_LINES;
    if (!has_who_page(s))
        document_page_break(d);
    document_heading(d, 2, summary_word(s, "summary.limits_heading"));
    items[n++] = summary_word(s, "summary.limit_cause");
    items[n++] = summary_word(s, "summary.limit_target");
    items[n++] = summary_word(s, "summary.limit_partial");
    if (s->n_steps > 0)
        items[n++] = summary_word(s, "summary.limit_people");
    document_bullets(d, items, n);
    document_heading(d, 2, summary_word(s, "summary.evaluation"));
    document_ruled_lines(d, n_lines);
    int next = s->context->report_year + 1;
    document_heading(
        d, 2,
        d->language == LANGUAGE_EN
            ? arena_format(s->arena, "Work of %s", summary_year(s, next))
            : arena_format(s->arena, "【%sの取組】", summary_year(s, next)));
    document_ruled_lines(d, n_lines);
}

/* --- the document ------------------------------------------------------ */

static void build(struct summary *s)
{
    const struct stage_context *c = s->context;
    document_heading(s->document, 1,
                     arena_format(s->arena, "%s\n%s %s", c->settings->name,
                                  summary_year(s, c->report_year),
                                  summary_word(s, "summary.title")));
    key_points(s);
    status_page(s);
    flow_page(s);
    chart_page(s);
    who_page(s);
    reading_page(s);
    summary_annex(s);
}

static struct document *new_document(struct summary *s)
{
    const struct stage_context *c = s->context;
    s->document = document_new(s->arena, "", c->settings->language, c->as_of);
    s->document->title = arena_format(s->arena, "%s %s %s", c->settings->name,
                                      summary_year(s, c->report_year),
                                      summary_word(s, "summary.title"));
    s->document->subject = c->settings->municipality_name;
    const char *day = summary_day(s, c->as_of);
    s->document->foot = arena_format(
        s->arena,
        s->document->language == LANGUAGE_EN ? "%s, as of %s" : "%s ・ %s時点",
        c->settings->municipality_name, day);
    return s->document;
}

static enum status write_files(const struct summary *s)
{
    const char *folder =
        arena_format(s->arena, "%s/summary", s->context->output);
    enum status st = folder_make(folder, 0755);
    if (st == STATUS_OK)
        st = html_write(s->document,
                        arena_format(s->arena, "%s/summary.html", folder));
    if (st == STATUS_OK)
        st = pdf_write(s->document,
                       arena_format(s->arena, "%s/summary.pdf", folder));
    if (st == STATUS_OK)
        st = summary_book(s, arena_format(s->arena, "%s/summary.xlsx", folder));
    return st;
}

static enum status run_summary(struct stage_context *c)
{
    struct summary s = {.arena = c->arena, .context = c};
    new_document(&s);
    enum status st = summary_read(&s);
    if (st != STATUS_OK)
        return st;
    build(&s);
    c->n_in = s.n_indicators;
    c->n_out = s.document->n_blocks;
    return write_files(&s);
}

const struct stage stage8_summary = {
    .name = "summary",
    .purpose = "write the council's yearly summary",
    .reads = reads,
    .writes = writes,
    .run = run_summary,
};

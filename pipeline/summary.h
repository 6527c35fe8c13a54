/* summary: what the yearly summary knows, and its parts.
 *
 * summary_data.c reads it from the research database, summary_words.c makes
 * its sentences, summary_annex.c the councils' tables, summary_book.c the
 * workbook; stage8_summary.c puts them in order. Shared by these files only. */
#ifndef AYUMI_PIPELINE_SUMMARY_H
#define AYUMI_PIPELINE_SUMMARY_H

#include "pipeline/stage.h"
#include "report/document.h"

/* More columns do not fit on A4. */
enum { SUMMARY_MOST_YEARS = 8, SUMMARY_LONGEST_SENTENCE = 60 };

/* One indicator in one fiscal year, as known as of the run. */
struct summary_cell {
    const char *actual, *actual_value; /* printed "1,516"; "-" when unknown */
    const char *target, *target_value; /* "" when there is none */
    const char *target_vintage;        /* ISO date of its document */
    const char *rate, *met, *months, *per_month;
    const char *yoy_diff, *yoy_pct, *yoy_pct_per_month, *yoy_points;
    struct date start, end; /* counted from … to; year 0 = not known */
    bool is_known;          /* the actual */
    bool is_partial;        /* counted over fewer than 12 months */
};

struct summary_indicator {
    const char *municipality, *id, *section, *section_title, *group_label;
    const char *label, *unit, *kind, *comparison;
    const char *short_label; /* without the unit in brackets */
    bool has_chart, has_footnote;
    struct summary_cell *cells; /* one per year of the summary */
};

struct summary_revision {
    size_t indicator;
    int fiscal_year;
    const char *date_before, *target_before, *date_after, *target_after;
};

/* As may be printed: a number, or x. */
struct summary_step {
    const char *step, *printed;
};

/* A protected table of people: rows are kinds of activity, columns groups,
 * so that it fits on A4 portrait. cells: n_rows x n_columns, row-major. */
struct summary_who {
    const char *title;
    size_t n_rows, n_columns;
    const char **rows, **columns; /* labels */
    const char **cells;
};

struct summary {
    struct arena *arena;
    const struct stage_context *context;
    struct document *document;
    size_t n_indicators;
    struct summary_indicator *indicators;
    int first_year; /* fiscal years first_year … first_year + n_years - 1 */
    size_t n_years;
    size_t n_revisions, revisions_capacity;
    struct summary_revision *revisions;
    size_t n_steps, steps_capacity;
    struct summary_step *steps;
    size_t n_whos, whos_capacity;
    struct summary_who *whos;
};

/* summary_data.c */
MUST_CHECK enum status summary_read(struct summary *s);
/* NULL when the year lies outside the summary. */
const struct summary_cell *summary_cell_of(const struct summary *s,
                                           const struct summary_indicator *i,
                                           int fiscal_year);
/* The newest years in which one of n indicators has a target or an actual;
 * oldest first, at most settings.summary_years. */
size_t summary_columns(const struct summary *s,
                       const struct summary_indicator *indicators, size_t n,
                       int *years);

/* summary_words.c: in the language of the document. */
const char *summary_word(const struct summary *s, const char *name);
const char *summary_year(const struct summary *s, int fiscal_year);
const char *summary_short_year(const struct summary *s, int fiscal_year);
const char *summary_day(const struct summary *s, struct date d);
/* "8月～3月末" */
const char *summary_period(const struct summary *s,
                           const struct summary_cell *c);
/* "1,516 (900)", "- (280)", "14,481" */
const char *summary_printed(const struct summary *s,
                            const struct summary_cell *c);
/* "592人で、目標280人を達成しました。" with a subject before it. */
const char *summary_sentence(const struct summary *s, const char *subject,
                             const struct summary_indicator *i,
                             const struct summary_cell *c);
/* "※R4は8月～3月末実績" of n indicators; "" when no year is partial. */
const char *summary_footnote(const struct summary *s,
                             const struct summary_indicator *indicators,
                             size_t n, const int *years, size_t n_years);
/* 達成, 未達成, 年度途中, 評価不可, each with its shape. */
const char *summary_state(const struct summary *s, int fiscal_year,
                          const struct summary_cell *c);
const char *summary_step_name(const struct summary *s, const char *step);
const char *summary_people(const struct summary *s,
                           const struct summary_step *step);
/* "I 支援企業（社）" */
const char *summary_full_label(const struct summary *s,
                               const struct summary_indicator *i);
/* 60 characters: a sentence that is longer is not printed. */
bool summary_is_short(const char *sentence);

/* summary_annex.c */
void summary_annex(struct summary *s);

/* summary_book.c */
MUST_CHECK enum status summary_book(const struct summary *s, const char *path);

#endif

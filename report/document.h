/* document: what a printed report says, before it becomes HTML or PDF.
 *
 * Built once, written twice (html_write, pdf_write), so that both carry the
 * same content in the same order. All text is UTF-8, plain, never markup.
 * Everything lives in the arena given to document_new. Strings are copied. */
#ifndef AYUMI_REPORT_DOCUMENT_H
#define AYUMI_REPORT_DOCUMENT_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/messages.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>

enum block_kind {
    BLOCK_HEADING, /* level 1 (one per document), 2 or 3 */
    BLOCK_PARAGRAPH,
    BLOCK_BULLETS,
    BLOCK_KEY_POINTS, /* headline sentences in a tinted box */
    BLOCK_NOTE,       /* small print: ※ … */
    BLOCK_TABLE,
    BLOCK_BAR_CHART,
    BLOCK_FLOW,
    BLOCK_RULED_LINES, /* empty lines for handwriting */
    BLOCK_PAGE_BREAK
};

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

struct table_cell {
    const char *text;
    size_t column_span, row_span; /* at least 1 */
    bool is_header;               /* th with scope */
};

struct table_line {
    size_t n_cells;
    struct table_cell *cells; /* cells covered by a span above are absent */
};

struct document_table {
    const char *caption;
    size_t n_columns;
    enum align *aligns;
    double *widths; /* relative; NULL = by content */
    bool is_fixed;  /* html: widths hold, and a long number is broken */
    size_t n_header_lines;
    size_t n_lines; /* header lines first */
    struct table_line *lines;
    const char *note_above, *note_below; /* "" when none */
};

struct chart_bar {
    const char *label;   /* "R5" */
    const char *printed; /* "592" or "-": direct label */
    bool is_known;
    double value;
    bool has_target;
    double target;
    const char *target_printed;
    bool is_partial;          /* part of a year: hatched, and said in words */
    const char *partial_note; /* "8か月" */
};

/* Bars from zero, target as a thick black line over its bar, direct labels. */
struct document_chart {
    const char *title;       /* the message of the chart, one sentence */
    const char *subtitle;    /* indicator, unit, period */
    const char *description; /* for readers who can't see it */
    const char *unit;
    size_t n_bars;
    struct chart_bar *bars;
};

struct flow_step {
    const char *label;   /* "セミナー参加" */
    const char *printed; /* "148人", "x" */
    const char *note;    /* "うち同意なし 31人" or "" */
};

struct document_flow {
    const char *title;
    const char *description;
    size_t n_steps;
    struct flow_step *steps; /* drawn left to right or downwards, with arrows */
};

struct block {
    enum block_kind kind;
    int level;        /* BLOCK_HEADING; BLOCK_RULED_LINES: number */
    const char *text; /* heading, paragraph, note */
    size_t n_items;   /* bullets, key points */
    const char **items;
    struct document_table *table;
    struct document_chart *chart;
    struct document_flow *flow;
};

struct document {
    struct arena *arena;
    const char *title;   /* document title and running head */
    const char *subject; /* PDF metadata; "" when none */
    enum language language;
    struct date dated; /* as-of date: PDF creation date, page foot */
    const char *foot;  /* page foot: "静岡市 · 2024年11月20日時点" */
    bool is_one_page;  /* html: small and close, to print on one A4 page */
    bool is_indexed;   /* html: its headings are listed in front, with links */
    size_t n_blocks, capacity;
    struct block *blocks;
};

struct document *document_new(struct arena *a, const char *title,
                              enum language lang, struct date dated) MUST_CHECK;
void document_heading(struct document *d, int level, const char *text);
void document_paragraph(struct document *d, const char *text);
void document_note(struct document *d, const char *text);
void document_bullets(struct document *d, const char *const *items, size_t n);
void document_key_points(struct document *d, const char *const *items,
                         size_t n);
void document_ruled_lines(struct document *d, int n_lines);
void document_page_break(struct document *d);
void document_chart(struct document *d, const struct document_chart *chart);
void document_flow(struct document *d, const struct document_flow *flow);

/* A table is filled line by line; header lines first. */
struct document_table *document_table(struct document *d, const char *caption,
                                      size_t n_columns,
                                      const enum align *aligns) MUST_CHECK;
void table_line_begin(struct document *d, struct document_table *t,
                      bool is_header_line);
void table_line_cell(struct document *d, struct document_table *t,
                     const char *text);
/* header: th even in a body line (row header). */
void table_line_span(struct document *d, struct document_table *t,
                     const char *text, size_t column_span, size_t row_span,
                     bool is_header);

/* A word of base/messages.h in the document's language, which need not be
 * the language of the process: "report.target" → 目標. */
const char *document_word(const struct document *d, const char *name);

#endif

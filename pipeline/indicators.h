/* indicators: the councils' figures with their targets, and what follows
 * from them, by year and as known on a day.
 *
 * Targets are re-issued and actuals become known late, so every figure has
 * the date of its document. The one in force on a day is that of the newest
 * document up to that day. Figures are exact (base/decimal.h) and rounded
 * once, when printed, half away from zero.
 *
 * Not done here: adding quarters up to years, cases counted from events,
 * means over years, and the ※ of figures that touch a year of fewer than 12
 * months (see indicator_is_partial).
 *
 * Source: the printed tables of Shizuoka's reports of 2023 and 2024; the
 * cells of both are tested in tests/reference/indicator_cells.csv. */
#ifndef AYUMI_PIPELINE_INDICATORS_H
#define AYUMI_PIPELINE_INDICATORS_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/status.h"
#include "base/store.h"

/* A row of kind 21 for a whole fiscal year. */
struct indicator_target {
    const char *indicator;
    int fiscal_year;
    bool is_known;     /* false: no number printed */
    bool is_inherited; /* "in principle as in the year before" */
    struct decimal value;
    const char *comparison; /* >= = <= or "" */
    struct date document_date;
};

/* A row of kind 22. */
struct indicator_actual {
    const char *indicator;
    int fiscal_year;
    struct date start, end; /* what the figure covers, both days included */
    bool is_known;          /* false: printed as '-' */
    struct decimal value;
    struct date as_of;
};

struct indicator_book {
    const struct indicator_target *targets;
    size_t n_targets;
    const struct indicator_actual *actuals;
    size_t n_actuals;
};

/* One indicator in one fiscal year, as known on a day. */
struct indicator_year {
    int fiscal_year;
    bool has_target, is_inherited;
    struct decimal target;
    const char *comparison; /* "" when there is no target */
    struct date target_date;
    bool has_period; /* a row of kind 22 is there, its figure known or not */
    struct date start, end;
    int months; /* calendar months touched by start … end; 0 without period */
    bool has_actual;
    struct decimal actual;
    struct date actual_date;
};

/* Looks one year up. A target marked as inherited takes the number of the
 * year before, however often. Among documents of one day the longer period,
 * then the later row, decides. comparison: what the codebook says where the
 * row says nothing. */
void indicator_year_find(const struct indicator_book *book,
                         const char *indicator, int fiscal_year,
                         struct date as_of, const char *comparison,
                         struct indicator_year *out);

/* Fewer than 12 months: the footnote applies. */
bool indicator_is_partial(const struct indicator_year *y);
/* "R4は8月～3月末実績", without the mark before it; NULL unless partial. */
const char *indicator_footnote(struct arena *a, const struct indicator_year *y);

/* As it stands on paper: "1,516 (900)", "- (280)", "14,481", "-"; an
 * inherited target is "(210継)". Thousands commas in the actual only. */
char *indicator_printed(struct arena *a,
                        const struct indicator_year *y) MUST_CHECK;

enum { N_INDICATOR_MEASURES = 10 };

struct indicator_measure {
    const char *name;    /* target actual months achievement_rate_pct met_mark
                            per_month yoy_diff yoy_pct yoy_pct_per_month
                            yoy_points */
    const char *value;   /* exact, or to 17 digits where no decimal ends; ""
                            when unknown */
    const char *printed; /* "-" when unknown */
    const char *vintage; /* ISO date of the newest document used, or "" */
};

/* before: the year before. is_share: the unit is %, so that years are
 * compared in points and nothing is divided by months. */
void indicator_measures(struct arena *a, const struct indicator_year *y,
                        const struct indicator_year *before, bool is_share,
                        struct indicator_measure out[N_INDICATOR_MEASURES]);

/* Fills table indicator_cell from the views now_indicator_target and
 * now_indicator_actual and from book_indicators (empty before). municipality:
 * whose an indicator is that is not in book_indicators. */
MUST_CHECK enum status indicators_fill(struct arena *a, struct store *s,
                                       struct date as_of,
                                       const char *municipality);

#endif

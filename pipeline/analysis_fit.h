/* analysis_fit: one model as `ayumi model` was asked for it.
 *
 * Reads nothing and writes nothing: from columns and a formula to a fit with
 * names. Trouble in the data ends in fit.status, trouble in the request in
 * STATUS_USAGE with a message. */
#ifndef AYUMI_PIPELINE_ANALYSIS_FIT_H
#define AYUMI_PIPELINE_ANALYSIS_FIT_H

#include "pipeline/analysis_data.h"
#include "stats/contingency.h"
#include "stats/exact.h"
#include "stats/formula.h"
#include "stats/influence.h"
#include "stats/margins.h"
#include "stats/performance.h"
#include "stats/robust.h"

enum analysis_family {
    ANALYSIS_LOGIT,
    ANALYSIS_FIRTH,
    ANALYSIS_MULTINOMIAL,
    ANALYSIS_FIRTH_MULTINOMIAL,
    ANALYSIS_ORDINAL,
    ANALYSIS_POISSON,
    ANALYSIS_CLOGIT,
    ANALYSIS_FLAC
};

enum analysis_errors {
    ANALYSIS_MODEL_SE,
    ANALYSIS_ROBUST_SE /* of kind `robust` */
};

struct analysis_request {
    const char *formula;
    enum analysis_family family;
    const char *outcome_reference;          /* NULL */
    const char *weights, *offset, *cluster; /* column names or NULL */
    const char *strata;                     /* of CLOGIT */
    bool check;                             /* influence, calibration … */
    const struct analysis_data *profiles;   /* rows to predict, or NULL */
    const char *standardise;                /* a factor, or NULL */
    size_t n_exact;
    const char *exact[2]; /* terms for exact inference */
    enum analysis_errors errors;
    enum stats_robust robust;
    enum stats_limits limits;
    double level;
    int threads;      /* 0: the processors */
    bool spends_data; /* nobody reads the data afterwards: their memory may be
                         given back or written over */
};

struct analysis_term_test {
    const char *term;
    struct stats_test test;
};

struct analysis_effect {
    const char *outcome_level, *term;
    struct stats_margin margin;
};

struct analysis_risk {
    const char *outcome_level, *level;
    struct stats_margin margin;
    double conf_low, conf_high;
};

/* What --check adds for LOGIT and POISSON; NULL where it does not apply. */
struct analysis_check {
    struct stats_influence influence;
    double *vif;     /* per term */
    size_t n_groups; /* of the calibration curve */
    struct stats_calibration groups[10];
    struct stats_test hosmer_lemeshow;
};

struct analysis_result {
    struct stats_formula *formula;
    struct stats_frame frame;   /* rows used */
    struct stats_design design; /* its x is gone when the fit is done */
    struct stats_fit fit;
    enum stats_family family;
    size_t n_data_rows, n_incomplete;
    size_t *row;     /* frame.n_rows: index in the data; NULL: all rows */
    size_t n_levels; /* of the outcome; 0 for poisson */
    const char **levels;
    const char **term_level; /* per term: outcome level or "" */
    const char **term;       /* per term: its name */
    size_t n_columns;        /* of the design */
    size_t n_effects;
    struct analysis_effect *effects;
    size_t n_term_tests;
    struct analysis_term_test *term_tests; /* joint Wald, per formula term */
    bool has_performance;                  /* binary, without weights */
    struct stats_performance performance;
    bool has_trend_test; /* ordinal: proportional odds */
    struct stats_test proportional_odds;
    bool not_two_levels; /* logit of an outcome that has not two */
    bool is_penalised;
    bool is_conditional; /* CLOGIT: no intercept, no effects */
    const double *y;     /* numeric outcome of the rows used, or NULL */
    struct analysis_check *check; /* or NULL */
    const char *risk_variable;    /* NULL: not asked for */
    size_t n_risks;
    struct analysis_risk *risks; /* levels × categories */
    size_t n_profiles;
    struct stats_prediction *predictions; /* n_profiles × categories */
    size_t n_exact;                       /* 0: not asked for */
    const char *exact_term[2];
    enum stats_status exact_status; /* NOT_CONVERGED: too large to count */
    struct stats_exact exact;
    const char *message; /* what to do next; "" when ok */
};

/* Release with analysis_release, whatever the status. */
MUST_CHECK enum status analysis_fit(struct arena *a,
                                    const struct analysis_data *data,
                                    const struct analysis_request *request,
                                    struct analysis_result *out);
void analysis_release(struct analysis_result *r);

/* The data's row, from 0, of row i of those used. */
static inline size_t analysis_row(const struct analysis_result *r, size_t i)
{
    return r->row ? r->row[i] : i;
}

/* Words of --family: logit firth multinomial firth-multinomial ordinal
 * poisson clogit flac. */
bool analysis_family_parse(const char *word, enum analysis_family *out);

#endif

/* analysis_files: columns as DESIGN names them, 17 digits, NaN empty. */
#include "pipeline/analysis_files.h"

#include "base/csv_writer.h"
#include "base/output_file.h"
#include "stats/distribution.h"

#include <math.h>
#include <stdio.h>

typedef void writing(struct csv_writer *w, struct arena *a,
                     const struct analysis_result *r, double level);

static void write_coefficients(struct csv_writer *w, struct arena *a,
                               const struct analysis_result *r, double level)
{
    const struct stats_fit *f = &r->fit;
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"outcome_level", "term", "estimate",
                                     "std_error", "statistic", "p_value",
                                     "conf_low", "conf_high", NULL});
    for (size_t t = 0; r->term && t < f->n_terms; t++) {
        csv_text(w, r->term_level[t]);
        csv_text(w, r->term[t]);
        csv_number_full(w, f->estimate[t]);
        csv_number_full(w, f->std_error[t]);
        csv_number_full(w, f->statistic[t]);
        csv_number_full(w, f->p_value[t]);
        csv_number_full(w, f->conf_low[t]);
        csv_number_full(w, f->conf_high[t]);
        csv_end_row(w);
    }
}

static void count_or_empty(struct csv_writer *w, bool known, size_t n)
{
    if (known)
        csv_integer(w, (long long)n);
    else
        csv_empty(w);
}

static void write_fit(struct csv_writer *w, struct arena *a,
                      const struct analysis_result *r, double level)
{
    const struct stats_fit *f = &r->fit;
    double ll = f->log_likelihood, k = (double)f->n_parameters;
    bool fitted = isfinite(ll) && f->n_parameters > 0;
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"n", "n_events", "n_parameters",
                                     "log_likelihood", "null_log_likelihood",
                                     "deviance", "null_deviance", "aic", "bic",
                                     "iterations", "status", "message", NULL});
    csv_integer(w, (long long)f->n_used);
    csv_number_full(w, f->n_used > 0 ? f->n_events : NAN);
    count_or_empty(w, fitted, f->n_parameters);
    csv_number_full(w, ll);
    csv_number_full(w, f->null_log_likelihood);
    csv_number_full(w, f->deviance);
    csv_number_full(w, f->null_deviance);
    csv_number_full(w, fitted ? -2.0 * ll + 2.0 * k : NAN);
    csv_number_full(w, fitted ? -2.0 * ll + log((double)f->n_used) * k : NAN);
    count_or_empty(w, fitted, (size_t)f->iterations);
    csv_text(w, stats_status_name(f->status));
    csv_text(w, r->message);
    csv_end_row(w);
}

static const char *full_term(struct arena *a, const struct analysis_result *r,
                             size_t t)
{
    return r->family == STATS_FAMILY_MULTINOMIAL
               ? arena_format(a, "%s:%s", r->term_level[t], r->term[t])
               : r->term[t];
}

static void write_vcov(struct csv_writer *w, struct arena *a,
                       const struct analysis_result *r, double level)
{
    const struct stats_fit *f = &r->fit;
    (void)level;
    csv_text(w, "term");
    for (size_t t = 0; r->term && t < f->n_terms; t++)
        csv_text(w, full_term(a, r, t));
    csv_end_row(w);
    for (size_t t = 0; r->term && t < f->n_terms; t++) {
        csv_text(w, full_term(a, r, t));
        for (size_t u = 0; u < f->n_terms; u++)
            csv_number_full(w, f->vcov[t * f->n_terms + u]);
        csv_end_row(w);
    }
}

static void write_predictions(struct csv_writer *w, struct arena *a,
                              const struct analysis_result *r, double level)
{
    const struct stats_fit *f = &r->fit;
    bool poisson = r->family == STATS_FAMILY_POISSON;
    (void)a;
    (void)level;
    csv_row(w,
            (const char *const[]){"row", "outcome_level",
                                  poisson ? "expected" : "probability", NULL});
    for (size_t i = 0; f->fitted && i < f->n_rows; i++)
        for (size_t k = 0; k < f->n_fitted; k++) {
            if (isnan(f->fitted[i * f->n_fitted + k]))
                continue;
            csv_integer(w, (long long)analysis_row(r, i) + 1);
            csv_text(w, poisson            ? ""
                        : f->n_fitted == 1 ? r->levels[1]
                                           : r->levels[k]);
            csv_number_full(w, f->fitted[i * f->n_fitted + k]);
            csv_end_row(w);
        }
}

static void write_margins(struct csv_writer *w, struct arena *a,
                          const struct analysis_result *r, double level)
{
    double z = stats_normal_for_level(level);
    (void)a;
    csv_row(w,
            (const char *const[]){"outcome_level", "term", "ame", "std_error",
                                  "conf_low", "conf_high", NULL});
    for (size_t i = 0; i < r->n_effects; i++) {
        const struct analysis_effect *e = &r->effects[i];
        csv_text(w, e->outcome_level);
        csv_text(w, e->term);
        csv_number_full(w, e->margin.estimate);
        csv_number_full(w, e->margin.std_error);
        csv_number_full(w, e->margin.estimate - z * e->margin.std_error);
        csv_number_full(w, e->margin.estimate + z * e->margin.std_error);
        csv_end_row(w);
    }
}

static void write_lr_tests(struct csv_writer *w, struct arena *a,
                           const struct analysis_result *r, double level)
{
    const struct stats_fit *f = &r->fit;
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"outcome_level", "term", "statistic", "df",
                                     "p_value", NULL});
    for (size_t t = 0; r->term && t < f->n_terms; t++) {
        csv_text(w, r->term_level[t]);
        csv_text(w, r->term[t]);
        csv_number_full(w, f->lr_statistic[t]);
        csv_integer(w, 1);
        csv_number_full(w, f->lr_p_value[t]);
        csv_end_row(w);
    }
}

static void write_proportional_odds(struct csv_writer *w, struct arena *a,
                                    const struct analysis_result *r,
                                    double level)
{
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"statistic", "df", "p_value", NULL});
    csv_number_full(w, r->proportional_odds.statistic);
    csv_number_full(w, r->proportional_odds.df);
    csv_number_full(w, r->proportional_odds.p_value);
    csv_end_row(w);
}

static void write_terms(struct csv_writer *w, struct arena *a,
                        const struct analysis_result *r, double level)
{
    (void)a;
    (void)level;
    csv_row(w,
            (const char *const[]){"term", "statistic", "df", "p_value", NULL});
    for (size_t i = 0; i < r->n_term_tests; i++) {
        csv_text(w, r->term_tests[i].term);
        csv_number_full(w, r->term_tests[i].test.statistic);
        csv_number_full(w, r->term_tests[i].test.df);
        csv_number_full(w, r->term_tests[i].test.p_value);
        csv_end_row(w);
    }
}

static void write_performance(struct csv_writer *w, struct arena *a,
                              const struct analysis_result *r, double level)
{
    const struct stats_performance *p = &r->performance;
    const struct {
        const char *name;
        double value;
    } rows[] = {{"auc", p->auc},
                {"auc_std_error", p->auc_std_error},
                {"auc_conf_low", p->auc_low},
                {"auc_conf_high", p->auc_high},
                {"brier", p->brier},
                {"log_score", p->log_score},
                {"calibration_slope", p->calibration_slope},
                {"calibration_in_the_large", p->calibration_in_the_large}};
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"measure", "value", NULL});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        csv_text(w, rows[i].name);
        csv_number_full(w, rows[i].value);
        csv_end_row(w);
    }
    if (r->check == NULL || !isfinite(r->check->hosmer_lemeshow.statistic))
        return;
    const struct stats_test *hl = &r->check->hosmer_lemeshow;
    const double test[] = {hl->statistic, hl->df, hl->p_value};
    static const char *const names[] = {"hosmer_lemeshow", "hosmer_lemeshow_df",
                                        "hosmer_lemeshow_p_value"};
    for (size_t i = 0; i < 3; i++) {
        csv_text(w, names[i]);
        csv_number_full(w, test[i]);
        csv_end_row(w);
    }
}

static void write_influence(struct csv_writer *w, struct arena *a,
                            const struct analysis_result *r, double level)
{
    const struct stats_influence *f = &r->check->influence;
    size_t m = r->design.n_cols;
    (void)level;
    csv_text(w, "row");
    csv_text(w, "hat");
    csv_text(w, "pearson");
    csv_text(w, "cook");
    for (size_t j = 0; j < m; j++)
        csv_text(w, arena_format(a, "dfbeta_%s", r->term[j]));
    csv_end_row(w);
    for (size_t i = 0; i < r->design.n_rows; i++) {
        csv_integer(w, (long long)analysis_row(r, i) + 1);
        csv_number_full(w, f->hat[i]);
        csv_number_full(w, f->pearson[i]);
        csv_number_full(w, f->cook[i]);
        for (size_t j = 0; j < m; j++)
            csv_number_full(w, f->dfbeta[i * m + j]);
        csv_end_row(w);
    }
}

static void write_vif(struct csv_writer *w, struct arena *a,
                      const struct analysis_result *r, double level)
{
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"term", "vif", NULL});
    for (size_t j = 0; j < r->design.n_cols; j++) {
        csv_text(w, r->term[j]);
        csv_number_full(w, r->check->vif[j]);
        csv_end_row(w);
    }
}

static void write_calibration(struct csv_writer *w, struct arena *a,
                              const struct analysis_result *r, double level)
{
    (void)a;
    (void)level;
    csv_row(w,
            (const char *const[]){"group", "n", "events", "mean_predicted",
                                  "observed", "conf_low", "conf_high", NULL});
    for (size_t g = 0; g < r->check->n_groups; g++) {
        const struct stats_calibration *c = &r->check->groups[g];
        csv_integer(w, (long long)g + 1);
        csv_integer(w, (long long)c->n);
        csv_number_full(w, c->events);
        csv_number_full(w, c->mean_predicted);
        csv_number_full(w, c->observed);
        csv_number_full(w, c->conf_low);
        csv_number_full(w, c->conf_high);
        csv_end_row(w);
    }
}

static void write_profiles(struct csv_writer *w, struct arena *a,
                           const struct analysis_result *r, double level)
{
    size_t count = stats_margin_count(r->family, &r->fit);
    bool poisson = r->family == STATS_FAMILY_POISSON;
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){
                   "row", "outcome_level", poisson ? "expected" : "probability",
                   "std_error", "conf_low", "conf_high", NULL});
    for (size_t i = 0; i < r->n_profiles; i++)
        for (size_t k = 0; k < count; k++) {
            const struct stats_prediction *p = &r->predictions[i * count + k];
            csv_integer(w, (long long)i + 1);
            csv_text(w, poisson      ? ""
                        : count == 1 ? r->levels[1]
                                     : r->levels[k]);
            csv_number_full(w, p->estimate);
            csv_number_full(w, p->std_error);
            csv_number_full(w, p->conf_low);
            csv_number_full(w, p->conf_high);
            csv_end_row(w);
        }
}

static void write_risks(struct csv_writer *w, struct arena *a,
                        const struct analysis_result *r, double level)
{
    bool poisson = r->family == STATS_FAMILY_POISSON;
    (void)a;
    (void)level;
    csv_row(w,
            (const char *const[]){"outcome_level", "variable", "level",
                                  poisson ? "expected" : "probability",
                                  "std_error", "conf_low", "conf_high", NULL});
    for (size_t i = 0; i < r->n_risks; i++) {
        const struct analysis_risk *risk = &r->risks[i];
        csv_text(w, risk->outcome_level);
        csv_text(w, r->risk_variable);
        csv_text(w, risk->level);
        csv_number_full(w, risk->margin.estimate);
        csv_number_full(w, risk->margin.std_error);
        csv_number_full(w, risk->conf_low);
        csv_number_full(w, risk->conf_high);
        csv_end_row(w);
    }
}

static void write_exact_term(struct csv_writer *w,
                             const struct stats_exact_term *t)
{
    csv_number_full(w, t->statistic);
    csv_integer(w, (long long)t->n_support);
    csv_number_full(w, t->estimate);
    csv_text(w, t->is_median_unbiased ? "median_unbiased" : "conditional_ml");
    csv_number_full(w, t->conf_low);
    csv_number_full(w, t->conf_high);
    csv_number_full(w, t->p_value);
    csv_number_full(w, t->p_mid);
    csv_number_full(w, t->p_probability);
    csv_empty(w);
    csv_end_row(w);
}

static void write_exact(struct csv_writer *w, struct arena *a,
                        const struct analysis_result *r, double level)
{
    bool counted = r->exact_status == STATS_OK;
    (void)a;
    (void)level;
    csv_row(w, (const char *const[]){"status", "term", "statistic", "n_support",
                                     "estimate", "method", "conf_low",
                                     "conf_high", "p_value", "p_mid",
                                     "p_probability", "p_score", NULL});
    for (size_t k = 0; k < r->n_exact; k++) {
        csv_text(w, counted ? "ok"
                    : r->exact_status == STATS_NOT_CONVERGED
                        ? "too_large"
                        : stats_status_name(r->exact_status));
        csv_text(w, r->exact_term[k]);
        if (counted) {
            write_exact_term(w, &r->exact.term[k]);
            continue;
        }
        for (int empty = 0; empty < 10; empty++)
            csv_empty(w);
        csv_end_row(w);
    }
    if (!counted || r->n_exact < 2)
        return;
    csv_text(w, "ok");
    csv_text(w, "(joint)");
    for (int empty = 0; empty < 8; empty++)
        csv_empty(w);
    csv_number_full(w, r->exact.joint_p_probability);
    csv_number_full(w, r->exact.joint_p_score);
    csv_end_row(w);
}

static bool has_lr_tests(const struct stats_fit *f)
{
    for (size_t t = 0; f->lr_statistic && t < f->n_terms; t++)
        if (isfinite(f->lr_statistic[t]))
            return true;
    return false;
}

enum status analysis_write(struct arena *a, const char *folder,
                           const struct analysis_result *r, double level)
{
    const struct {
        const char *name;
        writing *write;
        bool wanted;
    } files[] = {
        {"coefficients.csv", write_coefficients, true},
        {"fit.csv", write_fit, true},
        {"vcov.csv", write_vcov, true},
        {"predictions.csv", write_predictions, true},
        {"margins.csv", write_margins, true},
        {"terms.csv", write_terms, r->n_term_tests > 0},
        {"performance.csv", write_performance, r->has_performance},
        {"lr_tests.csv", write_lr_tests, has_lr_tests(&r->fit)},
        {"proportional_odds.csv", write_proportional_odds, r->has_trend_test},
        {"influence.csv", write_influence, r->check != NULL},
        {"vif.csv", write_vif, r->check && r->check->vif},
        {"calibration.csv", write_calibration,
         r->check && r->check->n_groups > 0},
        {"profiles.csv", write_profiles, r->n_profiles > 0},
        {"standardised.csv", write_risks, r->n_risks > 0},
        {"exact.csv", write_exact, r->n_exact > 0},
    };
    enum status st = folder_make(folder, 0755);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct csv_writer w;
        const char *path = arena_format(a, "%s/%s", folder, files[i].name);
        if (st != STATUS_OK)
            return st;
        if (!files[i].wanted) {
            /* An earlier fit may have left one that is not true any more. */
            remove(path);
            continue;
        }
        st = csv_writer_open(&w, path, CSV_FOR_PROGRAMS);
        if (st != STATUS_OK)
            return st;
        w.file.is_repeatable = true;
        files[i].write(&w, a, r, level);
        st = csv_writer_keep(&w);
    }
    return st;
}

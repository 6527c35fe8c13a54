/* logit: from a design matrix to estimates, or to the reason why not. */
#include "stats/logit.h"
#include "stats/distribution.h"
#include "stats/logit_core.h"
#include "stats/logit_profile.h"
#include "stats/separation.h"
#include "stats/symmetric.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct stats_logit_options stats_logit_ml = {STATS_ML, STATS_WALD, 0.95};
const struct stats_logit_options stats_logit_firth = {STATS_FIRTH,
                                                      STATS_PROFILE, 0.95};

/* Newton needs fewer than 12 steps where a maximum exists; beyond 30 the
 * linear program is asked whether there is one. */
enum { FIRST_CLIMB = 30, LONG_CLIMB = 500 };
enum { LEAST_EVENTS = 5 };

struct fitting {
    struct workspace *memory; /* lives as long as the result */
    struct workspace scratch;
    const struct stats_design *design;
    const double *user_y;
    const struct stats_logit_options *options;
    struct stats_logit *out;
    struct tall t;
    double *y;         /* t.n */
    long double *beta; /* t.p */
};

static double *nan_doubles(struct workspace *w, size_t n)
{
    double *out = workspace_doubles(w, n);
    for (size_t i = 0; i < n; i++)
        out[i] = NAN;
    return out;
}

static bool prepare_result(struct fitting *f)
{
    size_t m = f->design->n_cols, n = f->design->n_rows;
    struct stats_logit *out = f->out;
    *out = (struct stats_logit){.n_rows = n, .n_cols = m};
    f->memory = calloc(1, sizeof *f->memory);
    if (f->memory == NULL)
        return false;
    out->memory = f->memory;
    out->column = workspace_take(f->memory, m, sizeof *out->column);
    for (size_t j = 0; j < m; j++)
        out->column[j] = STATS_COLUMN_UNDETERMINED;
    double **vectors[] = {&out->estimate,     &out->std_error, &out->statistic,
                          &out->p_value,      &out->conf_low,  &out->conf_high,
                          &out->lr_statistic, &out->lr_p_value};
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        *vectors[v] = nan_doubles(f->memory, m);
    out->vcov = nan_doubles(f->memory, m * m);
    out->relation = workspace_doubles(f->memory, m * m);
    out->fitted = nan_doubles(f->memory, n);
    out->log_likelihood = out->null_log_likelihood = NAN;
    out->penalised_log_likelihood = NAN;
    return true;
}

static enum stats_status refuse(struct fitting *f, enum stats_reason reason)
{
    f->out->reason = reason;
    return f->out->status = STATS_BAD_DATA;
}

static enum stats_status take_outcome(struct fitting *f)
{
    f->y = workspace_doubles(&f->scratch, f->t.n);
    for (size_t i = 0; i < f->t.n; i++) {
        double y = f->user_y[f->t.row[i]];
        if (y != 0.0 && y != 1.0)
            return refuse(f, STATS_OUTCOME_NOT_CODED);
        f->y[i] = y;
        f->out->n_events += y * f->t.weight[i];
    }
    f->out->n_used = f->t.n;
    f->out->sum_weights = f->t.sum_weights;
    f->out->n_parameters = f->t.p;
    if (f->out->n_events <= 0.0 || f->out->n_events >= f->t.sum_weights)
        return refuse(f, STATS_OUTCOME_CONSTANT);
    return STATS_OK;
}

static void tell_columns(struct fitting *f)
{
    size_t m = f->t.n_cols;
    memcpy(f->out->column, f->t.column, m * sizeof *f->t.column);
    for (size_t i = 0; i < m * m; i++)
        f->out->relation[i] = (double)f->t.relation[i];
}

/* The model of the intercept alone, or of nothing: is there a combination of
 * columns that is constant? Found by regressing 1 on the columns. */
static bool has_intercept(const struct fitting *f)
{
    long double left = (long double)f->t.n;
    for (size_t k = 0; k < f->t.p; k++) {
        long double part = 0.0L;
        for (size_t i = 0; i < f->t.n; i++)
            part += f->t.q[i * f->t.p + k];
        left -= part * part / (long double)f->t.n;
    }
    return left < 1e-9L * (long double)f->t.n;
}

static void find_null(struct fitting *f)
{
    struct tall null = f->t;
    bool constant = has_intercept(f);
    null.p = 1;
    null.q = workspace_reals(&f->scratch, null.n);
    for (size_t i = 0; i < null.n; i++)
        null.q[i] = 1.0L;
    struct logit_core core;
    logit_core_start(&f->scratch, &null, f->y, false, &core);
    long double beta = 0.0L;
    bool good = logit_core_evaluate(&core, &beta);
    if (good && constant)
        good =
            logit_core_climb(&core, NULL, LONG_CLIMB, &beta, NULL) == CLIMB_TOP;
    if (good)
        f->out->null_log_likelihood = (double)core.log_likelihood;
}

static void tell_fitted(struct fitting *f)
{
    const struct stats_design *d = f->design;
    for (size_t i = 0; i < d->n_rows; i++) {
        long double eta = d->offset ? (long double)d->offset[i] : 0.0L;
        for (size_t j = 0; j < d->n_cols; j++)
            if (isfinite(f->out->estimate[j]))
                eta += (long double)f->out->estimate[j] *
                       (long double)d->x[i * d->n_cols + j];
        f->out->fitted[i] = (double)(1.0L / (1.0L + expl(-eta)));
    }
}

static void tell_column(struct fitting *f, size_t j, double estimate,
                        double variance)
{
    struct stats_logit *out = f->out;
    double z = stats_normal_for_level(f->options->level);
    double se = sqrt(variance);
    out->estimate[j] = estimate;
    out->std_error[j] = se;
    out->statistic[j] = estimate / se;
    out->p_value[j] = stats_normal_two_sided(estimate / se);
    out->conf_low[j] = estimate - z * se;
    out->conf_high[j] = estimate + z * se;
}

/* Estimates and their covariance back in the user's columns. */
static void tell_estimates(struct fitting *f, const long double *inverse)
{
    size_t m = f->t.n_cols, p = f->t.p;
    double *beta = workspace_doubles(&f->scratch, m);
    long double *vcov = workspace_reals(&f->scratch, m * m);
    long double *line = workspace_reals(&f->scratch, p);
    tall_back(&f->t, f->beta, beta);
    symmetric_sandwich(m, p, f->t.back, inverse, vcov, line);
    for (size_t j = 0; j < m; j++) {
        if (f->t.column[j] != STATS_COLUMN_FINITE)
            continue;
        tell_column(f, j, beta[j], (double)vcov[j * m + j]);
        for (size_t k = 0; k < m; k++)
            if (f->t.column[k] == STATS_COLUMN_FINITE)
                f->out->vcov[j * m + k] = (double)vcov[j * m + k];
    }
}

static void tell_profiles(struct fitting *f, struct logit_core *core,
                          const long double *inverse)
{
    size_t p = f->t.p;
    long double *top = workspace_reals(&f->scratch, p);
    memcpy(top, f->beta, p * sizeof *top);
    struct logit_profile profile = {
        .core = core,
        .top_beta = top,
        .top_inverse = inverse,
        .top = core->objective,
        .beta = workspace_reals(&f->scratch, p),
        .tangent = workspace_reals(&f->scratch, p),
    };
    double z = stats_normal_for_level(f->options->level);
    for (size_t i = 0; i < p; i++) {
        size_t j = f->t.kept[i];
        const long double *normal = f->t.back + j * p;
        f->out->conf_low[j] = logit_profile_limit(&profile, normal, z, -1.0);
        f->out->conf_high[j] = logit_profile_limit(&profile, normal, z, 1.0);
        double fall = logit_profile_fall(&profile, normal, 0.0);
        f->out->lr_statistic[j] = fall;
        f->out->lr_p_value[j] = stats_chisq_upper(fall, 1.0);
    }
}

/* log det X'WX of the user's columns, from that of the orthogonal ones. */
static long double scale_of_determinant(const struct tall *t)
{
    long double sum = 0.0L;
    for (size_t k = 0; k < t->p; k++)
        sum -= 2.0L * logl(fabsl(t->back[t->kept[k] * t->p + k]));
    return sum;
}

static void tell_all(struct fitting *f, struct logit_core *core)
{
    size_t p = f->t.p;
    long double *inverse = workspace_reals(&f->scratch, p * p);
    symmetric_inverse(p, core->fisher, inverse);
    f->out->iterations = core->iterations;
    f->out->log_likelihood = (double)core->log_likelihood;
    if (core->firth)
        f->out->penalised_log_likelihood =
            (double)(core->objective + 0.5L * scale_of_determinant(&f->t));
    tell_estimates(f, inverse);
    if (f->options->limits == STATS_PROFILE)
        tell_profiles(f, core, inverse);
    tell_fitted(f);
}

static enum stats_status judge(struct fitting *f)
{
    double events = f->out->n_events;
    double rarest = fmin(events, f->out->sum_weights - events);
    if (f->t.p < f->t.n_cols)
        return STATS_SINGULAR;
    if (rarest < LEAST_EVENTS || rarest < (double)f->t.p) {
        f->out->reason = STATS_FEW_EVENTS;
        return STATS_TOO_FEW_EVENTS;
    }
    return STATS_OK;
}

/* Directions that leave the unseparated rows where they are: one for each
 * column that is a combination of others on those rows. */
struct directions {
    size_t n;        /* how many */
    double *v;       /* n × n_cols */
    double *margins; /* separated rows × n: how far each moves them */
    size_t n_rows;
};

static void find_directions(struct fitting *f, const struct tall *rest,
                            const unsigned char *strict, struct directions *d)
{
    size_t m = f->t.n_cols;
    *d = (struct directions){0};
    d->v = workspace_doubles(&f->scratch, m * m);
    for (size_t j = 0; j < m; j++) {
        if (f->t.column[j] == STATS_COLUMN_DROPPED ||
            (rest && rest->column[j] == STATS_COLUMN_FINITE))
            continue;
        double *v = d->v + d->n++ * m;
        for (size_t k = 0; rest && k < m; k++)
            v[k] = -(double)rest->relation[j * m + k];
        v[j] = 1.0;
    }
    d->margins = workspace_doubles(&f->scratch, f->t.n * (d->n + 1));
    for (size_t i = 0; i < f->t.n; i++) {
        if (!strict[i])
            continue;
        const double *x = f->design->x + f->t.row[i] * m;
        double sign = f->y[i] > 0.5 ? 1.0 : -1.0;
        for (size_t c = 0; c < d->n; c++) {
            long double sum = 0.0L;
            for (size_t k = 0; k < m; k++)
                sum += (long double)x[k] * (long double)d->v[c * m + k];
            d->margins[d->n_rows * d->n + c] = sign * (double)sum;
        }
        d->n_rows++;
    }
}

/* Each direction is scaled so that its largest margin is 1; what is left of
 * rounding in a margin or in a coefficient is then recognisable. */
static void scale_directions(struct directions *d, size_t m)
{
    for (size_t c = 0; c < d->n; c++) {
        double largest = 0.0;
        for (size_t i = 0; i < d->n_rows; i++)
            largest = fmax(largest, fabs(d->margins[i * d->n + c]));
        if (largest == 0.0)
            continue;
        for (size_t i = 0; i < d->n_rows; i++) {
            double *margin = d->margins + i * d->n + c;
            *margin = fabs(*margin) < 1e-9 * largest ? 0.0 : *margin / largest;
        }
        for (size_t k = 0; k < m; k++)
            d->v[c * m + k] /= largest;
    }
}

static void name_infinite_columns(struct fitting *f, const struct directions *d)
{
    size_t m = f->t.n_cols;
    double *goal = workspace_doubles(&f->scratch, d->n + 1);
    static const enum stats_column names[] = {
        STATS_COLUMN_FINITE, STATS_COLUMN_PLUS_INFINITY,
        STATS_COLUMN_MINUS_INFINITY, STATS_COLUMN_UNDETERMINED};
    for (size_t j = 0; j < m; j++) {
        if (f->t.column[j] == STATS_COLUMN_DROPPED)
            continue;
        double largest = 0.0, norm = 0.0;
        for (size_t i = 0; i < f->t.n; i++)
            norm = fmax(norm, fabs(f->design->x[f->t.row[i] * m + j]));
        for (size_t c = 0; c < d->n; c++) {
            goal[c] = d->v[c * m + j] * norm;
            largest = fmax(largest, fabs(goal[c]));
        }
        for (size_t c = 0; c < d->n; c++)
            goal[c] = largest > 1e-7 ? goal[c] / largest : 0.0;
        if (largest > 1e-7)
            f->out->column[j] =
                names[separation_signs(d->n_rows, d->n, d->margins, goal)];
    }
}

/* The limit of the likelihood is that of the unseparated rows alone; what is
 * finite there is the estimate's limit too. */
static void tell_limit(struct fitting *f, struct fitting *rest)
{
    size_t m = f->t.n_cols;
    struct logit_core core;
    rest->beta = workspace_reals(&f->scratch, rest->t.p);
    logit_core_start(&f->scratch, &rest->t, rest->y, false, &core);
    if (logit_core_climb(&core, NULL, LONG_CLIMB, rest->beta, NULL) !=
        CLIMB_TOP)
        return;
    long double *inverse = workspace_reals(&f->scratch, rest->t.p * rest->t.p);
    symmetric_inverse(rest->t.p, core.fisher, inverse);
    f->out->log_likelihood = (double)core.log_likelihood;
    for (size_t j = 0; j < m; j++)
        if (f->out->column[j] != STATS_COLUMN_FINITE)
            rest->t.column[j] = STATS_COLUMN_UNDETERMINED;
    tell_estimates(rest, inverse);
}

static enum stats_status
tell_separation(struct fitting *f, const unsigned char *strict, size_t n_strict)
{
    struct stats_logit *out = f->out;
    bool complete = n_strict == f->t.n;
    out->n_separated_rows = n_strict;
    out->separation =
        complete ? STATS_SEPARATION_COMPLETE : STATS_SEPARATION_QUASI;
    struct directions d;
    struct fitting rest = *f;
    if (!complete) {
        struct stats_design left = *f->design;
        double *weights = workspace_doubles(&f->scratch, left.n_rows);
        rest.y = workspace_doubles(&f->scratch, f->t.n);
        size_t n = 0;
        for (size_t i = 0; i < f->t.n; i++) {
            if (strict[i])
                continue;
            weights[f->t.row[i]] = f->t.weight[i];
            rest.y[n++] = f->y[i];
        }
        left.weights = weights;
        if (tall_prepare(&f->scratch, &left, &rest.t) != STATS_OK)
            return STATS_NOT_CONVERGED;
    }
    find_directions(f, complete ? NULL : &rest.t, strict, &d);
    scale_directions(&d, f->t.n_cols);
    name_infinite_columns(f, &d);
    if (f->options->method == STATS_FIRTH)
        return STATS_OK;
    if (!complete)
        tell_limit(f, &rest);
    else
        out->log_likelihood = 0.0;
    return complete ? STATS_SEPARATED : STATS_QUASI_SEPARATED;
}

static enum stats_status ask_for_separation(struct fitting *f)
{
    size_t n = f->t.n, p = f->t.p;
    double *a = workspace_doubles(&f->scratch, n * p);
    unsigned char *strict = workspace_take(&f->scratch, n, 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < p; k++)
            a[i * p + k] =
                (f->y[i] > 0.5 ? 1.0 : -1.0) * (double)f->t.q[i * p + k];
    size_t n_strict = separation_strict_rows(&f->scratch, n, p, a, strict);
    if (n_strict == 0)
        return STATS_OK;
    if (n_strict > n) {
        f->out->separation = STATS_SEPARATION_UNKNOWN;
        return STATS_NOT_CONVERGED;
    }
    return tell_separation(f, strict, n_strict);
}

/* Maximum likelihood, and the proof that a maximum exists or does not. */
static enum stats_status fit_ml(struct fitting *f, struct logit_core *core)
{
    logit_core_start(&f->scratch, &f->t, f->y, false, core);
    enum climb how = logit_core_climb(core, NULL, FIRST_CLIMB, f->beta, NULL);
    if (how == CLIMB_TOP && logit_core_proves_overlap(core))
        return STATS_OK;
    enum stats_status st = ask_for_separation(f);
    if (st != STATS_OK || f->out->separation != STATS_OVERLAP)
        return st;
    if (how == CLIMB_TOP)
        return STATS_OK;
    how = logit_core_climb(core, NULL, LONG_CLIMB, f->beta, NULL);
    return how == CLIMB_TOP ? STATS_OK : STATS_NOT_CONVERGED;
}

static enum stats_status fit_firth(struct fitting *f, struct logit_core *core)
{
    memset(f->beta, 0, f->t.p * sizeof *f->beta);
    logit_core_start(&f->scratch, &f->t, f->y, true, core);
    enum climb how = logit_core_climb(core, NULL, LONG_CLIMB, f->beta, NULL);
    return how == CLIMB_TOP ? STATS_OK : STATS_NOT_CONVERGED;
}

static enum stats_status fit_prepared(struct fitting *f)
{
    struct logit_core core;
    enum stats_status st = take_outcome(f);
    if (st != STATS_OK)
        return st;
    tell_columns(f);
    if (f->t.n < f->t.n_cols) {
        f->out->reason = STATS_MORE_COLUMNS_THAN_ROWS;
        return f->out->status = STATS_SINGULAR;
    }
    f->beta = workspace_reals(&f->scratch, f->t.p);
    st = fit_ml(f, &core);
    bool firth = f->options->method == STATS_FIRTH;
    if (firth) {
        tell_columns(f);
        st = fit_firth(f, &core);
    }
    if (st == STATS_OK || f->out->separation != STATS_OVERLAP)
        find_null(f);
    if (st == STATS_OK) {
        tell_all(f, &core);
        st = judge(f);
    }
    return f->out->status = st;
}

enum stats_status stats_logit_fit(const struct stats_design *design,
                                  const double *y,
                                  const struct stats_logit_options *options,
                                  struct stats_logit *out)
{
    struct fitting f = {
        .design = design, .user_y = y, .options = options, .out = out};
    *out = (struct stats_logit){.status = STATS_BAD_ARGUMENT};
    if (design->x == NULL || y == NULL || design->n_cols == 0 ||
        !(options->level > 0.0 && options->level < 1.0) || !prepare_result(&f))
        return STATS_BAD_ARGUMENT;
    enum stats_status st = tall_prepare(&f.scratch, design, &f.t);
    if (st == STATS_OK)
        st = fit_prepared(&f);
    else
        refuse(&f, f.t.reason);
    workspace_release(&f.scratch);
    return st;
}

void stats_logit_release(struct stats_logit *fit)
{
    struct workspace *memory = fit->memory;
    if (memory == NULL)
        return;
    workspace_release(memory);
    free(memory);
    *fit = (struct stats_logit){.status = fit->status};
}

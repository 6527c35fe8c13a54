/* model_store: a model's result as rows of model_fit and model_term. */
#include "pipeline/model_store.h"

#include <math.h>
#include <string.h>

void model_result_init(struct model_result *r, const char *model)
{
    memset(r, 0, sizeof *r);
    r->model = model;
    r->status = r->dropped = r->message = "";
    r->events_per_parameter = r->log_likelihood = r->null_log_likelihood = NAN;
    r->deviance = r->null_deviance = r->aic = r->bic = NAN;
}

static void bind_real(struct statement *st, int at, double value)
{
    if (isfinite(value))
        statement_real(st, at, value);
    else
        statement_null(st, at);
}

static enum status store_fit(struct store *s, const struct model_result *r)
{
    struct statement *st;
    enum status status =
        store_prepare(s,
                      "INSERT INTO model_fit VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
                      "?, ?, ?, ?, ?, ?, ?, ?)",
                      &st);
    if (status != STATUS_OK)
        return status;
    const double reals[] = {r->events_per_parameter,
                            r->log_likelihood,
                            r->null_log_likelihood,
                            r->deviance,
                            r->null_deviance,
                            r->aic,
                            r->bic};
    statement_text(st, 1, r->model);
    statement_integer(st, 2, (int64_t)r->n);
    statement_integer(st, 3, (int64_t)r->n_events);
    statement_integer(st, 4, (int64_t)r->n_parameters);
    for (int i = 0; i < 7; i++)
        bind_real(st, 5 + i, reals[i]);
    statement_integer(st, 12, r->iterations);
    statement_text(st, 13, r->status);
    statement_integer(st, 14, r->exploratory);
    statement_text(st, 15, r->dropped);
    statement_text(st, 16, r->message);
    status = statement_run(st);
    statement_free(st);
    return status;
}

static enum status store_terms(struct store *s, const char *sql,
                               const char *model,
                               const struct model_term *terms, size_t n)
{
    struct statement *st;
    enum status status = store_prepare(s, sql, &st);
    for (size_t j = 0; status == STATUS_OK && j < n; j++) {
        const struct model_term *t = &terms[j];
        const double reals[] = {t->estimate, t->std_error, t->statistic,
                                t->p_value,  t->conf_low,  t->conf_high};
        statement_text(st, 1, model);
        statement_integer(st, 2, (int64_t)j + 1);
        statement_text(st, 3, t->outcome_level);
        statement_text(st, 4, t->term);
        for (int i = 0; i < 6; i++)
            bind_real(st, 5 + i, reals[i]);
        status = statement_run(st);
    }
    statement_free(st);
    return status;
}

enum status model_store(struct store *s, const struct model_result *r)
{
    enum status st = store_fit(s, r);
    if (st == STATUS_OK)
        st = store_terms(s,
                         "INSERT INTO model_term VALUES (?, ?, ?, ?, ?, ?, ?, "
                         "?, ?, ?)",
                         r->model, r->terms, r->n_terms);
    if (st == STATUS_OK)
        st = store_terms(s,
                         "INSERT INTO model_link_weighted VALUES (?, ?, ?, ?, "
                         "?, ?, ?, ?, ?, ?)",
                         r->model, r->weighted, r->n_weighted);
    return st;
}

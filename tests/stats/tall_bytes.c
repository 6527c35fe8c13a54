/* tall_bytes: prints the bytes of tall fits and margins; test_same_bytes.sh
 * compiles it in several ways and compares. */
#include "stats/logit.h"
#include "stats/margins.h"
#include "stats/multinomial.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 20000, COLUMNS = 14, CLASSES = 4 };

static uint64_t state = 20240401;

static double uniform(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static int put(const double *x, size_t n)
{
    return fwrite(x, sizeof *x, n, stdout) == n;
}

static int put_fit(const struct stats_fit *fit)
{
    return fit->status == STATS_OK && put(fit->estimate, fit->n_terms) &&
           put(fit->vcov, fit->n_terms * fit->n_terms) &&
           put(fit->fitted, fit->n_rows * fit->n_fitted) &&
           put(&fit->log_likelihood, 1);
}

int main(void)
{
    double *x = calloc(ROWS * COLUMNS, sizeof *x), *y = calloc(ROWS, sizeof *y);
    size_t *code = calloc(ROWS, sizeof *code);
    if (x == NULL || y == NULL || code == NULL)
        return EXIT_FAILURE;
    for (size_t i = 0; i < ROWS; i++) {
        double *row = x + i * COLUMNS, sum = 0.0;
        row[0] = 1.0;
        for (size_t j = 1; j < COLUMNS; j++) {
            row[j] = uniform() + (j == 1 ? 70.0 : 0.0);
            sum += row[j];
        }
        y[i] = uniform() * 90.0 < sum - 70.0 + 20.0 * row[2];
        code[i] = (size_t)((double)CLASSES * uniform() * (1.0 + row[3]) / 2.0);
    }
    struct stats_design d = {.n_rows = ROWS, .n_cols = COLUMNS, .x = x};
    const struct stats_main_effect effect = {.to = 2};
    struct stats_margin margin;
    struct stats_fit binary, several;
    int good =
        stats_logit_fit(&d, y, &stats_ml, &binary) == STATS_OK &&
        put_fit(&binary) &&
        stats_margin_main(&d, &binary, 2, 1, &effect, &margin) == STATS_OK &&
        put(&margin.estimate, 1) && put(&margin.std_error, 1);
    stats_fit_release(&binary);
    good = good &&
           stats_multinomial_fit(&d, code, CLASSES, &stats_ml, &several) ==
               STATS_OK &&
           put_fit(&several);
    stats_fit_release(&several);
    free(x);
    free(y);
    free(code);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* bench_regression: how long fits of tall data take, beside one memory read.
 *
 *   bench_regression N [DATA.csv]
 * makes N rows of 20 columns (15 numbers and a factor of 6 levels beside the
 * intercept would be 21; here intercept, 14 numbers, 5 dummies) with a seeded
 * generator, fits the binary and the five-class logit, and prints medians of
 * five runs, by the clock and in processor seconds (of all threads together).
 * With DATA.csv the same data are written for bench_regression.R and .py.
 */
#include "stats/logit.h"
#include "stats/multinomial.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { COLUMNS = 20, NUMBERS = 14, RUNS = 5, CLASSES = 5 };

static uint64_t state = 20240401;

/* SplitMix64 (Steele, Lea & Flood 2014). */
static double uniform(void)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static double normal(void)
{
    return sqrt(-2.0 * log(1.0 - uniform())) *
           cos(6.283185307179586 * uniform());
}

/* Of all processors together, so that a busy machine does not stretch it. */
static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double wall_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x)
{
    qsort(x, RUNS, sizeof *x, ascending);
    return x[RUNS / 2];
}

static void make_row(double *x, double *y, size_t *k)
{
    double eta = -0.5;
    x[0] = 1.0;
    for (size_t j = 1; j <= NUMBERS; j++) {
        x[j] = normal() + (j == 1 ? 70.0 : 0.0);
        eta += 0.1 * (double)(j % 5) * (j == 1 ? x[j] - 70.0 : x[j]);
    }
    size_t level = (size_t)(6.0 * uniform());
    for (size_t j = NUMBERS + 1; j < COLUMNS; j++)
        x[j] = level == j - NUMBERS ? 1.0 : 0.0;
    eta += 0.2 * (double)level - 0.5;
    *y = uniform() < 1.0 / (1.0 + exp(-eta)) ? 1.0 : 0.0;
    double best = -HUGE_VAL;
    for (size_t c = 0; c < CLASSES; c++) {
        double score = 0.4 * (double)c * x[2] -
                       0.2 * (double)(c * c) * x[3] * 0.3 -
                       log(-log(1.0 - uniform() * 0.999999 - 1e-9));
        if (score > best) {
            best = score;
            *k = c;
        }
    }
}

static void write_csv(const char *path, size_t n, const double *x,
                      const double *y, const size_t *k)
{
    FILE *out = fopen(path, "w");
    if (out == NULL)
        return;
    fputs("y,k", out);
    for (size_t j = 1; j <= NUMBERS; j++)
        fprintf(out, ",x%zu", j);
    fputs(",f\n", out);
    for (size_t i = 0; i < n; i++) {
        size_t level = 0;
        fprintf(out, "%g,c%zu", y[i], k[i]);
        for (size_t j = 1; j <= NUMBERS; j++)
            fprintf(out, ",%.6f", x[i * COLUMNS + j]);
        for (size_t j = NUMBERS + 1; j < COLUMNS; j++)
            if (x[i * COLUMNS + j] > 0.5)
                level = j - NUMBERS;
        fprintf(out, ",f%zu\n", level);
    }
    fclose(out);
}

static double time_read(size_t n, const double *x)
{
    double run[RUNS], sum = 0.0;
    for (size_t r = 0; r < RUNS; r++) {
        double start = seconds(), lane[8] = {0};
        for (size_t i = 0; i + 8 <= n * COLUMNS; i += 8)
            for (size_t v = 0; v < 8; v++)
                lane[v] += x[i + v];
        for (size_t v = 0; v < 8; v++)
            sum += lane[v];
        run[r] = seconds() - start;
    }
    return sum == 0.125 ? 0.0 : median(run);
}

/* k NULL: binary. Prints both clocks and how many times as long as a read of
 * the matrix each iteration took. */
static void time_fit(const struct stats_design *d, const double *y,
                     const size_t *k, int threads, double read)
{
    double run[RUNS], wall[RUNS], ll = 0.0;
    int iterations = 0;
    for (size_t r = 0; r < RUNS; r++) {
        struct stats_fit_options options = stats_ml;
        struct stats_fit fit;
        options.threads = threads;
        double start = seconds(), clock = wall_clock();
        enum stats_status st =
            k ? stats_multinomial_fit(d, k, CLASSES, &options, &fit)
              : stats_logit_fit(d, y, &options, &fit);
        run[r] = seconds() - start;
        wall[r] = wall_clock() - clock;
        if (st != STATS_OK)
            printf("status %s\n", stats_status_name(st));
        ll = fit.log_likelihood;
        iterations = fit.iterations;
        stats_fit_release(&fit);
    }
    double t = median(run), w = median(wall);
    printf("%-11s %d threads  clock %.4f s  processor %.4f s  %d passes of "
           "%.1f reads  logLik %.13g\n",
           k ? "multinomial" : "binary", threads, w, t, iterations,
           t / iterations / read, ll);
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 10000;
    double *x = malloc(n * COLUMNS * sizeof *x), *y = malloc(n * sizeof *y);
    size_t *k = malloc(n * sizeof *k);
    if (x == NULL || y == NULL || k == NULL)
        return 1;
    for (size_t i = 0; i < n; i++)
        make_row(x + i * COLUMNS, y + i, k + i);
    if (argc > 2)
        write_csv(argv[2], n, x, y, k);
    struct stats_design d = {.n_rows = n, .n_cols = COLUMNS, .x = x};
    double read = time_read(n, x);
    printf("rows %zu  one read of the matrix %.5f s\n", n, read);
    for (int threads = 1; threads <= 2; threads++)
        time_fit(&d, y, NULL, threads, read);
    for (int threads = 1; threads <= 2; threads++)
        time_fit(&d, NULL, k, threads, read);
    free(x);
    free(y);
    free(k);
    return 0;
}

/* bench_regression: how long fits of tall data take, beside one memory read.
 *
 *   bench_regression N [DATA.csv]
 * makes N rows of 20 columns (intercept, 14 numbers, a factor's 5 dummies)
 * with a seeded generator and fits the binary and the five-class logit. With
 * DATA.csv the same data are written for bench_regression.R and .py. Prints
 * "what <tab> program <tab> clock <tab> processor", the best of many fits, in
 * seconds (the processor's of all threads together), then the passes over the
 * data and how many reads of the whole matrix one took. regression.sh makes a
 * table of it. */
#include "stats/logit.h"
#include "stats/multinomial.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { COLUMNS = 20, NUMBERS = 14, CLASSES = 5 };

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

/* The best of some reads of the whole matrix, in processor seconds. */
static double time_read(size_t n, const double *x)
{
    double best = HUGE_VAL, sum = 0.0;
    for (size_t r = 0; r < 15; r++) {
        double start = seconds(), lane[8] = {0};
        for (size_t i = 0; i + 8 <= n * COLUMNS; i += 8)
            for (size_t v = 0; v < 8; v++)
                lane[v] += x[i + v];
        for (size_t v = 0; v < 8; v++)
            sum += lane[v];
        best = fmin(best, seconds() - start);
    }
    return sum == 0.125 ? 0.0 : best;
}

/* k NULL: binary. */
static void time_fit(const struct stats_design *d, const double *y,
                     const size_t *k, int threads, double read)
{
    double best = HUGE_VAL, clock = HUGE_VAL;
    /* Small data needs no more of them than 10,000 rows do. */
    size_t rows = d->n_rows > 10000 ? d->n_rows : 10000;
    size_t runs = 2000000 / rows / (k ? 10 : 1) + 3;
    int passes = 0;
    for (size_t r = 0; r < runs; r++) {
        struct stats_fit_options options = stats_ml;
        struct stats_fit fit;
        options.threads = threads;
        double start = seconds(), wall = wall_clock();
        enum stats_status st =
            k ? stats_multinomial_fit(d, k, CLASSES, &options, &fit)
              : stats_logit_fit(d, y, &options, &fit);
        best = fmin(best, seconds() - start);
        clock = fmin(clock, wall_clock() - wall);
        if (st != STATS_OK)
            printf("status %s\n", stats_status_name(st));
        passes = fit.iterations;
        stats_fit_release(&fit);
    }
    printf("%s\tayumi, %d thread%s\t%.9f\t%.9f\t%d passes of %.1f reads\n",
           k ? "multinomial" : "binary", threads, threads > 1 ? "s" : "", clock,
           best, passes, best / passes / read);
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
    for (int threads = 1; threads <= 2; threads++)
        time_fit(&d, y, NULL, threads, read);
    for (int threads = 1; threads <= 2; threads++)
        time_fit(&d, NULL, k, threads, read);
    free(x);
    free(y);
    free(k);
    return 0;
}

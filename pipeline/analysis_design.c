/* analysis_design: a window that moves over the rows. */
#include "pipeline/analysis_design.h"

#include "base/pages.h"

#include <string.h>

/* Whole pages of every column, and few of them beside the matrix. */
enum { WINDOW_ROWS = 16384 };

/* The first window of rows without their first column stands on one number
 * more a row than it leaves. */
static size_t matrix_bytes(const struct analysis_rows *r)
{
    size_t n = r->frame->n_rows, all = stats_formula_n_columns(r->formula);
    size_t over = n < WINDOW_ROWS ? n : WINDOW_ROWS;
    return (n * (all - r->first_column) + over * r->first_column + 1) *
           sizeof(double);
}

static void leave_out_first(size_t n_rows, size_t all, double *x)
{
    for (size_t i = 0; i < n_rows; i++)
        memmove(x + i * (all - 1), x + i * all + 1, (all - 1) * sizeof *x);
}

/* Whole pages of every column, as windows start; the last ends with it. */
static void give_back(const struct analysis_rows *r, size_t first, size_t n)
{
    for (size_t k = 0; r->spent && k < r->frame->n_variables; k++) {
        const struct stats_variable *v = &r->frame->variables[k];
        union {
            const double *number;
            const size_t *code;
            char *own;
        } cells;
        if (v->number)
            cells.number = v->number + first;
        else
            cells.code = v->code + first;
        if (r->spent[k])
            pages_give_back(cells.own, n * sizeof(double));
    }
}

void analysis_write_design(const struct analysis_rows *r,
                           const struct stats_formula_change *change,
                           struct analysis_matrix *matrix)
{
    size_t all = stats_formula_n_columns(r->formula);
    size_t kept = all - r->first_column, n_rows = r->frame->n_rows;
    if (matrix->x == NULL) {
        matrix->bytes = matrix_bytes(r);
        matrix->x = pages_take(matrix->bytes);
    }
    for (size_t first = 0, n; first < n_rows; first += n) {
        double *x = matrix->x + first * kept;
        n = n_rows - first < WINDOW_ROWS ? n_rows - first : WINDOW_ROWS;
        stats_formula_design_rows(r->formula, r->frame, change, first, n, x);
        if (r->first_column > 0)
            leave_out_first(n, all, x);
        give_back(r, first, n);
    }
}

void analysis_drop_design(struct analysis_matrix *matrix)
{
    pages_release(matrix->x, matrix->bytes);
    matrix->x = NULL;
}

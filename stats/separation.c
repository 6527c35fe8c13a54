/* separation: linear programs over the cone of separating directions.
 *
 * Which rows can be strict is   max sum z,  A d >= z,  0 <= z <= 1,
 * whose optimum puts z = 1 on every row that some direction parts and z = 0
 * on all others: cones add up, so one d serves all (one vertex of the usual
 * program max sum a_i d could not tell). With many rows and few columns its
 * dual is the small one:
 *     max sum u,  A'(u + v) = 0,  0 <= u <= 1,  v >= 0
 * p constraints; its optimum is n exactly when no row is strict, and the
 * multipliers of the constraints are d. */
#include "stats/separation.h"
#include "stats/tall.h"

#include <glpk.h>
#include <math.h>
#include <string.h>

static glp_prob *dual_program(struct workspace *w, size_t n_rows, size_t p,
                              const double *a)
{
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MAX);
    glp_add_rows(lp, (int)p);
    for (int j = 1; j <= (int)p; j++)
        glp_set_row_bnds(lp, j, GLP_FX, 0.0, 0.0);
    glp_add_cols(lp, (int)(2 * n_rows));
    int *index = workspace_take(w, p + 1, sizeof *index);
    double *value = workspace_doubles(w, p + 1);
    for (size_t i = 0; i < n_rows; i++) {
        int length = 0;
        for (size_t j = 0; j < p; j++) {
            if (a[i * p + j] == 0.0)
                continue;
            index[++length] = (int)j + 1;
            value[length] = a[i * p + j];
        }
        int u = (int)i + 1, v = (int)(n_rows + i) + 1;
        glp_set_mat_col(lp, u, length, index, value);
        glp_set_mat_col(lp, v, length, index, value);
        glp_set_col_bnds(lp, u, GLP_DB, 0.0, 1.0);
        glp_set_col_bnds(lp, v, GLP_LO, 0.0, 0.0);
        glp_set_obj_coef(lp, u, 1.0);
    }
    return lp;
}

static bool solve(glp_prob *lp, int method)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.meth = method;
    how.tol_bnd = 1e-9;
    how.tol_dj = 1e-9;
    how.it_lim = 200000;
    glp_term_out(GLP_OFF);
    return glp_simplex(lp, &how) == 0 && glp_get_status(lp) == GLP_OPT;
}

size_t separation_strict_rows(struct workspace *w, size_t n_rows, size_t p,
                              const double *a, unsigned char *strict)
{
    memset(strict, 0, n_rows);
    glp_prob *lp = dual_program(w, n_rows, p, a);
    size_t count = 0;
    /* u at its bounds is where the dual simplex can start. */
    if (!solve(lp, GLP_DUALP)) {
        glp_delete_prob(lp);
        return n_rows + 1;
    }
    for (size_t i = 0; i < n_rows; i++) {
        double margin = 0.0;
        for (size_t j = 0; j < p; j++)
            margin += a[i * p + j] * glp_get_row_dual(lp, (int)j + 1);
        /* At the optimum a margin is 0, or at least 1 on a strict row. */
        strict[i] = margin > 0.5;
        count += strict[i];
    }
    glp_delete_prob(lp);
    return count;
}

static bool can_be_positive(glp_prob *lp, size_t k, const double *goal,
                            double sign)
{
    for (size_t j = 0; j < k; j++)
        glp_set_obj_coef(lp, (int)j + 1, sign * goal[j]);
    glp_std_basis(lp);
    return !solve(lp, GLP_PRIMAL) || glp_get_obj_val(lp) > 1e-6;
}

/* Directions that leave the rows that are not strict where they are: one for
 * each column that is a combination of others on those rows. */
struct directions {
    size_t n;        /* how many */
    double *v;       /* n × m */
    double *margins; /* strict rows × n: how far each moves them */
    size_t n_rows;
};

static void find_directions(struct workspace *w, size_t m,
                            const enum stats_column *column,
                            const struct tall *rest, struct directions *d)
{
    d->v = workspace_doubles(w, m * m);
    for (size_t j = 0; j < m; j++) {
        if (column[j] == STATS_COLUMN_DROPPED ||
            (rest && rest->column[j] == STATS_COLUMN_FINITE))
            continue;
        double *v = d->v + d->n++ * m;
        for (size_t k = 0; rest && k < m; k++)
            v[k] = -(double)rest->relation[j * m + k];
        v[j] = 1.0;
    }
}

static void find_margins(struct workspace *w, size_t n_rows, size_t m,
                         const double *rows, const unsigned char *strict,
                         struct directions *d)
{
    d->margins = workspace_doubles(w, n_rows * (d->n + 1));
    for (size_t i = 0; i < n_rows; i++) {
        if (!strict[i])
            continue;
        for (size_t c = 0; c < d->n; c++) {
            long double sum = 0.0L;
            for (size_t k = 0; k < m; k++)
                sum +=
                    (long double)rows[i * m + k] * (long double)d->v[c * m + k];
            d->margins[d->n_rows * d->n + c] = (double)sum;
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

static glp_prob *sign_program(struct workspace *w, const struct directions *d)
{
    size_t k = d->n;
    int *index = workspace_take(w, k + 1, sizeof *index);
    double *value = workspace_doubles(w, k + 1);
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MAX);
    glp_add_cols(lp, (int)k);
    for (int j = 1; j <= (int)k; j++) {
        glp_set_col_bnds(lp, j, GLP_DB, -1.0, 1.0);
        index[j] = j;
    }
    glp_add_rows(lp, (int)d->n_rows);
    for (size_t i = 0; i < d->n_rows; i++) {
        memcpy(value + 1, d->margins + i * k, k * sizeof *value);
        glp_set_mat_row(lp, (int)i + 1, (int)k, index, value);
        glp_set_row_bnds(lp, (int)i + 1, GLP_LO, 0.0, 0.0);
    }
    return lp;
}

/* Which signs can a coefficient take over the cone? */
static enum stats_column sign_of(glp_prob *lp, const struct directions *d,
                                 const double *goal)
{
    bool up = can_be_positive(lp, d->n, goal, 1.0);
    bool down = can_be_positive(lp, d->n, goal, -1.0);
    if (up && down)
        return STATS_COLUMN_UNDETERMINED;
    if (up)
        return STATS_COLUMN_PLUS_INFINITY;
    return down ? STATS_COLUMN_MINUS_INFINITY : STATS_COLUMN_FINITE;
}

/* A row that moves along one direction only fixes that direction's sign, and
 * most do where levels of factors are parted; no program is needed then. */
static int *fixed_signs(struct workspace *w, const struct directions *d)
{
    int *sign = workspace_take(w, d->n + 1, sizeof *sign);
    for (size_t i = 0; i < d->n_rows; i++) {
        size_t entries = 0, at = 0;
        for (size_t c = 0; c < d->n; c++)
            if (d->margins[i * d->n + c] != 0.0) {
                entries++;
                at = c;
            }
        if (entries == 1)
            sign[at] = d->margins[i * d->n + at] > 0.0 ? 1 : -1;
    }
    return sign;
}

/* UNDETERMINED: the fixed signs do not settle it. */
static enum stats_column settled_sign(const struct directions *d,
                                      const int *sign, const double *goal)
{
    bool up = false, down = false;
    for (size_t c = 0; c < d->n; c++) {
        if (goal[c] == 0.0)
            continue;
        if (sign[c] == 0)
            return STATS_COLUMN_UNDETERMINED;
        if ((goal[c] > 0.0) == (sign[c] > 0))
            up = true;
        else
            down = true;
    }
    if (up == down)
        return STATS_COLUMN_UNDETERMINED;
    return up ? STATS_COLUMN_PLUS_INFINITY : STATS_COLUMN_MINUS_INFINITY;
}

static void name_columns(struct workspace *w, size_t n_rows, size_t m,
                         const double *rows, const struct directions *d,
                         enum stats_column *column)
{
    double *goal = workspace_doubles(w, d->n + 1);
    const int *sign = fixed_signs(w, d);
    glp_prob *lp = sign_program(w, d);
    for (size_t j = 0; j < m; j++) {
        double largest = 0.0, norm = 0.0;
        if (column[j] == STATS_COLUMN_DROPPED)
            continue;
        for (size_t i = 0; i < n_rows; i++)
            norm = fmax(norm, fabs(rows[i * m + j]));
        for (size_t c = 0; c < d->n; c++) {
            goal[c] = d->v[c * m + j] * norm;
            largest = fmax(largest, fabs(goal[c]));
        }
        column[j] = STATS_COLUMN_FINITE;
        if (largest <= 1e-7)
            continue;
        for (size_t c = 0; c < d->n; c++)
            goal[c] = fabs(goal[c]) > 1e-7 * largest ? goal[c] / largest : 0.0;
        column[j] = settled_sign(d, sign, goal);
        if (column[j] == STATS_COLUMN_UNDETERMINED)
            column[j] = sign_of(lp, d, goal);
    }
    glp_delete_prob(lp);
}

void separation_name(struct workspace *w, size_t n_rows, size_t m,
                     const double *rows, const unsigned char *strict,
                     enum stats_column *column)
{
    double *weights = workspace_doubles(w, n_rows);
    for (size_t i = 0; i < n_rows; i++)
        weights[i] = strict[i] ? 0.0 : 1.0;
    struct stats_design left = {
        .n_rows = n_rows, .n_cols = m, .x = rows, .weights = weights};
    struct tall rest;
    bool any = tall_prepare(w, &left, &rest) == STATS_OK;
    struct directions d = {0};
    find_directions(w, m, column, any ? &rest : NULL, &d);
    find_margins(w, n_rows, m, rows, strict, &d);
    scale_directions(&d, m);
    name_columns(w, n_rows, m, rows, &d, column);
}

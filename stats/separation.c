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
    if (!solve(lp, GLP_PRIMAL)) {
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

unsigned separation_signs(size_t n_rows, size_t k, const double *m,
                          const double *goal)
{
    struct workspace w = {NULL};
    int *index = workspace_take(&w, k + 1, sizeof *index);
    glp_prob *lp = glp_create_prob();
    glp_set_obj_dir(lp, GLP_MAX);
    glp_add_cols(lp, (int)k);
    for (int j = 1; j <= (int)k; j++) {
        glp_set_col_bnds(lp, j, GLP_DB, -1.0, 1.0);
        index[j] = j;
    }
    glp_add_rows(lp, (int)n_rows);
    double *value = workspace_doubles(&w, k + 1);
    for (size_t i = 0; i < n_rows; i++) {
        memcpy(value + 1, m + i * k, k * sizeof *value);
        glp_set_mat_row(lp, (int)i + 1, (int)k, index, value);
        glp_set_row_bnds(lp, (int)i + 1, GLP_LO, 0.0, 0.0);
    }
    unsigned signs = (can_be_positive(lp, k, goal, 1.0) ? 1u : 0u) |
                     (can_be_positive(lp, k, goal, -1.0) ? 2u : 0u);
    glp_delete_prob(lp);
    workspace_release(&w);
    return signs;
}

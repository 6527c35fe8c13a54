/* protect_bounds: feasible intervals by linear programs, see the header.
 *
 * Within one table with margins the equations are those of a network, whose
 * vertices are whole numbers: the linear program's bound is exact. Tables
 * that share several margins in a ring may have fractional vertices; only
 * then is the whole-number program solved. */
#include "pipeline/protect_bounds.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>

struct bounds {
    glp_prob *problem;
    long *seen_low, *seen_high; /* 1 … n, of whole solutions */
};

/* Counts are far below 2^53 / 1e9, so this absorbs the solver's rounding. */
static const double rounding = 1e-6;

struct bounds *bounds_new(size_t n)
{
    static const double at_least = 1.0;
    struct bounds *b = glp_alloc(1, (int)sizeof(struct bounds));
    int size = (int)((n + 1) * sizeof(long));
    glp_term_out(GLP_OFF);
    b->problem = glp_create_prob();
    b->seen_low = glp_alloc(1, size);
    b->seen_high = glp_alloc(1, size);
    for (size_t at = 0; at <= n; at++)
        b->seen_low[at] = b->seen_high[at] = 0;
    if (n > 0)
        (void)glp_add_cols(b->problem, (int)n);
    for (int at = 1; at <= (int)n; at++) {
        glp_set_col_bnds(b->problem, at, GLP_LO, at_least, 0.0);
        glp_set_col_kind(b->problem, at, GLP_IV);
    }
    return b;
}

void bounds_free(struct bounds *b)
{
    if (b == NULL)
        return;
    glp_delete_prob(b->problem);
    glp_free(b->seen_low);
    glp_free(b->seen_high);
    glp_free(b);
}

void bounds_equation(struct bounds *b, int n, const int *at, const double *sign,
                     long sum)
{
    int row = glp_add_rows(b->problem, 1);
    glp_set_mat_row(b->problem, row, n, at, sign);
    glp_set_row_bnds(b->problem, row, GLP_FX, (double)sum, (double)sum);
}

static int vertex_is_whole(glp_prob *p)
{
    for (int at = 1; at <= glp_get_num_cols(p); at++) {
        double x = glp_get_col_prim(p, at);
        if (fabs(x - round(x)) > rounding)
            return 0;
    }
    return 1;
}

/* Keeps a solution; `value_of` is that of the simplex or the branching. */
static void see(struct bounds *b, double (*value_of)(glp_prob *, int))
{
    for (int at = 1; at <= glp_get_num_cols(b->problem); at++) {
        long x = (long)round(value_of(b->problem, at));
        if (b->seen_low[at] == 0 || x < b->seen_low[at])
            b->seen_low[at] = x;
        if (x > b->seen_high[at])
            b->seen_high[at] = x;
    }
}

void bounds_seen(const struct bounds *b, int at, long *low, long *high)
{
    *low = b->seen_low[at];
    *high = b->seen_high[at];
}

/* 0 = solved, 1 = unbounded, 2 = no solution. */
static int optimum(struct bounds *b, int direction, double *value)
{
    glp_prob *p = b->problem;
    glp_smcp simplex;
    glp_init_smcp(&simplex);
    simplex.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(p, direction);
    if (glp_simplex(p, &simplex) != 0)
        return 2;
    if (glp_get_status(p) == GLP_UNBND)
        return 1;
    if (glp_get_status(p) != GLP_OPT)
        return 2;
    *value = glp_get_obj_val(p);
    if (vertex_is_whole(p)) {
        see(b, glp_get_col_prim);
        return 0;
    }
    glp_iocp branch;
    glp_init_iocp(&branch);
    branch.msg_lev = GLP_MSG_OFF;
    if (glp_intopt(p, &branch) != 0 || glp_mip_status(p) != GLP_OPT)
        return 2;
    *value = glp_mip_obj_val(p);
    see(b, glp_mip_col_val);
    return 0;
}

void bounds_of(struct bounds *b, int at, long *low, long *high)
{
    glp_prob *p = b->problem;
    double least = 0.0;
    double most = 0.0;
    glp_set_obj_coef(p, at, 1.0);
    int smallest = optimum(b, GLP_MIN, &least);
    int largest = optimum(b, GLP_MAX, &most);
    glp_set_obj_coef(p, at, 0.0);
    *low = 0;
    *high = 0;
    if (smallest == 2 || largest == 2)
        return;
    *low = (long)ceil(least - rounding);
    *high = largest == 1 ? LONG_MAX : (long)floor(most + rounding);
}

/* workspace: memory of one fit, given back all at once.
 *
 * Private to stats/. Running out of memory ends the program with exit 74,
 * as GLPK would do by itself. */
#ifndef AYUMI_STATS_WORKSPACE_H
#define AYUMI_STATS_WORKSPACE_H

#include <stddef.h>

struct workspace_block;

struct workspace {
    struct workspace_block *newest;
};

/* count * size zeroed bytes, aligned for vectors of four doubles. */
void *workspace_take(struct workspace *w, size_t count, size_t size)
    __attribute__((warn_unused_result));
double *workspace_doubles(struct workspace *w, size_t count)
    __attribute__((warn_unused_result));
long double *workspace_reals(struct workspace *w, size_t count)
    __attribute__((warn_unused_result));
void workspace_release(struct workspace *w);

#endif

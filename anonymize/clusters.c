/* clusters: which records of one file are one person. */
#include "anonymize/assignment.h"

#include <math.h>
#include <stdlib.h>

static uint32_t root_of(uint32_t *parent, uint32_t x)
{
    while (parent[x] != x) {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    return x;
}

void assign_clusters(struct linkage *l)
{
    size_t n = l->data.n_records;
    l->cluster = arena_take_array(l->arena, n + 1, sizeof *l->cluster);
    for (size_t r = 0; r < n; r++)
        l->cluster[r] = (uint32_t)r;
    for (size_t k = 0; k < l->n_links; k++) {
        struct link *p = &l->links[k];
        p->probability = p->before;
        if (p->before < l->options.threshold)
            continue;
        uint32_t a = root_of(l->cluster, p->i), b = root_of(l->cluster, p->j);
        if (a < b)
            l->cluster[b] = a;
        else
            l->cluster[a] = b;
    }
    for (size_t r = 0; r < n; r++)
        l->cluster[r] = root_of(l->cluster, (uint32_t)r);
}

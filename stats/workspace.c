/* workspace: memory of one fit, given back all at once. */
#include "stats/workspace.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64, FIRST_BLOCK = 1 << 14 };

struct workspace_block {
    struct workspace_block *older;
    size_t size, used;
    char *bytes;
};

static void out_of_memory(void)
{
    fputs("out of memory\n", stderr);
    exit(74);
}

static void add_block(struct workspace *w, size_t needed)
{
    size_t size = w->newest ? w->newest->size : FIRST_BLOCK / 2;
    size = size < (size_t)1 << 24 ? 2 * size : size;
    if (size < needed)
        size = needed;
    struct workspace_block *b = malloc(sizeof *b);
    char *bytes = aligned_alloc(ALIGNMENT, size);
    if (b == NULL || bytes == NULL)
        out_of_memory();
    b->older = w->newest;
    b->size = size;
    b->used = 0;
    b->bytes = bytes;
    w->newest = b;
}

void *workspace_take(struct workspace *w, size_t count, size_t size)
{
    if (size != 0 && count > (SIZE_MAX / 4) / size)
        out_of_memory();
    size_t needed = (count * size + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    if (w->newest == NULL || w->newest->size - w->newest->used < needed)
        add_block(w, needed);
    void *taken = w->newest->bytes + w->newest->used;
    w->newest->used += needed;
    memset(taken, 0, needed);
    return taken;
}

double *workspace_doubles(struct workspace *w, size_t count)
{
    return workspace_take(w, count, sizeof(double));
}

long double *workspace_reals(struct workspace *w, size_t count)
{
    return workspace_take(w, count, sizeof(long double));
}

void workspace_release(struct workspace *w)
{
    while (w->newest) {
        struct workspace_block *b = w->newest;
        w->newest = b->older;
        free(b->bytes);
        free(b);
    }
}

/* growing: an array of what a file has millions of. */
#include "base/growing.h"

#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>

void *growing_array(void *old, size_t count, size_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return old;
    size_t wanted = *capacity == 0 ? 64 : *capacity + *capacity / 2;
    void *grown =
        wanted > SIZE_MAX / item_size ? NULL : realloc(old, wanted * item_size);
    if (grown == NULL)
        arena_out_of_memory();
    *capacity = wanted;
    return grown;
}

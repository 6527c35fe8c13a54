/* growing: an array of what a file has millions of.
 *
 * An arena keeps every smaller copy until it is released: twice the memory.
 * This one is moved as a whole and given back by free(). */
#ifndef AYUMI_BASE_GROWING_H
#define AYUMI_BASE_GROWING_H

#include "base/attributes.h"
#include <stddef.h>

/* Room for at least count + 1 items; *capacity is read and updated. What is new
 * is not zeroed. Running out of memory ends the program as in an arena. */
void *growing_array(void *old, size_t count, size_t *capacity,
                    size_t item_size) MUST_CHECK;

#endif

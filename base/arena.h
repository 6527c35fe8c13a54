/* arena: memory that is given back all at once.
 *
 * One arena per stage, one per record (reset after each record). Running out
 * of memory ends the program with exit 74 and one line on stderr; that is
 * safe because a stage is one transaction. */
#ifndef AYUMI_BASE_ARENA_H
#define AYUMI_BASE_ARENA_H

#include "base/attributes.h"
#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *newest;
    size_t used; /* bytes handed out since the last reset */
};

void arena_init(struct arena *a);

/* Zeroed memory, aligned for any type; never NULL. size 0 is allowed. */
void *arena_take(struct arena *a, size_t size) MUST_CHECK;

/* count * size with overflow check (an overflow ends the program). */
void *arena_take_array(struct arena *a, size_t count, size_t size) MUST_CHECK;

/* Grows an array by doubling: returns room for at least count + 1 items,
 * the first count copied from old. *capacity is read and updated. */
void *arena_grow(struct arena *a, void *old, size_t count, size_t *capacity,
                 size_t item_size) MUST_CHECK;

char *arena_copy(struct arena *a, const char *text) MUST_CHECK;
char *arena_copy_n(struct arena *a, const char *bytes, size_t n) MUST_CHECK;
char *arena_format(struct arena *a, const char *format, ...)
    PRINTF_LIKE(2, 3) MUST_CHECK;
char *arena_format_v(struct arena *a, const char *format, va_list args)
    PRINTF_LIKE(2, 0) MUST_CHECK;

/* What every allocation does when there is no more. */
NEVER_RETURNS void arena_out_of_memory(void);
/* malloc that ends the program so: for libraries that ask for an allocator. */
void *arena_memory_or_end(size_t size);

/* Everything taken so far becomes invalid; the largest block is kept. */
void arena_reset(struct arena *a);

/* Gives all memory back; the arena may be used again. */
void arena_release(struct arena *a);

#endif

/* arena: memory that is given back all at once. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *older;
    size_t size, used;
};

NEVER_RETURNS void arena_out_of_memory(void)
{
    fputs("ayumi: out of memory / メモリーが足りません\n", stderr);
    exit(74);
}

void *arena_memory_or_end(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL)
        arena_out_of_memory();
    return memory;
}

static size_t rounded(size_t size)
{
    if (size > SIZE_MAX - 2 * sizeof(struct arena_block) - ALIGNMENT)
        arena_out_of_memory();
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static size_t header_size(void)
{
    return rounded(sizeof(struct arena_block));
}

void arena_init(struct arena *a)
{
    a->newest = NULL;
    a->used = 0;
}

static struct arena_block *add_block(struct arena *a, size_t needed)
{
    size_t size = a->newest ? a->newest->size * 2 : FIRST_BLOCK;
    if (size < needed)
        size = needed;
    struct arena_block *b = malloc(header_size() + size);
    if (b == NULL)
        arena_out_of_memory();
    b->older = a->newest;
    b->size = size;
    b->used = 0;
    a->newest = b;
    return b;
}

/* As malloc gives it: for what is written at once. */
static void *take_raw(struct arena *a, size_t size)
{
    size_t needed = rounded(size);
    struct arena_block *b = a->newest;
    if (b == NULL || b->size - b->used < needed)
        b = add_block(a, needed);
    void *memory = (char *)b + header_size() + b->used;
    b->used += needed;
    a->used += needed;
    return memory;
}

void *arena_take(struct arena *a, size_t size)
{
    return memset(take_raw(a, size), 0, size);
}

void *arena_take_array(struct arena *a, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        arena_out_of_memory();
    return arena_take(a, count * size);
}

void *arena_grow(struct arena *a, void *old, size_t count, size_t *capacity,
                 size_t item_size)
{
    if (count < *capacity)
        return old;
    size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
    void *grown = arena_take_array(a, wanted, item_size);
    if (count != 0)
        memcpy(grown, old, count * item_size);
    *capacity = wanted;
    return grown;
}

char *arena_copy_n(struct arena *a, const char *bytes, size_t n)
{
    if (n == SIZE_MAX)
        arena_out_of_memory();
    char *copy = take_raw(a, n + 1);
    if (n != 0)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

char *arena_copy(struct arena *a, const char *text)
{
    return arena_copy_n(a, text, strlen(text));
}

char *arena_format_v(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        arena_out_of_memory();
    char *text = arena_take(a, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

char *arena_format(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_format_v(a, format, args);
    va_end(args);
    return text;
}

static void free_blocks(struct arena_block *b)
{
    while (b != NULL) {
        struct arena_block *older = b->older;
        free(b);
        b = older;
    }
}

void arena_reset(struct arena *a)
{
    if (a->newest != NULL) {
        free_blocks(a->newest->older);
        a->newest->older = NULL;
        a->newest->used = 0;
    }
    a->used = 0;
}

void arena_release(struct arena *a)
{
    free_blocks(a->newest);
    arena_init(a);
}

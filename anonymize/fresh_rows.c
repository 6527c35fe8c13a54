/* fresh_rows: rows of this run that wait for their person. */
#include "anonymize/fresh_rows.h"

#include "base/arena.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 256 * 1024 };

struct fresh_block {
    struct fresh_block *next;
    size_t used, capacity;
    size_t n_left; /* rows that are not taken */
    max_align_t bytes[];
};

void fresh_rows_init(struct fresh_rows *f)
{
    memset(f, 0, sizeof *f);
}

static void drop_block(struct fresh_block *b)
{
    sodium_memzero(b->bytes, b->used);
    free(b);
}

void fresh_rows_release(struct fresh_rows *f)
{
    while (f->first != NULL) {
        struct fresh_block *next = f->first->next;
        drop_block(f->first);
        f->first = next;
    }
    fresh_rows_init(f);
}

static size_t size_of(size_t n_plain)
{
    size_t unit = sizeof(max_align_t);
    return (sizeof(struct fresh_row) + n_plain + unit - 1) / unit * unit;
}

static struct fresh_row *row_at(struct fresh_block *b, size_t at)
{
    return (struct fresh_row *)((unsigned char *)b->bytes + at);
}

static struct fresh_block *block_for(struct fresh_rows *f, size_t size)
{
    struct fresh_block *last = f->last;
    if (last != NULL && last->capacity - last->used >= size)
        return last;
    size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct fresh_block *b = malloc(sizeof *b + capacity);
    if (b == NULL)
        arena_out_of_memory();
    *b = (struct fresh_block){.capacity = capacity};
    if (last == NULL)
        f->first = b;
    else
        last->next = b;
    f->last = b;
    return b;
}

void fresh_rows_add(struct fresh_rows *f, const struct fresh_row *place,
                    const unsigned char *plain)
{
    size_t size = size_of(place->n_plain);
    struct fresh_block *b = block_for(f, size);
    struct fresh_row *row = row_at(b, b->used);
    memcpy(row, place, sizeof *row);
    row->is_taken = false;
    memcpy(row->plain, plain, place->n_plain);
    b->used += size;
    b->n_left++;
    f->n_left++;
}

/* The row under the hand, or NULL at the end. */
static struct fresh_row *row_here(struct fresh_rows *f)
{
    while (f->at_block != NULL && f->at >= f->at_block->used &&
           f->at_block->next != NULL) {
        f->at_block = f->at_block->next;
        f->at = 0;
    }
    return f->at_block == NULL || f->at >= f->at_block->used
               ? NULL
               : row_at(f->at_block, f->at);
}

struct fresh_row *fresh_rows_after(struct fresh_rows *f, int64_t received)
{
    struct fresh_row *row = f->n_left == 0 ? NULL : row_here(f);
    if (f->n_left == 0)
        return NULL;
    if (row == NULL || row->received > received) {
        f->at_block = f->first;
        f->at = 0;
        row = row_here(f);
    }
    while (row != NULL && (row->is_taken || row->received <= received)) {
        f->at += size_of(row->n_plain);
        row = row_here(f);
    }
    return row;
}

/* A block that nobody waits in goes, unless more is to come into it. */
static void drop_front(struct fresh_rows *f)
{
    while (f->first != NULL && f->first->n_left == 0 && f->first != f->last) {
        struct fresh_block *next = f->first->next;
        if (f->at_block == f->first) {
            f->at_block = next;
            f->at = 0;
        }
        drop_block(f->first);
        f->first = next;
    }
}

static struct fresh_block *block_of(const struct fresh_rows *f,
                                    const struct fresh_row *row)
{
    const unsigned char *at = (const unsigned char *)row;
    struct fresh_block *b = f->first;
    while (at < (const unsigned char *)b->bytes ||
           at >= (const unsigned char *)b->bytes + b->used)
        b = b->next;
    return b;
}

void fresh_rows_take(struct fresh_rows *f, struct fresh_row *row)
{
    block_of(f, row)->n_left--;
    sodium_memzero(row->plain, row->n_plain);
    row->is_taken = true;
    f->n_left--;
    drop_front(f);
}

/* fresh_rows: rows of this run that wait for their person. */
#include "anonymize/fresh_rows.h"

#include "base/arena.h"
#include "base/growing.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Rows with their places; a longer row has a block of its own, which stays in
 * memory. */
enum { BLOCK_SIZE = 64 * 1024 };

struct sealed_block {
    unsigned char nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    unsigned char bytes[BLOCK_SIZE + crypto_aead_xchacha20poly1305_ietf_ABYTES];
};

struct fresh_block {
    int64_t first_received;
    size_t used, capacity;
    size_t n_left;      /* rows that are not taken */
    size_t place;       /* in the file, from 1; 0 = none yet */
    max_align_t *bytes; /* NULL: sealed, or gone */
};

void fresh_rows_init(struct fresh_rows *f, const char *folder)
{
    memset(f, 0, sizeof *f);
    spilled_init(&f->sealed, sizeof(struct sealed_block), folder);
}

static void drop_bytes(struct fresh_block *b)
{
    if (b->bytes != NULL)
        sodium_memzero(b->bytes, b->used);
    free(b->bytes);
    b->bytes = NULL;
}

void fresh_rows_release(struct fresh_rows *f)
{
    for (size_t i = 0; i < f->n_blocks; i++)
        drop_bytes(&f->blocks[i]);
    free(f->blocks);
    spilled_release(&f->sealed);
    sodium_memzero(f->key, sizeof f->key);
    fresh_rows_init(f, f->sealed.folder);
}

static max_align_t *memory_for(size_t n)
{
    max_align_t *bytes = malloc(n);
    if (bytes == NULL)
        arena_out_of_memory();
    return bytes;
}

/* ----------------------------------------------------------------- sealing */

static void new_nonce(struct fresh_rows *f, struct sealed_block *s)
{
    if (f->n_seals++ == 0)
        randombytes_buf(f->key, sizeof f->key);
    memset(s->nonce, 0, sizeof s->nonce);
    memcpy(s->nonce, &f->n_seals, sizeof f->n_seals);
}

/* Out of memory, until its rows are asked for. */
static void put_away(struct fresh_rows *f, struct fresh_block *b)
{
    if (b->n_left == 0)
        drop_bytes(b);
    if (b->bytes == NULL || b->capacity > BLOCK_SIZE)
        return;
    if (b->place == 0) {
        void *added = spilled_add(&f->sealed);
        (void)added;
        b->place = f->sealed.n;
    }
    struct sealed_block *s = spilled_at(&f->sealed, b->place - 1);
    new_nonce(f, s);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        s->bytes, NULL, (unsigned char *)b->bytes, b->used, NULL, 0, NULL,
        s->nonce, f->key);
    drop_bytes(b);
}

/* false where the file no longer holds what was put away. */
static bool fetch(struct fresh_rows *f, struct fresh_block *b)
{
    if (b->bytes != NULL)
        return true;
    const struct sealed_block *s = spilled_at(&f->sealed, b->place - 1);
    b->bytes = memory_for(BLOCK_SIZE);
    f->is_damaged = crypto_aead_xchacha20poly1305_ietf_decrypt(
                        (unsigned char *)b->bytes, NULL, NULL, s->bytes,
                        b->used + crypto_aead_xchacha20poly1305_ietf_ABYTES,
                        NULL, 0, s->nonce, f->key) != 0;
    return !f->is_damaged;
}

/* ------------------------------------------------------------------ adding */

static size_t size_of(size_t n_plain)
{
    size_t unit = sizeof(max_align_t);
    return (sizeof(struct fresh_row) + n_plain + unit - 1) / unit * unit;
}

static struct fresh_row *row_at(struct fresh_block *b, size_t at)
{
    return (struct fresh_row *)((unsigned char *)b->bytes + at);
}

/* The last block while it has room, else a new one. The one under the hand
 * stays in memory, also when it was the last. */
static struct fresh_block *block_for(struct fresh_rows *f, size_t size,
                                     int64_t received)
{
    struct fresh_block *last =
        f->n_blocks == 0 ? NULL : &f->blocks[f->n_blocks - 1];
    if (last != NULL && last->capacity - last->used >= size)
        return last;
    if (last != NULL && f->at_block != f->n_blocks - 1)
        put_away(f, last);
    f->blocks =
        growing_array(f->blocks, f->n_blocks, &f->capacity, sizeof *f->blocks);
    size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct fresh_block *b = &f->blocks[f->n_blocks++];
    *b = (struct fresh_block){.first_received = received,
                              .capacity = capacity,
                              .bytes = memory_for(capacity)};
    return b;
}

void fresh_rows_add(struct fresh_rows *f, const struct fresh_row *place,
                    const unsigned char *plain)
{
    size_t size = size_of(place->n_plain);
    struct fresh_block *b = block_for(f, size, place->received);
    struct fresh_row *row = row_at(b, b->used);
    memset(row, 0, size);
    memcpy(row, place, sizeof *row);
    row->is_taken = false;
    memcpy(row->plain, plain, place->n_plain);
    b->used += size;
    b->n_left++;
    f->n_left++;
}

/* ----------------------------------------------------------------- finding */

/* The block under the hand becomes another one. */
static void go_to(struct fresh_rows *f, size_t block)
{
    if (block != f->at_block && f->at_block + 1 != f->n_blocks)
        put_away(f, &f->blocks[f->at_block]);
    f->at_block = block;
    f->at = 0;
}

/* The row under the hand, or NULL at the end. */
static struct fresh_row *row_here(struct fresh_rows *f)
{
    while (f->at_block + 1 < f->n_blocks &&
           (f->blocks[f->at_block].n_left == 0 ||
            f->at >= f->blocks[f->at_block].used))
        go_to(f, f->at_block + 1);
    struct fresh_block *b = &f->blocks[f->at_block];
    return b->n_left == 0 || f->at >= b->used || !fetch(f, b)
               ? NULL
               : row_at(b, f->at);
}

/* The last block that begins with `received` or before it. */
static size_t block_of(const struct fresh_rows *f, int64_t received)
{
    size_t low = f->first, high = f->n_blocks;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (f->blocks[middle].first_received <= received)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct fresh_row *fresh_rows_after(struct fresh_rows *f, int64_t received)
{
    if (f->n_left == 0 || f->is_damaged)
        return NULL;
    struct fresh_row *row = row_here(f);
    if (row == NULL || row->received > received) {
        go_to(f, block_of(f, received));
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
    while (f->first + 1 < f->n_blocks && f->blocks[f->first].n_left == 0)
        drop_bytes(&f->blocks[f->first++]);
}

void fresh_rows_take(struct fresh_rows *f, struct fresh_row *row)
{
    f->blocks[f->at_block].n_left--;
    sodium_memzero(row->plain, row->n_plain);
    row->is_taken = true;
    f->n_left--;
    drop_front(f);
}

/* spilled: an array of what a study may have millions of, on the disk once
 * it is long.
 *
 * A short one stands in memory. From SPILLED_FROM bytes on it stands in a file
 * without a name, mapped; what was looked at leaves memory again as soon as
 * SPILLED_WINDOWS windows of it are there, so that an array of any length
 * takes 1 MB. Quick where items are looked at in order. Where no file can be
 * made or the disk is full it goes on in memory: slower or larger, never
 * wrong.
 *
 * The file is gone with the program, however that ends. Its folder may not be
 * one where what the items say must not lie. Not for two threads at a time. */
#ifndef AYUMI_BASE_SPILLED_H
#define AYUMI_BASE_SPILLED_H

#include "base/attributes.h"
#include <stdbool.h>
#include <stddef.h>

enum {
    SPILLED_FROM = 1 << 20,
    SPILLED_WINDOW_BITS = 16, /* 64 KiB, what Linux maps at once */
    SPILLED_WINDOWS = 16
};

struct spilled {
    const char *folder; /* of the file; NULL: always in memory */
    size_t item_size;
    size_t n, capacity; /* items */
    unsigned char *items;
    int file;              /* -1: in memory */
    size_t window, before; /* looked at last; the one before that */
    size_t n_windows;
};

/* `folder` must outlive *s. */
void spilled_init(struct spilled *s, size_t item_size, const char *folder);
void spilled_release(struct spilled *s); /* and ready for use again */

/* One more at the end, not zeroed. Items may move: pointers to others are of
 * no use any more. */
void *spilled_add(struct spilled *s) MUST_CHECK;
/* n zeroed items, where there were none. */
void spilled_zeros(struct spilled *s, size_t n);
/* Only the first n are left. */
void spilled_cut(struct spilled *s, size_t n);

/* As qsort; items that are equal keep their order. Quick where most of them
 * stand in order. */
void spilled_sort(struct spilled *s,
                  int (*compare)(const void *left, const void *right));

/* Elsewhere in the file: makes room in memory. For spilled_at. */
void spilled_turn(struct spilled *s, size_t window);

/* i < n. Stays where it is until something is added. */
static inline void *spilled_at(struct spilled *s, size_t i)
{
    size_t at = i * s->item_size;
    if (at >> SPILLED_WINDOW_BITS != s->window)
        spilled_turn(s, at >> SPILLED_WINDOW_BITS);
    return s->items + at;
}

/* Copies of `count` items from i on, all of them there: for what is wanted in
 * no order, since the pages around stay where they are. false: the file can't
 * be read. */
bool spilled_read(const struct spilled *s, size_t i, size_t count,
                  void *out) MUST_CHECK;

/* Where spilled files go of what may lie anywhere: TMPDIR, else /tmp. */
const char *spilled_public_folder(void);

#endif

/* piece: the part of a value by which records are brought together. */
#ifndef AYUMI_ANONYMIZE_PIECE_H
#define AYUMI_ANONYMIZE_PIECE_H

#include "anonymize/linkage.h"

struct piece_kind {
    const char *name;
    /* How often it agrees where the whole value does not. */
    double agrees_otherwise;
    /* Hash of the piece of a form, 0 = it has none. */
    uint64_t (*of)(const struct comparison *c, uint32_t form);
};

/* The kinds of a method, closed by a NULL name; the first is the whole. */
const struct piece_kind *piece_kinds(enum method m);

#endif

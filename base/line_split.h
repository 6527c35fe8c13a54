/* line_split: the cells of a line that is a whole record, the way nearly all
 * are: a cell is bare, or quoted from its first byte to its last with quotes
 * inside doubled. Anything else (a quote in a bare cell, text behind a closing
 * quote, a cell that goes on in the next line, a NUL, bytes that do not
 * decode) is left to the reader that knows what to say about it. */
#ifndef AYUMI_BASE_LINE_SPLIT_H
#define AYUMI_BASE_LINE_SPLIT_H

#include "base/arena.h"
#include <stdbool.h>

enum { LINE_SPLIT_MAX = 65536, LINE_SPLIT_COLUMNS = 4096 };

struct line_split {
    char delimiter;
    bool is_cp932; /* else the bytes are UTF-8 already */
    const char **cells;
    size_t n_cells;
    struct arena *arena;
    char *text;  /* of the cells, each ended by NUL */
    size_t room; /* bytes of a line that text and cells suffice for */
};

/* Room is taken from the arena as lines need it. */
void line_split_init(struct line_split *s, struct arena *a);

/* `n` bytes of one line with its line end. False: not such a line, and cells
 * are not to be used. Cells are valid until the next call. */
bool line_split(struct line_split *s, const char *line, size_t n);

#endif

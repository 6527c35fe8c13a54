/* pair_book: an .xlsx in which a person compares two records a row and
 * chooses a word.
 *
 * One sheet to fill in (title, a line that says how, headers, rows; the left
 * columns and the header stay in sight, the choice is a drop-down list), one
 * that explains. Characters can be marked one by one. Text is always text; the
 * same content gives the same bytes. Knows nothing of what is compared. */
#ifndef AYUMI_REPORT_PAIR_BOOK_H
#define AYUMI_REPORT_PAIR_BOOK_H

#include "base/arena.h"
#include "base/status.h"
#include <stddef.h>

/* What is said of one character of a cell. */
enum pair_mark {
    PAIR_ALIKE,   /* black */
    PAIR_VARIANT, /* orange: another spelling of the same */
    PAIR_DIFFERS  /* red and bold */
};

struct pair_book_column {
    const char *header;
    double width; /* characters */
};

struct pair_book_words {
    const char *sheet, *help_sheet;
    const char *title, *how;
    const char *const *help; /* lines, NULL-terminated */
    const struct pair_book_column *columns;
    size_t n_columns;
    size_t n_frozen;            /* columns that stay in sight */
    size_t choice_column;       /* 0-based */
    const char *const *choices; /* NULL-terminated */
    const char *choice_hint, *choice_error;
    size_t n_rows; /* to come */
};

struct pair_book; /* opaque, lives in the arena */

/* The file gets `mode`; words must outlive the book. */
MUST_CHECK enum status pair_book_open(struct arena *a, const char *path,
                                      unsigned mode,
                                      const struct pair_book_words *words,
                                      struct pair_book **out);
/* marks: one enum pair_mark for each code point of text, or NULL. */
void pair_book_cell(struct pair_book *b, const char *text,
                    const unsigned char *marks);
void pair_book_end_row(struct pair_book *b);
MUST_CHECK enum status pair_book_keep(struct pair_book *b);

#endif

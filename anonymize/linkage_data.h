/* linkage_data: the records to be linked, column by column.
 *
 * Each distinct cell of a column is held once and numbered; number 0 is the
 * blank. Records stand in the order of their ids, the smaller file first, so
 * that neither the order of rows nor which file is called left changes any
 * result. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_DATA_H
#define AYUMI_ANONYMIZE_LINKAGE_DATA_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct linkage_column {
    const char *name;    /* as the first file that has it writes it */
    uint32_t n_values;   /* number 0 (the blank) included */
    const char **values; /* as typed, each once */
    uint32_t *of_record; /* n_records numbers */
};

struct linkage_data {
    bool is_dedupe;
    bool is_exchanged; /* the right file stands first */
    size_t n_records;
    size_t
        n_first; /* records of the file that stands first; for a dedupe all */
    const char *id_name; /* of the first column */
    const char **ids;
    size_t n_columns;
    struct linkage_column *columns; /* in the order of their names */
    size_t n_one_sided;             /* columns that only one file has */
    const char **one_sided;
    struct arena second; /* what was read of the second file */
};

/* Which columns of two files mean the same: equal_names(left, right). */
typedef bool linkage_same_column(const char *left, const char *right);

/* right NULL: dedupe; two files are read at the same time. Arena memory, and
 * some of its own: release it also after an error. Columns in both files only;
 * the first column of each is the id. Message on stderr and STATUS_UNREADABLE
 * or STATUS_USAGE when a file can't be read, has no column but the id, a broken
 * row, or an id that is blank or stands twice. */
MUST_CHECK enum status linkage_data_read(struct arena *a, const char *left,
                                         const char *right,
                                         linkage_same_column *same,
                                         struct linkage_data *out);

void linkage_data_release(struct linkage_data *d);

#endif

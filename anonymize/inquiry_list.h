/* inquiry_list: which findings go to which office, most useful first. */
#ifndef AYUMI_ANONYMIZE_INQUIRY_LIST_H
#define AYUMI_ANONYMIZE_INQUIRY_LIST_H

#include "anonymize/identity_run.h"

/* Nobody looks up more rows than that from one letter: the numbers of the
 * others are not looked for. */
enum { INQUIRY_MOST_ROWS = 1000 };

struct inquiry {
    const struct delivered_file *file;
    const char *office; /* as shown; "" when the inbox does not say */
    uint32_t row;       /* 0 = the whole file */
    const char *column; /* letter, or "" */
    const struct variable *variable; /* or NULL */
    const struct rule *rule;
    const char *number; /* the sender's: 0012;2023-07-22; "" = unreadable, or
                         * beyond INQUIRY_MOST_ROWS of the office */
    size_t weight;      /* by what the list is ranked; see below */
};

struct inquiries {
    struct inquiry *list; /* by office, then weight downwards, then place */
    size_t n, capacity;
    bool counts_cells; /* weights are printed cells, else definitions */
};

/* What the steps of this run found, before anything was printed: the weight
 * is the number of definitions that use the cell, or all cells of a row that
 * is out. */
MUST_CHECK enum status inquiries_gather(struct identity_run *r,
                                        struct inquiries *out);

/* What a run of the research side found and left open: its
 * findings/printed_cells.csv (file, sheet, row, column, variable, rule,
 * cells), with the numbers of the rows looked up in the inbox. Files that are
 * no longer there are passed over. STATUS_USAGE with a message when it is no
 * such file. */
MUST_CHECK enum status inquiries_read(struct identity_run *r, const char *path,
                                      struct inquiries *out);

#endif

/* inquiry_list: which findings go to which office, most useful first. */
#ifndef AYUMI_ANONYMIZE_INQUIRY_LIST_H
#define AYUMI_ANONYMIZE_INQUIRY_LIST_H

#include "anonymize/identity_run.h"

/* Nobody looks up more rows than that from one letter: the others are only
 * counted. */
enum { INQUIRY_MOST_ROWS = 1000 };

struct inquiry {
    const struct delivered_file *file;
    const char *office; /* as shown; "" when the inbox does not say */
    uint32_t row;       /* 0 = the whole file */
    char column[8];     /* letters, or "" */
    const struct variable *variable; /* or NULL */
    const struct rule *rule;
    const char *number; /* the sender's: 0012;2023-07-22; "" = unreadable */
    size_t weight;      /* by what the list is ranked; see below */
};

/* Once gathered: by office, then weight downwards, then place; the first
 * INQUIRY_MOST_ROWS of each office. */
struct inquiries {
    struct inquiry *list;
    size_t n, capacity;
    size_t trim_at; /* so many stand in the list, too, before it is cut */
    struct inquiry_office {
        const char *office;
        size_t n_found;
    } * offices;
    size_t n_offices, offices_capacity;
    bool counts_cells; /* weights are printed cells, else definitions */
};

/* How many were found for an office of the list. */
size_t inquiries_found(const struct inquiries *all, const char *office);

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

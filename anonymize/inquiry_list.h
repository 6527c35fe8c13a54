/* inquiry_list: which findings go to which office, most useful first. */
#ifndef AYUMI_ANONYMIZE_INQUIRY_LIST_H
#define AYUMI_ANONYMIZE_INQUIRY_LIST_H

#include "anonymize/identity_run.h"

struct inquiry {
    const struct delivered_file *file;
    const char *office; /* as shown; "" when the inbox does not say */
    uint32_t row;       /* 0 = the whole file */
    const char *column; /* letter, or "" */
    const struct variable *variable; /* or NULL */
    const struct rule *rule;
    const char *number; /* the sender's: 0012;2023-07-22; "" = unreadable */
    size_t weight;      /* definitions that use the cell, or the row */
};

struct inquiries {
    struct inquiry *list; /* by office, then weight downwards, then place */
    size_t n, capacity;
};

MUST_CHECK enum status inquiries_gather(struct identity_run *r,
                                        struct inquiries *out);

#endif

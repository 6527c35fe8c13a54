/* faults: the mistakes planted in the sample town, each written down.
 *
 * Rows with an error are additional rows, and warnings fall on people whose
 * answers no model uses, so that the town's analysis stays as drawn. */
#ifndef AYUMI_TOWN_FAULTS_H
#define AYUMI_TOWN_FAULTS_H

#include "deliveries.h"

struct fault {
    const struct sheet *sheet;
    const struct sheet_row *row; /* NULL = the whole file */
    int column;                  /* from 0; -1 = the whole row or file */
    const char *rule;            /* a rule of codebooks/rules.csv */
    const char *why;
};

struct fault_list {
    struct deliveries *d;
    int n_newcomers; /* people who are only there for a fault */
    size_t n, capacity;
    struct fault *faults;
};

/* Needs about 100 people or more: each fault looks for a row to spoil. */
void faults_plant(struct fault_list *list, struct deliveries *d);

#endif

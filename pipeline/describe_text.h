/* describe_text: Table 1 for the eye, on standard output.
 *
 * A line has a label, a cell per group (all rows first) and, where there is
 * one, the standardised difference and the p-value. table1.csv has everything
 * in full; more than MOST_SHOWN groups are to be read there. */
#ifndef AYUMI_PIPELINE_DESCRIBE_TEXT_H
#define AYUMI_PIPELINE_DESCRIBE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum { DESCRIBE_MOST_SHOWN = 6 };

/* cells: n, NULL where a line has nothing for a group. */
struct describe_line {
    const char *label;
    size_t n;
    const char *const *cells;
    bool has_test; /* smd and p_value stand on this line; NaN: none */
    double smd, p_value;
    const char *test; /* "" when there is none */
};

void describe_text_line(struct arena *a, const struct describe_line *line);

/* "<0.0001", "0.0412"; "-" for NaN. */
const char *describe_p_value(struct arena *a, double p);

#endif

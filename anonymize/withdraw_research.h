/* withdraw_research: a person's rows leave the research side.
 *
 * study.sqlite is the pipeline's, but a withdrawal can't wait for its next
 * run: rows under the person's pseudonyms are deleted from every table (with
 * secure_delete), and the folders out/QUARTER/export that hold them, which
 * `ayumi run` writes anew, are removed. Aggregated results stay as they were
 * published; which there are is told. */
#ifndef AYUMI_ANONYMIZE_WITHDRAW_RESEARCH_H
#define AYUMI_ANONYMIZE_WITHDRAW_RESEARCH_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>

struct published_edition {
    const char *folder;   /* "out/FY2023Q2" */
    bool has_rows;        /* its export/ holds rows of the person */
    bool rows_are_erased; /* and was removed */
};

struct research_traces {
    size_t n_rows; /* deleted from study.sqlite */
    size_t n_editions;
    struct published_edition *editions; /* by folder */
};

/* Looks at out/; with `erase` also deletes. Nothing there is nothing to do.
 * pseudonyms: of all records that are the person. */
MUST_CHECK enum status research_withdraw(struct arena *a, const char *study,
                                         const char *const *pseudonyms,
                                         size_t n_pseudonyms, bool erase,
                                         struct research_traces *out);

#endif

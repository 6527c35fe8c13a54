/* withdraw_research: a person's rows leave the research side.
 *
 * study.sqlite is the pipeline's, but a withdrawal can't wait for its next
 * run: rows under the person's pseudonyms are deleted from every table (with
 * secure_delete), and the folders out/QUARTER/export that hold them, which
 * `ayumi run` writes anew, are removed. Aggregated results stay as they were
 * published; which there are is told.
 *
 * What was found is on record before anything of it is deleted, and until it
 * has been told: a withdrawal that was cut short and is given again tells what
 * the first attempt deleted, and ends what it began. */
#ifndef AYUMI_ANONYMIZE_WITHDRAW_RESEARCH_H
#define AYUMI_ANONYMIZE_WITHDRAW_RESEARCH_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>

struct published_edition {
    const char *folder;   /* "out/FY2023Q2" */
    bool has_rows;        /* its export/ holds rows of the person, or did */
    bool rows_are_erased; /* and was removed */
};

struct research_traces {
    size_t n_rows; /* deleted from study.sqlite */
    size_t n_editions;
    struct published_edition *editions; /* by folder */
};

struct research_request {
    const char *study;
    const char *record;  /* the file of what was found, when anything was */
    const char *words;   /* that ask for it: the first line of .record */
    size_t n_pseudonyms; /* of all records that are the person */
    const char *const *pseudonyms;
    bool erase; /* else only looked at */
};

/* Looks at out/; with .erase also deletes. Nothing there is nothing to do. The
 * caller removes .record when it has told what was found. STATUS_IO with a
 * message; some of it may then be deleted, and stands in .record. */
MUST_CHECK enum status research_withdraw(struct arena *a,
                                         const struct research_request *asked,
                                         struct research_traces *out);

#endif

/* file_check: read one file once and decide the fate of each of its rows.
 *
 * Recognises the kind by the headers, checks every cell and every comparison
 * of rules.csv, notes findings and repairs, and leaves in the file's notes
 * one entry per received row: accepted, quarantined or duplicate. A file that
 * can't be taken gets `refused` and one finding; that is not a failure. */
#ifndef AYUMI_ANONYMIZE_FILE_CHECK_H
#define AYUMI_ANONYMIZE_FILE_CHECK_H

#include "anonymize/study_files.h"

/* Called for every accepted row; cells and texts by variable, gone after the
 * call. NULL function: nothing is called. */
struct row_taker {
    enum status (*take)(void *context, struct delivered_file *f,
                        const struct row_note *note, const struct cell *cells,
                        const char *const *texts);
    void *context;
    /* Where a file need not be read again: was every accepted row of it taken
     * before, for good? NULL function: nothing is taken. */
    enum status (*has_all)(void *context, struct delivered_file *f, bool *all);
};

/* `file` is an index of s->files. Files must be checked in order. */
MUST_CHECK enum status file_check(struct study_files *s, size_t file,
                                  const struct row_taker *taker);

/* A row as it reads after corrections. */
struct row_again {
    const char *const *texts; /* by variable */
    const bool *is_changed;   /* by variable */
    int32_t known_days; /* of a row that can be taken only now: since when */
};

/* Judges a row anew, that of `rows`: its findings are made again; where it had
 * been quarantined and has no error now, it is taken in. After
 * row_ledger_settle. */
MUST_CHECK enum status file_recheck(struct study_files *s, size_t file,
                                    const struct file_rows *rows,
                                    const struct row_again *again,
                                    const struct row_taker *taker);

#endif

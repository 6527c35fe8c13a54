/* corrections: what the offices ask to be put right, file 28.
 *
 * An accepted row of kind 28 names a row of another table (by its number, or
 * by file and row where the number itself is wrong) and asks for one of four
 * things: a cell has another value, the row is void, two records are one, two
 * records joined by mistake are two. From its day (訂正日) on, and for a run
 * as of that day or later only:
 *
 *   change   the cell reads as the new value; where the row had been
 *            quarantined and is right now, it is taken in
 *   cancel   the row is superseded: kept, counted, handed over no more
 *   merge    of a roster: two people are one; elsewhere: the row is
 *            superseded in favour of the other one
 *   split    of a roster: two numbers are two people
 *
 * Inbox files are never changed. What became of every request stands in
 * review/corrections.csv: who asked, when, for what, and what was done. */
#ifndef AYUMI_ANONYMIZE_CORRECTIONS_H
#define AYUMI_ANONYMIZE_CORRECTIONS_H

#include "anonymize/file_check.h"

#define CORRECTION_KIND "28"
#define CORRECTIONS_FILE "corrections.csv" /* in review/ */

enum correction_action {
    CORRECT_CHANGE = 1, /* as in the code list correction_action */
    CORRECT_CANCEL,
    CORRECT_MERGE,
    CORRECT_SPLIT
};

enum correction_outcome {
    OUTCOME_WAITING,     /* not decided yet */
    OUTCOME_APPLIED,     /* I3401 */
    OUTCOME_ALREADY,     /* I3402: nothing was left to do */
    OUTCOME_LATER,       /* its day is after the run's as-of */
    OUTCOME_REPLACED,    /* the request itself was replaced by a later one */
    OUTCOME_NOT_FOUND,   /* W3403: no such row */
    OUTCOME_AMBIGUOUS,   /* W3404: several rows */
    OUTCOME_NO_FIELD,    /* W3405: no such column, or none is named */
    OUTCOME_OLD_VALUE,   /* W3406: the row says something else */
    OUTCOME_NEW_VALUE,   /* W3407: the new value is not allowed there */
    OUTCOME_STILL_WRONG, /* W3408: the row has other errors */
    OUTCOME_NO_PERSON,   /* W3409: a number is nobody's, or several people's */
    OUTCOME_NOT_THERE    /* W3410: this table knows no such request */
};

struct correction {
    uint32_t file, note; /* indices: the row of kind 28 */
    int32_t days;        /* 訂正日 */
    enum correction_action action;
    const struct file_kind *kind; /* of the target */
    const char *key, *field, *old_value, *new_value, *who;
    const char *target_file; /* "" unless named by file and row */
    uint32_t target_row;     /* 0 likewise */
    int variable;            /* of kind; -1 = none */
    enum correction_outcome outcome;
    uint32_t done_file, done_row; /* index, Excel row; row 0 = none */
    uint32_t done_before_file, done_before_row; /* the one before that */
    uint32_t from, to; /* serials: whose pseudonym gave way to whose */
};

struct corrections {
    struct arena *arena;
    struct correction *list; /* in (file, row) order */
    size_t n, capacity;
};

struct identity_run;

/* An accepted row of kind 28; index of its note. */
void correction_take(struct corrections *c, const struct study_files *s,
                     const struct delivered_file *f, size_t note,
                     const struct cell *cells, const char *const *texts);

/* After as-of and superseded rows are settled: finds the rows that are meant
 * and changes or cancels them. The taker gets rows that are taken in now. */
MUST_CHECK enum status corrections_apply(struct corrections *c,
                                         struct study_files *s,
                                         const struct row_taker *taker);

/* Findings of all outcomes, once they are decided. */
void corrections_report(struct corrections *c, struct study_files *s);

/* In force as of the run, not yet decided, of a roster. */
bool correction_is_of_people(const struct correction *c);

/* review/corrections.csv; no file is made for no corrections. */
MUST_CHECK enum status corrections_write(const struct corrections *c,
                                         const struct study_files *s,
                                         const char *study);

#endif

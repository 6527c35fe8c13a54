/* review: the pairs that a person must decide, review/pairs.csv.
 *
 * A CSV for Excel with both records side by side; the clerk fills one column
 * (判定: 同一, 別人, 不明) and saves it in place. The next run reads it back.
 * Answers and remarks stay in the file when it is written again. The folder
 * is 0700: like inbox/ and identity/ it holds names. */
#ifndef AYUMI_ANONYMIZE_REVIEW_H
#define AYUMI_ANONYMIZE_REVIEW_H

#include "anonymize/person_record.h"
#include "base/status.h"
#include <stdbool.h>

#define REVIEW_FOLDER "review"
#define REVIEW_FILE "pairs.csv"

struct review_side {
    struct person_record person;
    const char *file; /* "" when the file is no longer in the inbox */
    size_t row;       /* 0 likewise */
};

struct review_pair {
    const char *pair;   /* name of the pair */
    const char *reason; /* REASON_… of person_match.h */
    struct review_side a, b;
    const char *verdict; /* "open" "same" "other" "unknown" */
};

struct review_answer {
    const char *pair;
    const char *verdict;
    const char *remark;
};

struct review {
    struct arena *arena;
    struct review_answer *answers; /* as read, sorted by pair */
    size_t n_answers;
    size_t n_unreadable;       /* verdicts that are none of the three words */
    struct review_pair *pairs; /* to be written */
    size_t n_pairs, capacity;
};

/* A missing file is an empty one. STATUS_USAGE with a message when it is no
 * table with the columns of a pair and a verdict. */
MUST_CHECK enum status review_read(struct review *r, struct arena *a,
                                   const char *study);
/* NULL when the file says nothing about the pair. */
const struct review_answer *review_answer(const struct review *r,
                                          const char *pair);
void review_add(struct review *r, const struct review_pair *pair);
/* Writes the pairs in the order in which they were added; no file is made
 * for no pairs. */
MUST_CHECK enum status review_write(const struct review *r, const char *study);
size_t review_n_open(const struct review *r);

#endif

/* review: the pairs that a person must decide, review/pairs.xlsx and
 * review/pairs.csv.
 *
 * Both hold the same pairs, both records side by side, and one column to fill
 * (判定: 同一, 別人, 不明; 取消 takes an answer back). In the workbook the
 * characters that differ are marked, the answer is chosen from a list and a
 * second sheet explains; the CSV is for those without Excel. Either is filled
 * and saved in place; the next run reads both back, and of two answers to one
 * pair the one that is new counts. Answers and remarks stay in the files when
 * they are written again. The folder is 0700: like inbox/ and identity/ it
 * holds names.
 *
 * Among the doubtful pairs stand a few whose answer is known (blind sample):
 * they measure how far the answers can be trusted, and decide nothing. Pairs
 * stand in the order of their names, which say nothing.
 *
 * Which of two answers is new is told by the last one that the vault has. From
 * before the vault is committed until both files are written again, that says
 * nothing any more: what was settled on stands in review/.settled meanwhile,
 * with the two answers for which it holds. */
#ifndef AYUMI_ANONYMIZE_REVIEW_H
#define AYUMI_ANONYMIZE_REVIEW_H

#include "anonymize/person_record.h"
#include "base/status.h"
#include <stdbool.h>

#define REVIEW_FOLDER "review"
#define REVIEW_FILE "pairs.csv"
#define REVIEW_BOOK "pairs.xlsx"
#define REVIEW_SETTLED ".settled"

struct review_side {
    struct person_record person;
    const char *file; /* "" when the file is no longer in the inbox */
    size_t row;       /* 0 likewise */
};

struct review_pair {
    const char *pair; /* name of the pair */
    struct review_side a, b;
    const char *verdict; /* "open" "same" "other" "unknown" */
    bool is_blind;       /* its answer is known */
};

/* What the files say of one pair; a verdict is NULL where a file has no row
 * of it. */
struct review_answer {
    const char *pair;
    const char *in_csv, *in_book;
    const char *remark;
    const char *settled; /* what the two, that differ, were settled on; NULL */
};

struct review {
    struct arena *arena;
    struct review_answer *answers; /* as read, sorted by pair, each once */
    size_t n_answers, answers_capacity;
    size_t n_unreadable;       /* verdicts that are none of the words */
    struct review_pair *pairs; /* to be written */
    size_t n_pairs, capacity;
};

/* A missing file is an empty one. STATUS_USAGE with a message when one is no
 * table with the columns of a pair and a verdict. */
MUST_CHECK enum status review_read(struct review *r, struct arena *a,
                                   const char *study);
/* NULL when the files say nothing about the pair. */
const struct review_answer *review_answer(const struct review *r,
                                          const char *pair);
/* The answer, given the last one that was taken: of two files the one that
 * has changed. NULL when both did and disagree. */
const char *review_settle(const struct review_answer *answer, const char *last);
/* Before the vault is committed; no file is made when nothing was settled. */
MUST_CHECK enum status review_keep_settled(const struct review *r,
                                           struct arena *a, const char *study);
void review_add(struct review *r, const struct review_pair *pair);
/* Writes the pairs in the order of their names; no file is made for no
 * pairs. What was settled on is then forgotten. */
MUST_CHECK enum status review_write(struct review *r, const char *study);
size_t review_n_open(const struct review *r);

#endif

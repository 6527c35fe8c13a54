/* review_difference: what differs between two records, for the person who
 * must decide.
 *
 * Widths and kinds of kana are folded before anything is shown, so that only
 * what matters is marked. Marks are enum pair_mark of report/pair_book.h, one
 * for each code point; the common characters are those of a longest common
 * subsequence, variants (variant_related) count as common. */
#ifndef AYUMI_ANONYMIZE_REVIEW_DIFFERENCE_H
#define AYUMI_ANONYMIZE_REVIEW_DIFFERENCE_H

#include "anonymize/person_record.h"

enum review_field {
    REVIEW_NAME,
    REVIEW_KANA,
    REVIEW_BIRTH,
    REVIEW_CONTACT,
    REVIEW_OFFICE,
    REVIEW_NUMBER,
    N_REVIEW_FIELDS
};

enum review_state {
    REVIEW_BLANK, /* there is nothing to compare, or it would tell nothing */
    REVIEW_DIFFERS,
    REVIEW_ALIKE,
    REVIEW_ONE_SIDE
};

/* One field of both records as it is shown. */
struct review_comparison {
    const char *a, *b;
    unsigned char *marks_a, *marks_b; /* NULL: nothing to mark */
    enum review_state state;
    const char *words; /* how it differs: 月と日が逆; "" = nothing to add */
};

void review_compare(struct arena *a, const struct person_record *left,
                    const struct person_record *right,
                    struct review_comparison out[N_REVIEW_FIELDS]);

/* What differs, what agrees, what is given on one side, joined by `between`:
 * 違う：生年月日（月と日が逆） 同じ：氏名、フリガナ. */
char *review_words(struct arena *a,
                   const struct review_comparison c[N_REVIEW_FIELDS],
                   const char *between) MUST_CHECK;

#endif

/* column_meaning: what a column holds, told by its header and its values. */
#ifndef AYUMI_ANONYMIZE_COLUMN_MEANING_H
#define AYUMI_ANONYMIZE_COLUMN_MEANING_H

#include "anonymize/linkage.h"

enum meaning {
    MEANING_UNKNOWN,
    MEANING_GIVEN_NAME,
    MEANING_SURNAME,
    MEANING_NAME,
    MEANING_GIVEN_KANA,
    MEANING_SURNAME_KANA,
    MEANING_KANA,
    MEANING_BIRTH,
    MEANING_SEX,
    MEANING_ADDRESS,
    MEANING_PLACE,
    MEANING_POSTCODE,
    MEANING_TELEPHONE,
    MEANING_EMAIL,
    MEANING_NUMBER
};

/* By the header alone, in English or Japanese. */
enum meaning meaning_of_header(const char *header);

/* Two headers with one known meaning: 氏名 and 名前. */
bool meanings_agree(const char *left, const char *right);

struct column_choice {
    enum meaning meaning;
    enum method method;
    enum role role;
    bool is_used;
    const char *why_not; /* name of a message, or NULL */
};

/* By header and values. */
struct column_choice column_choose(const struct linkage_data *d,
                                   const struct linkage_column *c);

#endif

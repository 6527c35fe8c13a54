/* person_match: which person is this row about?
 *
 * In this order, in the forms of person_name:
 *   1. office and number are known (or the number is a form number of
 *      form_number.h), and no field given on both sides
 *      disagrees (with any record of that person)       -> that person
 *   2. name, kana and birth date are all given and equal -> that person; a
 *      name that is written in kana is a reading, and disagrees with none
 *   3. something is like someone                         -> a doubt: a new
 *      person for now, and a pair for review/ (of namesakes only those that
 *      are worth asking about, see worth_asking.h; of those born on one day
 *      who are likely enough to be one, see one_person.h)
 *   4. nothing is like anyone                            -> a new person
 * A row without an office takes the one office that knows its number; where
 * several do, that is a doubt too. A row with neither number nor name is a
 * person of its own.
 *
 * Not done here: the rosters of third parties, see step2_match.c. */
#ifndef AYUMI_ANONYMIZE_PERSON_MATCH_H
#define AYUMI_ANONYMIZE_PERSON_MATCH_H

#include "anonymize/known_details.h"

#define REASON_NUMBER_SPELLING "number_spelling"
#define REASON_NUMBER_OTHER_PERSON "number_other_person"
#define REASON_OTHER_NAME "other_name"
#define REASON_OTHER_KANA "other_kana"
#define REASON_OTHER_BIRTH "other_birth"
#define REASON_NAME_ONLY "name_only"
#define REASON_LIKELY "likely" /* one_person.h */
#define REASON_SEVERAL_OFFICES "several_offices"
#define REASON_SEVERAL_PEOPLE "several_people"

/* People a record could be, each once. */
struct candidates {
    struct candidate {
        uint32_t serial;
        const char *reason;
    } * list;
    size_t n, capacity;
};

struct matcher {
    struct vault *vault;
    const struct name_variants *variants;
    struct arena arena; /* of one row */
    struct known_details known;
    double ask_from;    /* probability of one_person.h; 0: nobody is asked */
    size_t n_not_asked; /* pairs of namesakes for which too little speaks */
};

void matcher_init(struct matcher *m, struct vault *v,
                  const struct name_variants *variants);
void matcher_release(struct matcher *m);

/* The person of one row of the vault, made if need be; *serial is not a
 * root. */
MUST_CHECK enum status person_match(struct matcher *m, int64_t received,
                                    const struct person_record *r,
                                    uint32_t *serial);

/* Who holds the number and disagrees in no field; 0 when nobody does. Adds
 * nobody. */
MUST_CHECK enum status person_by_number(struct matcher *m,
                                        const struct person_record *r,
                                        uint32_t *serial);
/* What is given replaces what was known; the person is found by it from now
 * on. */
MUST_CHECK enum status person_learn(struct matcher *m, uint32_t serial,
                                    const struct person_record *r);

/* For a row of someone else's roster: *serial is the one person who agrees in
 * name, kana and birth date, or 0; then *near are those who are alike. Adds
 * nobody. Arena memory of the matcher, gone at the next call. */
MUST_CHECK enum status person_look_up(struct matcher *m,
                                      const struct person_record *r,
                                      uint32_t *serial,
                                      struct candidates *near);

#endif

/* worth_asking: is a pair of namesakes worth a clerk's question?
 *
 * Two records with one name are one person or two. What speaks for one: a
 * name that hardly anyone bears, a birth date that a slip of the pen would
 * turn into the other, the same telephone or address. Asked is where at least
 * one such question in a hundred may be expected to be answered with yes; see
 * docs/decisions/0033. */
#ifndef AYUMI_ANONYMIZE_WORTH_ASKING_H
#define AYUMI_ANONYMIZE_WORTH_ASKING_H

#include "anonymize/person_record.h"

enum contact_likeness {
    CONTACT_UNKNOWN, /* one side gives none, or of another kind */
    CONTACT_OTHER,   /* nothing that both sides give is the same */
    CONTACT_ADDRESS, /* the same address, not the same telephone */
    CONTACT_PHONE
};

/* Contacts as person_record holds them, compared in their compared forms. */
enum contact_likeness contacts_compare(struct arena *a,
                                       const struct name_variants *v,
                                       const char *left, const char *right);

/* The same of many, in memory only: 0 = not given. */
struct contact_prints {
    uint32_t phone, address;
};
void contact_prints_make(struct arena *a, const struct name_variants *v,
                         const char *lines, struct contact_prints *out);
/* false when a print is the same on both sides: contacts_compare knows. */
bool contact_prints_tell(const struct contact_prints *x,
                         const struct contact_prints *y,
                         enum contact_likeness *out);

/* births: BIRTHS_MISSING, or how they are alike. n_namesakes: people with
 * this name, the other record's person among them. */
bool worth_asking(enum birth_likeness births, enum contact_likeness contacts,
                  size_t n_namesakes);

#endif

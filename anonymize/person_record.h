/* person_record: what identifies one person in one row, and how it is packed
 * for sealing. Fields are never NULL; "" means not given. */
#ifndef AYUMI_ANONYMIZE_PERSON_RECORD_H
#define AYUMI_ANONYMIZE_PERSON_RECORD_H

#include "anonymize/person_name.h"

struct person_record {
    const char *office;  /* code, or "" when the file does not say */
    const char *number;  /* the office's number as written, trimmed */
    const char *name;    /* as written, trimmed */
    const char *kana;    /* as written, trimmed */
    const char *birth;   /* YYYY-MM-DD */
    const char *contact; /* zip, town, telephone, separated by line feeds */
};

/* The fields in the forms in which they are compared. A person with a former
 * name or an alias in brackets has several of them. */
struct person_forms {
    struct compared_names names, kanas;
    const char *name; /* the first, or "" */
    const char *kana;
    const char *birth;
    const char *loose_number;
};

/* Length-prefixed fields in order; *n bytes in the arena. */
unsigned char *person_record_pack(struct arena *a,
                                  const struct person_record *r,
                                  size_t *n) MUST_CHECK;
/* false when the bytes are no packed record. */
bool person_record_unpack(struct arena *a, const void *bytes, size_t n,
                          struct person_record *out) MUST_CHECK;

void person_record_forms(struct arena *a, const struct name_variants *v,
                         const struct person_record *r,
                         struct person_forms *out);

/* No field that both sides give differs in its compared form; of several
 * names one in common is enough. */
bool person_forms_agree(const struct person_forms *a,
                        const struct person_forms *b);

/* Two birth dates (YYYY-MM-DD). A slip: two digits changed places, day and
 * month changed places, one day, or the same year of another era (Taisho,
 * Showa, Heisei). Equal dates are one. */
enum birth_likeness {
    BIRTHS_MISSING, /* one side has none, or none that can be read */
    BIRTHS_DIFFER,
    BIRTHS_ONE_DIGIT,
    BIRTHS_SLIP
};
enum birth_likeness births_compare(const char *a, const char *b);
/* The same of many: YYYYMMDD, four bits a digit; 0 for what is no date. */
uint32_t birth_digits(const char *iso);
enum birth_likeness birth_digits_compare(uint32_t a, uint32_t b);
/* One digit or a slip. */
bool births_are_alike(const char *a, const char *b);

#endif

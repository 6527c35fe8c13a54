/* leak_values: everything that the vault knows about people, as fingerprints,
 * to ask of any text: does it hold one of them?
 *
 * What counts as "holds" is decision 10. In short: names of four characters
 * and kana of five are found anywhere in a text, shorter ones only where they
 * stand alone; birth dates, telephones and office numbers wherever a run of
 * their signs begins and ends; addresses of six characters anywhere. A text
 * that is hex, base64, or percent-encoded is looked at decoded as well. */
#ifndef AYUMI_ANONYMIZE_LEAK_VALUES_H
#define AYUMI_ANONYMIZE_LEAK_VALUES_H

#include "anonymize/person_record.h"
#include "anonymize/row_index.h"
#include "base/calendar.h"

enum leak_class {
    LEAK_NONE,
    LEAK_NAME,
    LEAK_KANA,
    LEAK_BIRTH,
    LEAK_PHONE,
    LEAK_NUMBER,
    LEAK_ADDRESS,
    N_LEAK_CLASSES
};

/* What may legally stand in a cell decides what is taken for an accident. */
enum leak_cell {
    LEAK_IN_TEXT,   /* anything: names of files, keys, free text */
    LEAK_IN_FIGURE, /* a number: telephones and office numbers only */
    LEAK_IN_DATE,   /* a date: birth dates only */
    LEAK_IN_CODE    /* a listed code says nothing else: never asked */
};

enum { LEAK_KEY_SIZE = 16 };

struct leak_values {
    const struct name_variants *variants;
    struct row_index *prints; /* made with a key that ends with the program */
    size_t n;                 /* values, each once */
    uint64_t *lately;         /* kept last: towns, days and names come again */
    uint64_t lengths[N_LEAK_CLASSES]; /* bit n: one of n characters */
    bool has_latin;                   /* a name in ASCII letters only */
    int32_t births_before;
    unsigned char key[LEAK_KEY_SIZE];
};

/* folder: for their file, as in spilled_init. births_before: day number;
 * younger births are no reason to stop a date (a participant's lies decades
 * before any day of the study). */
void leak_values_init(struct leak_values *v, const struct name_variants *names,
                      const char *folder, int32_t births_before);
void leak_values_release(struct leak_values *v);
void leak_values_add(struct leak_values *v, const struct person_record *r);

/* The first class found, or LEAK_NONE. text as written, never NULL. */
enum leak_class leak_values_find(const struct leak_values *v, struct arena *a,
                                 const char *text, enum leak_cell cell);

/* For messages: "name" "kana" … */
const char *leak_class_name(enum leak_class c);

#endif

/* comparison: one column in normal form, and the levels of agreement of two
 * of its values.
 *
 * A level is a small number: 0 where either value is missing (says nothing),
 * 1 different, then upwards to comparison_exact(method). What each means is
 * told by comparison_level_name. Levels are symmetric in the two values. */
#ifndef AYUMI_ANONYMIZE_COMPARISON_H
#define AYUMI_ANONYMIZE_COMPARISON_H

#include "anonymize/linkage_data.h"
#include "anonymize/similarity.h"

#define LEVELS 8 /* room for each component, level 0 included */
#define LEVEL_BITS 3

enum method {
    METHOD_TEXT,    /* a word or a few: a surname, a street, an occupation */
    METHOD_NAME,    /* a whole name in one cell, or a Japanese name */
    METHOD_KANA,    /* a reading */
    METHOD_DATE,    /* a day */
    METHOD_DIGITS,  /* a number that names something: postcode, office number */
    METHOD_ADDRESS, /* an address in one cell */
    METHOD_CATEGORY, /* one of a few codes */
    METHOD_NUMBER,   /* a quantity or a part of a date */
    METHOD_SEX,
    METHOD_TELEPHONE, /* one or several numbers in a cell: any may agree */
    N_METHODS
};

/* "text", "name" … as settings files write it; NULL-terminated list. */
extern const char *const method_names[];
enum { LEVEL_MISSING, LEVEL_DIFFERENT };
#define TEXT_EXACT 5
/* Given name and surname stand in each other's place. */
#define TEXT_SWAPPED 6

/* A value of one column in the form in which it is compared: what most levels
 * follow from, so that the characters themselves are seldom fetched. */
struct form {
    uint64_t letters; /* one bit for each kind of character */
    uint64_t start;   /* the first four characters, 16 bits of each, 0 = none */
    uint32_t first;   /* of its characters in comparison.points */
    uint32_t words;   /* one bit for each kind of word of several letters */
    uint16_t n;
    uint16_t year; /* a date's parts, 0 = not said */
    uint8_t month, day;
    bool is_whole; /* a date with month and day */
    uint8_t last;  /* 8 bits of the last character */
};

struct comparison {
    const char *name;
    enum method method;
    uint32_t n_forms; /* form 0 is the missing one */
    struct form *forms;
    uint64_t *hash; /* of each form: the same in every run */
    const uint32_t *points;
    uint32_t *of_record; /* n_records numbers of forms */
    uint32_t *count;     /* records of each form */
    bool is_japanese;    /* most values begin with kanji or kana */
    uint32_t n_given;    /* records that have one */
};

/* Each distinct value is brought to its normal form once; values with one
 * normal form become one. Arena memory. */
void comparison_make(struct arena *a, const struct linkage_data *d,
                     const struct linkage_column *column, enum method method,
                     struct comparison *out);

unsigned comparison_exact(enum method m); /* the highest level */
unsigned comparison_level(const struct comparison *c, uint32_t x, uint32_t y);
/* English, for parameters.csv: "one_edit". */
const char *comparison_level_name(enum method m, unsigned level);

/* The points of a form. */
struct points comparison_points(const struct comparison *c, uint32_t form);

#endif

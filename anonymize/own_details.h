/* own_details: what identifies the person of a row, to find it in a cell of
 * the same row that is no place for it: a birth date among the dates, an
 * office number among the hours. Not found: a name spelled in letters that
 * the vault does not know it by.
 *
 * Texts are compared whole, in folded form, and only from four characters on:
 * a short number is a number. Codes and years are never compared; a listed
 * code says nothing else, and a year is shared by many. */
#ifndef AYUMI_ANONYMIZE_OWN_DETAILS_H
#define AYUMI_ANONYMIZE_OWN_DETAILS_H

#include "anonymize/person_record.h"
#include "base/cell_check.h"

enum { OWN_TEXTS = 64, OWN_BIRTHS = 4 };

struct own_details {
    const struct name_variants *variants;
    size_t n_texts, n_births;
    const char *texts[OWN_TEXTS];   /* as compared */
    const char *written[OWN_TEXTS]; /* the first that gave it */
    int32_t births[OWN_BIRTHS];     /* days */
};

void own_details_begin(struct own_details *d, const struct name_variants *v);
void own_details_add_birth(struct own_details *d, int32_t days);
void own_details_add(struct arena *a, struct own_details *d,
                     const struct person_record *r);

/* What a cell has to be compared with at all. */
enum own_comparison { OWN_NOTHING, OWN_BIRTHS_ONLY, OWN_EVERYTHING };
enum own_comparison own_details_needed(const struct variable *v,
                                       const char *text);

/* text as written, not NULL. */
bool own_details_match(struct arena *a, const struct own_details *d,
                       const struct variable *v, const char *text);

#endif

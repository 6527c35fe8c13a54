/* known_details: by what namesakes are compared, of each person at hand. */
#include "anonymize/known_details.h"

#include "base/growing.h"

#include <sodium.h>
#include <stdlib.h>

/* No digit is 15. */
static const uint32_t not_looked_up = UINT32_MAX;

void known_details_release(struct known_details *d)
{
    if (d->list != NULL)
        sodium_memzero(d->list, d->n * sizeof *d->list);
    free(d->list);
    *d = (struct known_details){NULL, 0};
}

static struct known_detail *detail_at(struct known_details *d, uint32_t serial)
{
    size_t n_before = d->n;
    while (d->n <= serial)
        d->list = growing_array(d->list, d->n, &d->n, sizeof *d->list);
    for (size_t i = n_before; i < d->n; i++)
        d->list[i].birth = not_looked_up;
    return &d->list[serial];
}

void known_details_put(struct known_details *d, uint32_t serial,
                       const struct known_detail *detail)
{
    *detail_at(d, serial) = *detail;
}

void known_details_forget(struct known_details *d, uint32_t serial)
{
    detail_at(d, serial)->birth = not_looked_up;
}

void known_details_expect(const struct known_details *d, uint32_t serial)
{
    if (serial < d->n)
        __builtin_prefetch(&d->list[serial]);
}

static enum status look_up(struct known_detail *detail, struct vault *v,
                           const struct name_variants *names, uint32_t serial)
{
    struct arena a;
    struct person_record known;
    struct person_forms forms;
    arena_init(&a);
    enum status st = vault_person(v, &a, serial, &known);
    if (st == STATUS_OK) {
        detail->birth = birth_digits(known.birth);
        contact_prints_make(&a, names, known.contact, &detail->contact);
        person_record_forms(&a, names, &known, &forms);
        detail->ends = name_ends(forms.name, forms.kana);
    }
    arena_release(&a);
    return st;
}

enum status known_details_look_up(struct known_details *d, struct vault *v,
                                  const struct name_variants *names,
                                  uint32_t serial)
{
    struct known_detail *detail = detail_at(d, serial);
    return detail->birth != not_looked_up ? STATUS_OK
                                          : look_up(detail, v, names, serial);
}

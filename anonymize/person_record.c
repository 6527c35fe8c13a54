/* person_record: what identifies one person in one row. */
#include "anonymize/person_record.h"

#include "base/calendar.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { N_FIELDS = 6, LENGTH_BYTES = 4 };

static void fields_of(const struct person_record *r,
                      const char *fields[N_FIELDS])
{
    fields[0] = r->office;
    fields[1] = r->number;
    fields[2] = r->name;
    fields[3] = r->kana;
    fields[4] = r->birth;
    fields[5] = r->contact;
}

unsigned char *person_record_pack(struct arena *a,
                                  const struct person_record *r, size_t *n)
{
    const char *fields[N_FIELDS];
    size_t total = 0;
    fields_of(r, fields);
    for (size_t i = 0; i < N_FIELDS; i++)
        total += LENGTH_BYTES + strlen(fields[i]);
    unsigned char *bytes = arena_take(a, total);
    size_t at = 0;
    for (size_t i = 0; i < N_FIELDS; i++) {
        size_t length = strlen(fields[i]);
        for (size_t b = 0; b < LENGTH_BYTES; b++)
            bytes[at++] = (unsigned char)(length >> (8 * b));
        memcpy(bytes + at, fields[i], length);
        at += length;
    }
    *n = total;
    return bytes;
}

bool person_record_unpack(struct arena *a, const void *bytes, size_t n,
                          struct person_record *out)
{
    const unsigned char *in = bytes;
    const char *fields[N_FIELDS];
    size_t at = 0;
    for (size_t i = 0; i < N_FIELDS; i++) {
        size_t length = 0;
        if (n - at < LENGTH_BYTES)
            return false;
        for (size_t b = 0; b < LENGTH_BYTES; b++)
            length |= (size_t)in[at++] << (8 * b);
        if (n - at < length)
            return false;
        fields[i] = arena_copy_n(a, (const char *)in + at, length);
        at += length;
    }
    *out = (struct person_record){fields[0], fields[1], fields[2],
                                  fields[3], fields[4], fields[5]};
    return at == n;
}

static bool is_katakana(const char *text)
{
    while (*text != '\0') {
        uint32_t c = text_next(&text);
        if (c < 0x30A0 || c > 0x30FF)
            return false;
    }
    return true;
}

static bool has_name(const struct compared_names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (text_equal(names->list[i], name))
            return true;
    return false;
}

/* A name written in kana is a reading: it says nothing of the characters. */
static void take_reading(struct arena *a, const struct person_record *r,
                         struct person_forms *out)
{
    struct compared_names readings;
    kanas_compared(a, r->name, &readings);
    if (readings.n == 0 || !is_katakana(readings.list[0]) ||
        (out->kanas.n > 0 && !has_name(&out->kanas, readings.list[0])))
        return;
    out->kanas = readings;
    out->names.n = 0;
}

void person_record_forms(struct arena *a, const struct name_variants *v,
                         const struct person_record *r,
                         struct person_forms *out)
{
    names_compared(a, v, r->name, &out->names);
    kanas_compared(a, r->kana, &out->kanas);
    take_reading(a, r, out);
    out->name = out->names.n > 0 ? out->names.list[0] : "";
    out->kana = out->kanas.n > 0 ? out->kanas.list[0] : "";
    out->birth = r->birth;
    out->loose_number = *r->number ? number_loosely(a, r->number) : "";
}

static bool differ(const char *a, const char *b)
{
    return *a != '\0' && *b != '\0' && !text_equal(a, b);
}

static bool names_differ(const struct compared_names *a,
                         const struct compared_names *b)
{
    for (size_t i = 0; i < a->n; i++)
        if (has_name(b, a->list[i]))
            return false;
    return a->n > 0 && b->n > 0;
}

bool person_forms_agree(const struct person_forms *a,
                        const struct person_forms *b)
{
    return !names_differ(&a->names, &b->names) &&
           !names_differ(&a->kanas, &b->kanas) && !differ(a->birth, b->birth);
}

/* ------------------------------------------------------------------ births */

enum { MONTH_AND_DAY = 0xFFFF, YEAR_SHIFT = 16 };

uint32_t birth_digits(const char *iso)
{
    struct date day;
    uint32_t digits = 0;
    if (!date_parse_iso(iso, &day))
        return 0;
    for (; *iso != '\0'; iso++)
        if (*iso != '-')
            digits = digits << 4 | (uint32_t)(*iso - '0');
    return digits;
}

static int two_digits(uint32_t digits)
{
    return (int)(digits >> 4 & 15) * 10 + (int)(digits & 15);
}

static struct date date_of(uint32_t digits)
{
    return (struct date){two_digits(digits >> 24) * 100 +
                             two_digits(digits >> YEAR_SHIFT),
                         two_digits(digits >> 8), two_digits(digits)};
}

/* One bit for each digit that differs, the last one's lowest. */
static uint32_t wrong_digits(uint32_t a, uint32_t b)
{
    uint32_t wrong = a ^ b;
    wrong |= wrong >> 2;
    wrong |= wrong >> 1;
    return wrong & 0x11111111;
}

static unsigned count_of(uint32_t bits)
{
    unsigned n = 0;
    for (; bits != 0; bits &= bits - 1)
        n++;
    return n;
}

/* Years between the first years of two eras: 1912, 1926, 1989. */
static bool is_era_slip(struct date a, struct date b)
{
    int years = abs(a.year - b.year);
    return a.month == b.month && a.day == b.day &&
           (years == 1926 - 1912 || years == 1989 - 1926);
}

/* Two digits that changed places. */
static bool is_swapped(uint32_t a, uint32_t b, uint32_t wrong)
{
    uint32_t low = wrong & (~wrong + 1), high = wrong & ~low;
    return count_of(wrong) == 2 && a / low % 16 == b / high % 16 &&
           b / low % 16 == a / high % 16;
}

/* Most strangers' dates: neither the year nor the day is the same, more than
 * two digits differ, and not the turn of a year lies between. */
static bool are_far_apart(uint32_t a, uint32_t b, uint32_t wrong)
{
    enum { NEW_YEAR = 0x0101 };
    uint32_t x = a & MONTH_AND_DAY, y = b & MONTH_AND_DAY;
    return wrong >> YEAR_SHIFT != 0 && x != y && x != NEW_YEAR &&
           y != NEW_YEAR && count_of(wrong) > 2;
}

enum birth_likeness birth_digits_compare(uint32_t a, uint32_t b)
{
    uint32_t wrong = wrong_digits(a, b);
    if (a == 0 || b == 0)
        return BIRTHS_MISSING;
    if (are_far_apart(a, b, wrong))
        return BIRTHS_DIFFER;
    struct date x = date_of(a), y = date_of(b);
    bool is_turned = x.year == y.year && x.month == y.day && x.day == y.month;
    if (is_swapped(a, b, wrong) || is_turned || is_era_slip(x, y) ||
        abs(date_to_days(x) - date_to_days(y)) <= 1)
        return BIRTHS_SLIP;
    return count_of(wrong) < 2 ? BIRTHS_ONE_DIGIT : BIRTHS_DIFFER;
}

enum birth_likeness births_compare(const char *a, const char *b)
{
    return birth_digits_compare(birth_digits(a), birth_digits(b));
}

bool births_are_alike(const char *a, const char *b)
{
    enum birth_likeness likeness = births_compare(a, b);
    return likeness == BIRTHS_ONE_DIGIT || likeness == BIRTHS_SLIP;
}

/* piece: the part of a value by which records are brought together. */
#include "anonymize/piece.h"

#include "anonymize/normal.h"

#include <string.h>

static uint64_t hash_points(const uint32_t *at, size_t n)
{
    uint64_t h = 0x51ed270b;
    for (size_t i = 0; i < n; i++)
        h = mix_hash(h, at[i]);
    return n == 0 || h == 0 ? n : h;
}

/* Without spaces, and only the first of several names. */
static size_t joined(const struct comparison *c, uint32_t form,
                     uint32_t room[SIMILARITY_LONGEST])
{
    struct points p = comparison_points(c, form);
    size_t n = 0;
    for (size_t i = 0; i < p.n && n < SIMILARITY_LONGEST; i++) {
        if (p.at[i] == NORMAL_ALTERNATIVE)
            break;
        if (p.at[i] != ' ')
            room[n++] = p.at[i];
    }
    return n;
}

static bool is_cjk(uint32_t c)
{
    return c >= 0x2e80;
}

static uint64_t whole(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    return hash_points(room, joined(c, form, room));
}

static uint64_t text_start(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    size_t most = n > 0 && is_cjk(room[0]) ? 1 : 3;
    return hash_points(room, n < most ? n : most);
}

/* Consonants in their order, doubled ones once: what misspelling leaves. */
static uint64_t text_sound(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST], kept[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room), k = 0;
    for (size_t i = 0; i < n && k < 5; i++) {
        uint32_t p = room[i];
        if (p == 'p' && i + 1 < n && room[i + 1] == 'h')
            p = 'f';
        if (p == 'c' || p == 'q')
            p = 'k';
        if (p == 'z')
            p = 's';
        if (p == 'v' || p == 'w')
            p = 'f';
        if (p == 'd')
            p = 't';
        if (p < 0x80 && (strchr("aeiouyh", (int)p) != NULL) && i > 0)
            continue;
        if (k > 0 && kept[k - 1] == p)
            continue;
        kept[k++] = p;
    }
    return hash_points(kept, k);
}

/* The last three letters: what a wrong first letter leaves. */
static uint64_t text_end(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    size_t most = n > 0 && is_cjk(room[0]) ? 1 : 3;
    return n < most ? 0 : hash_points(room + n - most, most);
}

/* Where the first part ends: at the space, else after two characters. */
static size_t head_of(const struct comparison *c, uint32_t form, size_t n,
                      size_t usual)
{
    struct points p = comparison_points(c, form);
    for (size_t i = 0; i < p.n && i < n; i++)
        if (p.at[i] == ' ')
            return i;
    return n < usual + 1 ? n : usual;
}

static uint64_t name_head(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    bool cjk = n > 0 && is_cjk(room[0]);
    size_t head = cjk ? 2 : head_of(c, form, n, 4);
    return hash_points(room, head < n ? head : n);
}

static uint64_t name_tail(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    bool cjk = n > 0 && is_cjk(room[0]);
    size_t head = cjk ? (n > 2 ? n - 2 : 0) : head_of(c, form, n, 4);
    return head >= n ? 0 : hash_points(room + head, n - head);
}

static uint64_t kana_head(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    return hash_points(room, n < 3 ? n : 3);
}

static uint64_t kana_tail(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    return n < 3 ? 0 : hash_points(room + n - 3, 3);
}

static uint64_t day_parts(const struct comparison *c, uint32_t form, bool year,
                          bool month, bool day)
{
    const struct form *f = &c->forms[form];
    if ((year && f->year == 0) || (month && f->month == 0) ||
        (day && f->day == 0))
        return 0;
    return mix_hash((uint64_t)(year ? f->year : 0) * 10000 +
                        (uint64_t)(month ? f->month : 0) * 100 +
                        (day ? f->day : 0),
                    (uint64_t)year * 4 + month * 2 + day);
}

static uint64_t day_whole(const struct comparison *c, uint32_t form)
{
    return day_parts(c, form, true, true, true);
}

static uint64_t day_year_month(const struct comparison *c, uint32_t form)
{
    return day_parts(c, form, true, true, false);
}

static uint64_t day_month_day(const struct comparison *c, uint32_t form)
{
    return day_parts(c, form, false, true, true);
}

static uint64_t day_year_day(const struct comparison *c, uint32_t form)
{
    return day_parts(c, form, true, false, true);
}

static uint64_t day_year(const struct comparison *c, uint32_t form)
{
    return day_parts(c, form, true, false, false);
}

/* Month and day in either order, with the year. */
static uint64_t day_either_order(const struct comparison *c, uint32_t form)
{
    const struct form *f = &c->forms[form];
    unsigned low = f->month < f->day ? f->month : f->day;
    unsigned high = f->month < f->day ? f->day : f->month;
    return f->is_whole ? mix_hash(f->year * 10000u + low * 100u + high, 9) : 0;
}

static uint64_t digits_start(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    return n < 4 ? 0 : hash_points(room, n / 2);
}

static uint64_t digits_end(const struct comparison *c, uint32_t form)
{
    uint32_t room[SIMILARITY_LONGEST];
    size_t n = joined(c, form, room);
    return n < 4 ? 0 : hash_points(room + n / 2, n - n / 2);
}

static uint64_t address_numbers(const struct comparison *c, uint32_t form)
{
    struct points p = comparison_points(c, form);
    uint64_t h = 77;
    bool parted = false, any = false;
    for (size_t i = 0; i < p.n; i++) {
        bool digit = p.at[i] >= '0' && p.at[i] <= '9';
        if (digit && parted && any)
            h = mix_hash(h, '-');
        if (digit)
            h = mix_hash(h, p.at[i]);
        any |= digit;
        parted = !digit;
    }
    return any ? h : 0;
}

static const struct piece_kind text_kinds[] = {
    {"whole", 0, whole},
    {"sound", 0.5, text_sound},
    {"start", 0.5, text_start},
    {"end", 0.4, text_end},
    {NULL, 0, NULL},
};
static const struct piece_kind name_kinds[] = {
    {"whole", 0, whole},
    {"head", 0.45, name_head},
    {"tail", 0.5, name_tail},
    {NULL, 0, NULL},
};
static const struct piece_kind kana_kinds[] = {
    {"whole", 0, whole},
    {"head", 0.45, kana_head},
    {"tail", 0.5, kana_tail},
    {NULL, 0, NULL},
};
static const struct piece_kind date_kinds[] = {
    {"whole", 0, day_whole},
    {"either_order", 0.15, day_either_order},
    {"year_month", 0.35, day_year_month},
    {"month_day", 0.35, day_month_day},
    {"year_day", 0.3, day_year_day},
    {"year", 0.6, day_year},
    {NULL, 0, NULL},
};
static const struct piece_kind digits_kinds[] = {
    {"whole", 0, whole},
    {"start", 0.4, digits_start},
    {"end", 0.4, digits_end},
    {NULL, 0, NULL},
};
static const struct piece_kind address_kinds[] = {
    {"whole", 0, whole},
    {"numbers", 0.4, address_numbers},
    {NULL, 0, NULL},
};
static const struct piece_kind whole_kinds[] = {
    {"whole", 0, whole},
    {NULL, 0, NULL},
};

const struct piece_kind *piece_kinds(enum method m)
{
    switch (m) {
    case METHOD_TEXT:
        return text_kinds;
    case METHOD_NAME:
        return name_kinds;
    case METHOD_KANA:
        return kana_kinds;
    case METHOD_DATE:
        return date_kinds;
    case METHOD_DIGITS:
    case METHOD_TELEPHONE:
        return digits_kinds;
    case METHOD_ADDRESS:
        return address_kinds;
    default:
        return whole_kinds;
    }
}

/* comparison: one column in normal form. The levels are in levels.c. */
#include "anonymize/comparison.h"

#include "anonymize/normal.h"
#include "base/text.h"

#include <string.h>

/* From here on: kana, kanji and their like. */
#define FIRST_CJK 0x2e80

const char *const method_names[] = {"text",   "name",      "kana",     "date",
                                    "digits", "address",   "category", "number",
                                    "sex",    "telephone", NULL};

static normal_function *const normal_of[N_METHODS] = {
    [METHOD_TEXT] = normal_text,     [METHOD_NAME] = normal_person_name,
    [METHOD_KANA] = normal_kana,     [METHOD_DATE] = normal_date,
    [METHOD_DIGITS] = normal_digits, [METHOD_ADDRESS] = normal_address,
    [METHOD_CATEGORY] = normal_text, [METHOD_NUMBER] = normal_number,
    [METHOD_SEX] = normal_sex,       [METHOD_TELEPHONE] = normal_telephone,
};

/* While the forms are made: found again by their hash. */
struct maker {
    struct arena *arena;
    struct comparison *c;
    uint32_t *points;
    size_t n_points, point_capacity, form_capacity, hash_capacity;
    uint32_t *slots, n_slots;
};

static uint64_t hash_bytes(const char *bytes, size_t n)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    return h ^ h >> 32;
}

static void read_day(struct form *f, const char *iso)
{
    f->year = (uint16_t)((iso[0] - '0') * 1000 + (iso[1] - '0') * 100 +
                         (iso[2] - '0') * 10 + (iso[3] - '0'));
    f->month = (uint8_t)((iso[5] - '0') * 10 + (iso[6] - '0'));
    f->day = (uint8_t)((iso[8] - '0') * 10 + (iso[9] - '0'));
    f->is_whole = f->month != 0 && f->day != 0;
}

/* Which of 32 kinds a word is of, one bit; none for a single letter. */
static uint32_t bit_of_word(const uint32_t *points, size_t n)
{
    uint32_t h = 0;
    for (size_t i = 0; i < n; i++)
        h = (h ^ points[i]) * 0x9e3779b1u;
    return n > 1 ? (uint32_t)1 << (h >> 27) : 0;
}

static uint32_t words_of(const uint32_t *points, size_t n)
{
    uint32_t words = 0;
    for (size_t i = 0, from = 0; i <= n; i++) {
        if (i < n && points[i] != ' ')
            continue;
        words |= bit_of_word(points + from, i - from);
        from = i + 1;
    }
    return words;
}

static void show_ends(struct form *f, const uint32_t *points)
{
    f->words = words_of(points, f->n);
    for (size_t i = 0; i < f->n && i < 4; i++)
        f->start |= (uint64_t)(points[i] & 0xffff) << (16 * i);
    f->last = (uint8_t)points[f->n - 1];
}

static uint32_t add_form(struct maker *m, const char *text, size_t n,
                         uint64_t hash)
{
    struct comparison *c = m->c;
    char room[NORMAL_CAPACITY + 1];
    memcpy(room, text, n);
    room[n] = '\0';
    c->forms = arena_grow(m->arena, c->forms, c->n_forms, &m->form_capacity,
                          sizeof *c->forms);
    struct form *f = &c->forms[c->n_forms];
    *f = (struct form){.first = (uint32_t)m->n_points};
    c->hash = arena_grow(m->arena, c->hash, c->n_forms, &m->hash_capacity,
                         sizeof *c->hash);
    c->hash[c->n_forms] = hash;
    for (const char *at = room; *at != '\0';) {
        m->points = arena_grow(m->arena, m->points, m->n_points,
                               &m->point_capacity, sizeof *m->points);
        uint32_t p = text_next(&at);
        f->letters |= (uint64_t)1 << (p & 63);
        m->points[m->n_points++] = p;
    }
    f->n = (uint16_t)(m->n_points - f->first);
    if (f->n > 0) /* not the missing one */
        show_ends(f, m->points + f->first);
    if (c->method == METHOD_DATE && n == 10)
        read_day(f, room);
    return c->n_forms++;
}

static uint32_t find_form(struct maker *m, const char *text, size_t n)
{
    uint64_t hash = hash_bytes(text, n);
    uint32_t at = (uint32_t)hash & (m->n_slots - 1);
    for (; m->slots[at] != 0; at = (at + 1) & (m->n_slots - 1))
        if (m->c->hash[m->slots[at]] == hash)
            return m->slots[at];
    return m->slots[at] = add_form(m, text, n, hash);
}

static void make_slots(struct maker *m, uint32_t n_values)
{
    m->n_slots = 64;
    while (m->n_slots < n_values * 2)
        m->n_slots *= 2;
    m->slots = arena_take_array(m->arena, m->n_slots, sizeof *m->slots);
}

void comparison_make(struct arena *a, const struct linkage_data *d,
                     const struct linkage_column *column, enum method method,
                     struct comparison *out)
{
    struct comparison c = {.name = column->name, .method = method};
    struct maker m = {.arena = a, .c = &c};
    char room[NORMAL_CAPACITY];
    uint32_t *form_of = arena_take_array(a, column->n_values, sizeof *form_of);
    make_slots(&m, column->n_values);
    (void)add_form(&m, "", 0, 0);
    for (uint32_t v = 1; v < column->n_values; v++) {
        const char *text = column->values[v];
        size_t n = normal_of[method](text, strlen(text), room, sizeof room);
        form_of[v] = n == 0 ? 0 : find_form(&m, room, n);
    }
    c.points = m.points;
    c.of_record = arena_take_array(a, d->n_records, sizeof *c.of_record);
    c.count = arena_take_array(a, c.n_forms, sizeof *c.count);
    for (size_t r = 0; r < d->n_records; r++) {
        c.of_record[r] = form_of[column->of_record[r]];
        c.count[c.of_record[r]]++;
    }
    size_t japanese = 0;
    for (uint32_t f = 1; f < c.n_forms; f++)
        if (c.points[c.forms[f].first] >= FIRST_CJK)
            japanese += c.count[f];
    c.is_japanese = japanese * 2 > d->n_records - c.count[0];
    c.n_given = (uint32_t)d->n_records - c.count[0];
    *out = c;
}

struct points comparison_points(const struct comparison *c, uint32_t form)
{
    const struct form *f = &c->forms[form];
    return (struct points){c->points + f->first, f->n};
}

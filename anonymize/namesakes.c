/* namesakes: strangers of one name are often of one age and mostly of one sex.
 */
#include "anonymize/namesakes.h"

#include "anonymize/pair_scores.h"

#include <math.h>
#include <stdlib.h>

/* Known beforehand, as if so many pairs of namesakes had been seen: twice as
 * many where names came and went within a decade or two, ten times and more
 * where the people of a list were chosen by their age. */
#define RATIO_BEFORE 5.0
#define PAIRS_BEFORE 30.0
#define MOST_RATIO 20.0
/* A name agrees: one edit, a variant, or exactly. */
#define AGREES 5
/* Of a day: the year agrees, or may. */
#define YEAR_AGREES 2

/* Of two people of one given name, as if so many had been seen. */
#define ONE_SEX 0.95
#define SEXES_BEFORE 30.0
/* A given name by itself: alike. */
#define ALIKE 3

/* One record of one file. */
struct named {
    uint32_t name, day, year;
};

static int by_name_and_day(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->year != b->year)
        return a->year < b->year ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

static int by_year(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    return (a->year > b->year) - (a->year < b->year);
}

/* Pairs there are, those of one name, of one year, and of one name and year
 * without those of one day (who may be one person). */
struct counts {
    double all, name, year, both;
};

static double pairs_of(double n)
{
    return n * (n - 1.0) / 2.0;
}

static bool same_name(const struct named *a, const struct named *b)
{
    return a->name == b->name;
}

static bool same_year(const struct named *a, const struct named *b)
{
    return a->year == b->year;
}

static bool same_name_and_year(const struct named *a, const struct named *b)
{
    return a->name == b->name && a->year == b->year;
}

static bool same_name_and_day(const struct named *a, const struct named *b)
{
    return a->name == b->name && a->day == b->day;
}

/* Pairs that stand together in this order. */
static double runs(const struct named *p, size_t n,
                   bool (*same)(const struct named *, const struct named *))
{
    double sum = 0;
    for (size_t i = 0, k; i < n; i += k) {
        for (k = 1; i + k < n && same(&p[i], &p[i + k]); k++)
            ;
        sum += pairs_of((double)k);
    }
    return sum;
}

static void count_file(struct named *p, size_t n, struct counts *c)
{
    c->all += pairs_of((double)n);
    qsort(p, n, sizeof *p, by_name_and_day);
    double of_one_day = runs(p, n, same_name_and_day);
    c->name += runs(p, n, same_name) - of_one_day;
    c->both += runs(p, n, same_name_and_year) - of_one_day;
    qsort(p, n, sizeof *p, by_year);
    c->year += runs(p, n, same_year);
}

static size_t take_records(const struct linkage *l, size_t from, size_t end,
                           struct named *out)
{
    const struct comparison *name = l->components[l->namesakes.name_component];
    const struct comparison *day = l->components[l->namesakes.birth];
    size_t n = 0;
    for (size_t r = from; r < end; r++) {
        uint32_t x = name->of_record[r], y = day->of_record[r];
        if (x != 0 && y != 0 && day->forms[y].year != 0)
            out[n++] = (struct named){x, y, day->forms[y].year};
    }
    return n;
}

static double ratio_in_files(const struct linkage *l)
{
    size_t first = l->data.n_first, n = l->data.n_records;
    struct named *room = malloc((n + 1) * sizeof *room);
    struct counts c = {0};
    if (room != NULL && !l->data.is_dedupe) {
        count_file(room, take_records(l, 0, first, room), &c);
        count_file(room, take_records(l, first, n, room), &c);
    }
    free(room);
    if (c.all <= 0 || c.year <= 0)
        return RATIO_BEFORE;
    double chance = c.year / c.all;
    double ratio = (c.both / chance + PAIRS_BEFORE * RATIO_BEFORE) /
                   (c.name + PAIRS_BEFORE);
    return ratio < 1.0 ? 1.0 : ratio > MOST_RATIO ? MOST_RATIO : ratio;
}

static bool is_japanese_name(const struct linkage *l, const struct unit *u)
{
    enum method m = l->components[u->part[0]]->method;
    bool has_given = u->is_whole_name || u->role == ROLE_PERSONAL;
    return (m == METHOD_NAME || m == METHOD_KANA) && has_given &&
           l->components[u->part[0]]->is_japanese;
}

void namesakes_measure(struct linkage *l)
{
    struct namesakes *s = &l->namesakes;
    bool has_name = false, has_birth = false;
    *s = (struct namesakes){0};
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        if (!has_name && is_japanese_name(l, u)) {
            s->unit = n;
            s->name_component = u->part[0];
            has_name = true;
        }
        if (!has_birth && l->components[u->part[0]]->method == METHOD_DATE) {
            s->birth = u->part[0];
            has_birth = true;
        }
    }
    if (has_name && has_birth)
        s->log_ratio = log(ratio_in_files(l));
    s->given_unit = has_name ? s->unit : l->unit_of[l->swap_first];
    for (size_t k = 0; k < l->n_components; k++) {
        if (l->components[k]->method != METHOD_SEX)
            continue;
        s->sex = k;
        s->has_sex = has_name || l->has_given;
    }
}

/* ---------------------------------------------------------------------- sex */

static bool given_name_agrees(const struct linkage *l, uint64_t levels)
{
    const struct unit *u = &l->units[l->namesakes.given_unit];
    unsigned c = unit_code(u, levels), given = u->is_family_last ? 2 : 3;
    for (size_t part = 0; part < u->n_parts; part++) {
        enum method m = l->components[u->part[part]]->method;
        unsigned level = code_level(c, part);
        if (m == METHOD_TEXT ? level >= ALIKE
                             : level == given || level >= AGREES)
            return true;
    }
    return false;
}

void namesakes_measure_sexes(struct linkage *l, const uint64_t *levels,
                             size_t n)
{
    struct namesakes *s = &l->namesakes;
    double both = SEXES_BEFORE, agree = SEXES_BEFORE * ONE_SEX;
    if (!s->has_sex)
        return;
    const double *all = l->units[l->unit_of[s->sex]].all;
    for (size_t p = 0; p < n; p++) {
        unsigned sex = pattern_level(levels[p], s->sex);
        if (sex == LEVEL_MISSING || !given_name_agrees(l, levels[p]))
            continue;
        both += 1.0;
        agree += sex == comparison_exact(METHOD_SEX);
    }
    double share = agree / both;
    s->log_sex[0] = log((1.0 - share) / fmax(all[LEVEL_DIFFERENT], 1e-9));
    s->log_sex[1] = log(share / fmax(all[comparison_exact(METHOD_SEX)], 1e-9));
}

double namesakes_log_ratio_of_sex(const struct linkage *l, uint64_t pattern)
{
    const struct namesakes *s = &l->namesakes;
    unsigned sex = pattern_level(pattern, s->sex);
    if (!s->has_sex || sex == LEVEL_MISSING || !given_name_agrees(l, pattern))
        return 0.0;
    return s->log_sex[sex == comparison_exact(METHOD_SEX)];
}

double namesakes_log_ratio_of_year(const struct linkage *l, uint64_t pattern)
{
    const struct namesakes *s = &l->namesakes;
    if (s->log_ratio <= 0 || pattern_level(pattern, s->birth) < YEAR_AGREES)
        return 0.0;
    const struct unit *u = &l->units[s->unit];
    unsigned c = unit_code(u, pattern);
    for (size_t part = 0; part < u->n_parts; part++) {
        unsigned level = code_level(c, part);
        if (level != LEVEL_MISSING && level < AGREES)
            return 0.0;
    }
    return c == 0 ? 0.0 : s->log_ratio;
}

/* twins: strangers who share a surname and the day of birth. */
#include "anonymize/twins.h"

#include "anonymize/pair_scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Known beforehand: one birth in a hundred is of twins, of whom many have
 * died, moved or married; so of the people of the larger file one in two
 * hundred has a twin in the other. It counts as one pair of twins seen. */
#define TWINS_BEFORE 0.005
/* Of so many twins a part has names alike: 健一 and 健二, 由美 and 由美子. */
#define ALIKE_BEFORE 0.3
#define NAMES_BEFORE 20.0
/* One of ten has another surname. */
#define SURNAME_SHARED 0.9
/* Two of one name and reading are hardly ever twins. */
#define SAME_NAME 1e-4
/* So many pairs of one birthday are looked at. */
#define MOST_PAIRS 200000

/* What the names of two people have in common. */
enum names { NAMES_DIFFER, SURNAME_ONLY, NAMES_ALIKE, ONE_NAME, N_NAMES };

/* A part of a name by itself: the same, alike, or neither. */
static enum names part_agrees(enum method m, unsigned level)
{
    unsigned exact = comparison_exact(m);
    unsigned same = m == METHOD_TEXT ? exact : exact - 1;
    if (level >= same)
        return ONE_NAME;
    return level + 2 >= same ? NAMES_ALIKE : NAMES_DIFFER;
}

/* Of a whole name: levels as METHOD_NAME has them. */
static enum names whole_part_agrees(const struct unit *u, unsigned level)
{
    unsigned surname = u->is_family_last ? 3 : 2;
    if (level >= 6)
        return ONE_NAME;
    return level >= 4         ? NAMES_ALIKE
           : level == surname ? SURNAME_ONLY
                              : NAMES_DIFFER;
}

/* The part that agrees most; twins never have one name or one reading. */
static enum names code_agrees(const struct linkage *l, const struct unit *u,
                              unsigned code)
{
    enum names most = NAMES_DIFFER;
    for (size_t part = 0; part < u->n_parts; part++) {
        unsigned level = code_level(code, part);
        if (level == LEVEL_MISSING)
            continue;
        enum names this =
            u->is_whole_name
                ? whole_part_agrees(u, level)
                : part_agrees(l->components[u->part[part]]->method, level);
        most = this > most ? this : most;
    }
    return most;
}

static void shares_of_strangers(const struct linkage *l, const struct unit *u,
                                const double share[UNIT_CODES],
                                double out[4][N_NAMES])
{
    memset(out, 0, 4 * sizeof *out);
    for (unsigned c = 1; c < u->n_codes; c++)
        out[code_mask(u, c)][code_agrees(l, u, c)] += share[c];
}

/* ---------------------------------------------------------------- measuring */

/* A record and the form of its day. */
struct born {
    uint32_t day, record;
};

static int by_day(const void *x, const void *y)
{
    const struct born *a = x, *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

/* Pairs of one file: all, of one birthday, and of those the ones that were
 * looked at; among them those that share a surname, and have names alike,
 * beyond chance. */
struct counts {
    double all, of_one_day, seen, twins, alike;
};

static void add_counts(struct counts *to, const struct counts *of_file)
{
    double part = of_file->seen > 0 ? of_file->of_one_day / of_file->seen : 0.0;
    to->all += of_file->all;
    to->twins += of_file->twins * part;
    to->alike += of_file->alike * part;
}

struct chances {
    double of_surname[4][N_NAMES], of_given[4][N_NAMES];
};

static void take_chances(const struct linkage *l, struct chances *p)
{
    const struct twins *t = &l->twins;
    const struct unit *s = &l->units[t->surname], *g = &l->units[t->given];
    shares_of_strangers(l, s, s->all, p->of_surname);
    shares_of_strangers(l, g, g->all, p->of_given);
}

static double known_share(const struct unit *u, unsigned code,
                          const double share[4][N_NAMES], enum names least,
                          enum names most)
{
    double sum = 0, all = 0;
    for (enum names k = NAMES_DIFFER; k < N_NAMES; k++) {
        double x = share[code_mask(u, code)][k];
        all += x;
        sum += k >= least && k <= most ? x : 0.0;
    }
    return all > 0 ? sum / all : 0.0;
}

/* Surname and given name in one column, or in two. */
static void count_pair(const struct linkage *l, const struct chances *p,
                       uint64_t levels, struct counts *c)
{
    const struct twins *t = &l->twins;
    const struct unit *s = &l->units[t->surname], *g = &l->units[t->given];
    bool whole = s == g;
    unsigned x = unit_code(s, levels), y = unit_code(g, levels);
    if (x == 0 || y == 0)
        return;
    enum names first = code_agrees(l, s, x), second = code_agrees(l, g, y);
    enum names last = whole ? NAMES_ALIKE : ONE_NAME;
    bool shares = first >= (whole ? SURNAME_ONLY : ONE_NAME) && first <= last &&
                  second != ONE_NAME;
    double chance =
        known_share(s, x, p->of_surname, whole ? SURNAME_ONLY : ONE_NAME, last);
    double alike = known_share(g, y, p->of_given, NAMES_ALIKE, NAMES_ALIKE);
    c->twins += (shares ? 1.0 : 0.0) - chance;
    c->alike += (shares && second == NAMES_ALIKE ? 1.0 : 0.0) -
                (whole ? alike : chance * alike);
}

static void count_day(const struct linkage *l, const struct chances *p,
                      const struct born *b, size_t n, struct counts *c)
{
    c->of_one_day += (double)n * ((double)n - 1.0) / 2.0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n && c->seen < MOST_PAIRS; j++) {
            c->seen += 1.0;
            count_pair(l, p, pair_levels(l, b[i].record, b[j].record), c);
        }
    }
}

static void count_file(const struct linkage *l, const struct chances *p,
                       size_t from, size_t end, struct counts *total)
{
    const struct comparison *day = l->components[l->twins.birth];
    struct born *b = arena_memory_or_end((end - from + 1) * sizeof *b);
    struct counts c = {0};
    size_t n = 0;
    for (size_t r = from; r < end; r++) {
        uint32_t x = day->of_record[r];
        if (x != 0 && day->forms[x].is_whole)
            b[n++] = (struct born){x, (uint32_t)r};
    }
    c.all = (double)n * ((double)n - 1.0) / 2.0;
    qsort(b, n, sizeof *b, by_day);
    for (size_t i = 0, k; i < n; i += k) {
        for (k = 1; i + k < n && b[i].day == b[i + k].day; k++)
            ;
        count_day(l, p, b + i, k, &c);
    }
    add_counts(total, &c);
    free(b);
}

static void settle(struct linkage *l, const struct counts *c)
{
    double first = (double)l->data.n_first;
    double larger = fmax(first, (double)l->data.n_records - first);
    double twins = fmax(0.0, c->twins), alike = fmax(0.0, c->alike);
    l->twins.log_share = log((twins + 1.0) / (c->all + larger / TWINS_BEFORE));
    double share = (fmin(alike, twins) + NAMES_BEFORE * ALIKE_BEFORE) /
                   (twins + NAMES_BEFORE);
    l->twins.alike = share;
}

/* A whole name is both surname and given name. */
static bool find_columns(struct linkage *l)
{
    struct twins *t = &l->twins;
    bool has_birth = false, has_surname = false, has_given = false;
    for (size_t n = l->n_units; n-- > 0;) {
        const struct unit *u = &l->units[n];
        if (u->is_whole_name || u->is_surname) {
            t->surname = n;
            has_surname = true;
        }
        if (u->is_whole_name || u->is_given) {
            t->given = n;
            has_given = true;
        }
        if (u->role == ROLE_PERSONAL && u->n_parts == 1 &&
            l->components[u->part[0]]->method == METHOD_DATE) {
            t->birth_unit = n;
            t->birth = u->part[0];
            has_birth = true;
        }
    }
    return has_surname && has_given && has_birth;
}

void twins_measure(struct linkage *l)
{
    struct counts c = {0};
    struct chances p;
    l->twins = (struct twins){0};
    if (l->data.is_dedupe || !find_columns(l))
        return;
    l->twins.is_known = true;
    take_chances(l, &p);
    count_file(l, &p, 0, l->data.n_first, &c);
    count_file(l, &p, l->data.n_first, l->data.n_records, &c);
    settle(l, &c);
}

/* ------------------------------------------------------------------ weighing
 */

/* Of twins: how often their names have this in common. */
static double share_of_twins(const struct linkage *l, size_t n, enum names k)
{
    const struct twins *t = &l->twins;
    bool is_given = n == t->given, is_surname = n == t->surname;
    double share = 1.0 - SAME_NAME;
    if (k == ONE_NAME && is_given)
        return SAME_NAME;
    if (!is_given) /* a surname by itself */
        return k == ONE_NAME ? SURNAME_SHARED : 1.0 - SURNAME_SHARED;
    if (is_surname && k == NAMES_DIFFER)
        return share * (1.0 - SURNAME_SHARED);
    share *= is_surname ? SURNAME_SHARED : 1.0;
    return share * (k == NAMES_ALIKE ? t->alike : 1.0 - t->alike);
}

void twins_fill(const struct linkage *l, size_t n, double out[UNIT_CODES])
{
    const struct unit *u = &l->units[n];
    double of[4][N_NAMES];
    memset(out, 0, UNIT_CODES * sizeof *out);
    if (n != l->twins.given && n != l->twins.surname)
        return;
    shares_of_strangers(l, u, u->u, of);
    for (unsigned c = 1; c < u->n_codes; c++) {
        enum names k = code_agrees(l, u, c);
        double all = 0;
        for (enum names x = NAMES_DIFFER; x < N_NAMES; x++)
            all += of[code_mask(u, c)][x];
        double share = of[code_mask(u, c)][k] / fmax(all, 1e-300);
        out[c] = log(share_of_twins(l, n, k) / fmax(share, 1e-9));
    }
}

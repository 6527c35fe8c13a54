/* stranger_priors: how far two strangers agree, before any file is seen. */
#include "anonymize/stranger_priors.h"

#include "anonymize/pair_scores.h"
#include "anonymize/rarity.h"

#include <math.h>

/* Levels of a name and its reading from here on agree; together as often as
 * the rarer of them times this, alone as often as this. */
#define AGREES 4
#define TOGETHER 0.5
#define ALONE 0.05
/* Exactly agreeing whole names in rosters. */
#define NAMESAKES 1e-4

enum name_kind { WHOLE_NAME, SURNAME, GIVEN_NAME, N_NAME_KINDS };

/* [kanji][kana], levels from different to exact. */
static const double names[N_NAME_KINDS][LEVELS - 1][LEVELS - 1] = {
    [WHOLE_NAME] = {{0.98, 7e-5, 1e-3, 5e-6, 1e-5, 5e-7, 3e-6},
                    {2e-4, 5e-3, 5e-6, 2e-5, 5e-5, 1e-6, 4e-6},
                    {4e-5, 5e-6, 2.5e-3, 2e-6, 1e-5, 5e-7, 2e-6},
                    {2e-6, 2e-6, 2e-6, 2e-6, 2e-6, 1e-6, 2e-6},
                    {3e-5, 1.2e-4, 7e-5, 8e-6, 5e-5, 2e-6, 8e-6},
                    {3e-7, 3e-7, 3e-7, 1e-6, 1e-6, 2e-6, 4e-6},
                    {1e-6, 1e-6, 1e-6, 2e-6, 2e-6, 2e-6, 4e-5}},
    [SURNAME] = {{0.94, 1e-5, 1e-5, 2e-6, 3e-4, 5e-7, 2e-5},
                 {8e-3, 1.5e-5, 5e-6, 2e-6, 3.5e-4, 5e-7, 4e-6},
                 {2.3e-2, 5e-6, 1e-5, 2e-6, 2.5e-3, 5e-7, 6e-6},
                 {1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6},
                 {1e-5, 2e-6, 8e-6, 1e-6, 8e-6, 1e-6, 3e-6},
                 {5e-6, 3e-7, 3e-7, 1e-6, 1e-5, 1e-6, 1.4e-4},
                 {1.4e-5, 1e-6, 1e-6, 1e-6, 8e-5, 1e-6, 6e-3}},
    [GIVEN_NAME] = {{0.91, 3e-5, 2e-5, 2e-6, 3.3e-3, 1e-6, 1.2e-4},
                    {5e-3, 2e-5, 3e-6, 6e-6, 1.2e-3, 5e-7, 1e-4},
                    {6.5e-2, 3e-6, 4e-5, 2e-6, 3.4e-3, 5e-7, 1.6e-4},
                    {1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6},
                    {3.5e-5, 2e-6, 3e-5, 2e-6, 7e-4, 1e-6, 5e-5},
                    {3e-7, 3e-7, 3e-7, 1e-6, 1e-6, 1e-6, 1.2e-5},
                    {7e-6, 1e-6, 1e-6, 2e-6, 2e-5, 1e-6, 2.8e-3}},
};

/* Levels between different and exact, of a column by itself. */
static double share_beforehand(enum method m, unsigned level)
{
    static const double share[N_METHODS][LEVELS] = {
        [METHOD_TEXT] = {0, 0, 0.05, 0.008, 0.004, 0.005, 1e-7},
        [METHOD_NAME] = {0, 0, 0.01, 0.006, 0.001, 4e-4, 1e-5, 5e-5},
        [METHOD_KANA] = {0, 0, 0.012, 0.008, 0.001, 5e-4, 1e-5, 7e-5},
        [METHOD_DATE] = {0, 0, 0.02, 0.003, 6e-4, 1e-4, 7e-5},
        [METHOD_DIGITS] = {0, 0, 0.01, 4e-4, 2e-4, 1e-4},
        [METHOD_ADDRESS] = {0, 0, 0.03, 0.004, 0.001, 2e-4},
        [METHOD_CATEGORY] = {0, 0, 0.25},
        [METHOD_NUMBER] = {0, 0, 0.1, 0.1, 0.05},
        [METHOD_SEX] = {0, 0, 0.5},
        [METHOD_TELEPHONE] = {0, 0, 0.01, 4e-4, 2e-4, 1e-4},
    };
    return share[m][level];
}

static double level_beforehand(enum method m, unsigned level)
{
    double rest = 1.0;
    for (unsigned k = 2; k < LEVELS; k++)
        rest -= share_beforehand(m, k);
    return level == LEVEL_MISSING     ? 1.0
           : level == LEVEL_DIFFERENT ? rest
                                      : share_beforehand(m, level);
}

/* A reading follows its name: both agree, or one of them rarely alone. */
static double any_pair(const struct linkage *l, const struct unit *u,
                       unsigned code)
{
    unsigned a = code_level(code, 0), b = code_level(code, 1);
    double p = level_beforehand(l->components[u->part[0]]->method, a);
    if (u->n_parts == 1)
        return p;
    double q = level_beforehand(l->components[u->part[1]]->method, b);
    if (a >= AGREES && b >= AGREES)
        return TOGETHER * fmin(p, q);
    if (a >= AGREES && b != LEVEL_MISSING)
        return ALONE * p;
    if (b >= AGREES && a != LEVEL_MISSING)
        return ALONE * q;
    return p * q;
}

static bool is_name_with_reading(const struct linkage *l, const struct unit *u)
{
    return u->n_parts == 2 &&
           l->components[u->part[0]]->method == METHOD_NAME &&
           l->components[u->part[1]]->method == METHOD_KANA;
}

static enum name_kind kind_of(const struct unit *u)
{
    return u->is_whole_name           ? WHOLE_NAME
           : u->role == ROLE_PERSONAL ? GIVEN_NAME
                                      : SURNAME;
}

/* Where one part is missing: the sum over its levels. */
static double name_pair(enum name_kind kind, unsigned a, unsigned b)
{
    double sum = 0;
    for (unsigned x = 0; x + 1 < LEVELS; x++)
        for (unsigned y = 0; y + 1 < LEVELS; y++)
            if ((a == LEVEL_MISSING || a == x + 1) &&
                (b == LEVEL_MISSING || b == y + 1))
                sum += names[kind][x][y];
    return sum;
}

double whole_names_beforehand(unsigned name, unsigned kana)
{
    return name_pair(WHOLE_NAME, name, kana);
}

double strangers_beforehand(const struct linkage *l, const struct unit *u,
                            unsigned code)
{
    if (is_name_with_reading(l, u))
        return name_pair(kind_of(u), code_level(code, 0), code_level(code, 1));
    return any_pair(l, u, code);
}

double both_exact_beforehand(const struct linkage *l, const struct unit *u)
{
    if (is_name_with_reading(l, u) && u->is_whole_name)
        return NAMESAKES;
    return fmin(chance_beforehand(l->components[u->part[0]]->method),
                chance_beforehand(l->components[u->part[1]]->method)) /
           2;
}

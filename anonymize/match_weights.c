/* match_weights: what each level of agreement says about a match. */
#include "anonymize/match_weights.h"

#include "anonymize/namesakes.h"
#include "anonymize/pair_scores.h"
#include "anonymize/twins.h"

#include <math.h>
#include <string.h>

#define MOST_ROUNDS 60
#define STANDS_STILL 1e-4
/* What is known beforehand counts as much as so many matches. */
#define BEFORE_MATCHES 12.0
/* … and of names and birthdays in Japanese offices, which is known better. */
#define BEFORE_NAMES 100.0
/* Nobody has two given names, in all that is known of him: more than this,
 * or twice what is known beforehand, is somebody else of the family. */
#define LEAST_OTHER_NAME 1e-3
#define LEAST_SHARE 1e-9
/* Households of one surname. */
#define SHARED_BEFORE 0.8
/* Of two people of one household: one birthday. About one birth in a hundred
 * is of twins; few households hold two children. */
#define TWINS_BEFORE 0.004
#define TWINS_PAIRS 2000.0
#define MOST_TWINS 0.007
#define BEFORE_ERRORS 40.0
#define MOST_ERRORS 2.0
/* Variance of the log odds, times the matches that were learnt from. */
#define DOUBT 40.0
#define DOUBT_BEFORE 10.0
/* Of so many one more or less says nothing. */
#define MANY_MATCHES 500.0
/* A level that only matches seem to have keeps this part of its share. */
#define LEAST_REST 0.02
/* Expected at first: of the smaller file, of the records of one file. */
#define FIRST_LINKED 0.5
#define FIRST_DOUBLE 0.2

enum { SAME_BOTH, SAME_PERSON, SAME_HOUSEHOLD, STRANGERS, N_CLASSES };

/* ------------------------------------------------------------- beforehand */

static double match_beforehand(enum method m, unsigned level)
{
    static const double share[N_METHODS][LEVELS] = {
        [METHOD_TEXT] = {0, 0.06, 0.03, 0.03, 0.08, 0.79, 0.01},
        [METHOD_NAME] = {0, 0.008, 0.002, 0.03, 0.01, 0.03, 0.06, 0.86},
        [METHOD_KANA] = {0, 0.008, 0.002, 0.03, 0.02, 0.04, 0.02, 0.88},
        [METHOD_DATE] = {0, 0.01, 0.003, 0.01, 0.03, 0.02, 0.927},
        [METHOD_DIGITS] = {0, 0.15, 0.03, 0.02, 0.05, 0.75},
        [METHOD_ADDRESS] = {0, 0.15, 0.06, 0.12, 0.12, 0.55},
        [METHOD_CATEGORY] = {0, 0.08, 0.92},
        [METHOD_NUMBER] = {0, 0.06, 0.04, 0.1, 0.8},
        [METHOD_SEX] = {0, 0.01, 0.99},
        [METHOD_TELEPHONE] = {0, 0.15, 0.03, 0.02, 0.05, 0.75},
    };
    return share[m][level];
}

/* Twins: one household, one birthday, two people. */
static bool is_birthday(const struct linkage *l, const struct unit *u)
{
    return u->role == ROLE_PERSONAL && u->n_parts == 1 &&
           l->components[u->part[0]]->method == METHOD_DATE;
}

static void fill_birthday(struct unit *u, double twins)
{
    unsigned exact = comparison_exact(METHOD_DATE);
    for (unsigned c = 0; c < u->n_codes; c++)
        u->h[c] = (1.0 - twins) * u->u[c] + (c == exact ? twins : 0.0);
}

/* Of a whole name: the surname agrees, whatever the rest does. */
static bool shares_surname(const struct unit *u, unsigned code)
{
    for (size_t part = 0; part < u->n_parts; part++) {
        unsigned level = code_level(code, part);
        if (level == (u->is_family_last ? 3 : 2) || level >= 4)
            return true;
    }
    return false;
}

/* … and the surname only: a part that is given agrees in it or in nothing. */
static bool shares_only_surname(const struct unit *u, unsigned code)
{
    unsigned surname = u->is_family_last ? 3 : 2;
    bool any = false;
    for (size_t part = 0; part < u->n_parts; part++) {
        unsigned level = code_level(code, part);
        if (level != LEVEL_MISSING && level != LEVEL_DIFFERENT &&
            level != surname)
            return false;
        any |= level == surname;
    }
    return u->is_whole_name && any;
}

/* In a Western whole name the last part is the surname, which may change. */
static double unit_beforehand(const struct linkage *l, const struct unit *u,
                              size_t part, unsigned level)
{
    enum method m = l->components[u->part[part]]->method;
    if (u->is_whole_name && u->is_family_last && (level == 2 || level == 3))
        level = 5 - level;
    return match_beforehand(m, level);
}

static void fill_beforehand(const struct linkage *l, const struct unit *u,
                            double out[UNIT_CODES])
{
    double total[4] = {0};
    for (unsigned c = 0; c < u->n_codes; c++) {
        out[c] = 1.0;
        for (size_t part = 0; part < u->n_parts; part++) {
            unsigned level = code_level(c, part);
            if (level != LEVEL_MISSING)
                out[c] *= unit_beforehand(l, u, part, level);
        }
        total[code_mask(u, c)] += out[c];
    }
    for (unsigned c = 0; c < u->n_codes; c++)
        out[c] = out[c] / total[code_mask(u, c)];
}

/* A household shares the first part of a name; the given name is drawn as
 * those of strangers of one surname are. */
static void fill_whole_name(struct unit *u, double shared)
{
    double total[4][2] = {{0}};
    for (unsigned c = 0; c < u->n_codes; c++)
        total[code_mask(u, c)][shares_surname(u, c)] += u->u[c];
    for (unsigned c = 0; c < u->n_codes; c++) {
        bool first = shares_surname(u, c);
        double all = total[code_mask(u, c)][first];
        u->h[c] =
            all > 0 ? (first ? shared : 1.0 - shared) * u->u[c] / all : 0.0;
    }
}

/* What the settings tell of a unit stands; the other codes of the same parts
 * keep their proportions in what is left. */
static void apply_told(const struct linkage *l, size_t n, bool of_strangers,
                       double shares[UNIT_CODES])
{
    const struct unit *u = &l->units[n];
    double told[4] = {0}, rest[4] = {0};
    bool is_told[UNIT_CODES] = {false};
    for (size_t k = 0; k < l->n_told; k++) {
        const struct told_share *t = &l->told[k];
        if (t->unit != n || t->is_of_strangers != of_strangers)
            continue;
        is_told[t->code] = true;
        shares[t->code] = t->share;
        told[code_mask(u, t->code)] += t->share;
    }
    for (unsigned c = 1; c < u->n_codes; c++)
        if (!is_told[c])
            rest[code_mask(u, c)] += shares[c];
    for (unsigned c = 1; c < u->n_codes; c++) {
        unsigned mask = code_mask(u, c);
        if (!is_told[c] && told[mask] > 0 && rest[mask] > 0)
            shares[c] *= (1.0 - told[mask]) / rest[mask];
    }
}

/* m, and where agreement hangs on the household, that share too. */
static void apply_told_matches(const struct linkage *l, size_t n,
                               struct unit *u)
{
    apply_told(l, n, false, u->m);
    if (u->role == ROLE_HOUSEHOLD)
        memcpy(u->h, u->m, sizeof u->h);
}

static bool is_told_of_matches(const struct linkage *l, size_t n)
{
    for (size_t k = 0; k < l->n_told; k++)
        if (l->told[k].unit == n && !l->told[k].is_of_strangers)
            return true;
    return false;
}

void weights_begin(struct linkage *l)
{
    double smaller = (double)l->data.n_first;
    double expected =
        l->data.is_dedupe ? FIRST_DOUBLE * smaller : FIRST_LINKED * smaller;
    double share = expected / l->n_possible;
    l->has_household = false;
    for (size_t n = 0; n < l->n_units; n++) {
        struct unit *u = &l->units[n];
        fill_beforehand(l, u, u->m);
        fill_beforehand(l, u, u->h);
        memcpy(u->u, u->all, sizeof u->u);
        if (u->is_whole_name)
            fill_whole_name(u, SHARED_BEFORE);
        if (is_birthday(l, u))
            fill_birthday(u, TWINS_BEFORE);
        apply_told(l, n, true, u->u);
        apply_told_matches(l, n, u);
        l->has_household |= u->role == ROLE_HOUSEHOLD;
    }
    share = share > 0.3 ? 0.3 : share;
    l->share[SAME_BOTH] = l->has_household ? 0.9 * share : share;
    l->share[SAME_PERSON] = l->has_household ? 0.1 * share : 0.0;
    l->share[SAME_HOUSEHOLD] = l->has_household ? 0.2 * share : 0.0;
    l->share[STRANGERS] = 1.0 - share - l->share[SAME_HOUSEHOLD];
}

static unsigned kind_of_errors(const struct linkage *l, uint64_t key);

/* ------------------------------------------------------------ expectation */

/* Logarithms of the ratios to strangers, once for every round; and the matches
 * that each share of m was learnt from, with those known beforehand. */
struct ratios {
    double match[MOST_COMPONENTS][UNIT_CODES];
    double household[MOST_COMPONENTS][UNIT_CODES];
    double twins[MOST_COMPONENTS][UNIT_CODES];
    double share[N_CLASSES];
    double learnt[MOST_COMPONENTS][UNIT_CODES];
    double errors_learnt[ERROR_KINDS];
};

static void take_ratios(const struct linkage *l, struct ratios *r)
{
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        for (unsigned c = 0; c < u->n_codes; c++) {
            bool says = code_mask(u, c) != 0 && u->u[c] > 0;
            r->match[n][c] =
                says ? log(fmax(u->m[c], LEAST_SHARE) / u->u[c]) : 0.0;
            r->household[n][c] =
                says ? log(fmax(u->h[c], LEAST_SHARE) / u->u[c]) : 0.0;
        }
    }
    for (size_t n = 0; n < l->n_units && l->twins.is_known; n++)
        twins_fill(l, n, r->twins[n]);
    for (size_t c = 0; c < N_CLASSES; c++)
        r->share[c] = l->share[c] > 0 ? log(l->share[c]) : -INFINITY;
    memcpy(r->learnt, l->learnt, sizeof r->learnt);
    memcpy(r->errors_learnt, l->errors_learnt, sizeof r->errors_learnt);
}

/* No pair is a witness in its own case: what it has itself taught, were it a
 * match with this probability, is taken out of m again. Otherwise the one pair
 * of its kind in a small file would prove that matches are of that kind. */
static double without_itself(const struct linkage *l, const struct ratios *r,
                             uint64_t key, unsigned errors, double own)
{
    double sum = 0;
    if (own <= 0)
        return 0.0;
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        unsigned c = unit_code(u, key);
        double of_code = r->learnt[n][c];
        if (c == 0 || u->role == ROLE_HOUSEHOLD || of_code <= own ||
            of_code > MANY_MATCHES)
            continue;
        sum += log((of_code - own) / of_code);
    }
    double seen = r->errors_learnt[errors];
    if (seen > own && seen < MANY_MATCHES)
        sum += log((seen - own) / seen);
    return sum;
}

/* Log of how much likelier strangers are to agree so than their columns each
 * for itself say: namesakes, or twins. Twins have one birthday, written as
 * those of one person are; half of them live together. How rare their values
 * are says as much of them as of one person. */
static double strangers_log_ratio(const struct linkage *l,
                                  const struct ratios *r, uint64_t key,
                                  double household)
{
    double year = namesakes_log_ratio_of_year(l, key);
    double sex = namesakes_log_ratio_of_sex(l, key);
    const struct twins *t = &l->twins;
    unsigned day = unit_code(&l->units[t->birth_unit], key);
    if (!t->is_known || day == LEVEL_MISSING)
        return year + sex;
    double twins =
        t->log_share - r->share[STRANGERS] + r->match[t->birth_unit][day] +
        pattern_rarity(key, ROLE_PERSONAL) + pattern_rarity(key, ROLE_SHARED) +
        log(0.5 + 0.5 * exp(household));
    for (size_t n = 0; n < l->n_units; n++)
        twins += r->twins[n][unit_code(&l->units[n], key)];
    double most = fmax(year, twins);
    return sex + most + log(exp(year - most) + exp(twins - most));
}

/* Probabilities of the four classes, given a pattern and the probability of a
 * match that it had when m was learnt; the log of the odds of one person in
 * *log_odds. */
static void classify(const struct linkage *l, const struct ratios *r,
                     uint64_t key, unsigned errors, double own_share,
                     double out[N_CLASSES], double *log_odds)
{
    double personal = pattern_rarity(key, ROLE_PERSONAL);
    double household = pattern_rarity(key, ROLE_HOUSEHOLD);
    double own = pattern_rarity(key, ROLE_SHARED), family = own;
    bool whole_name = false;
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        unsigned c = unit_code(u, key);
        if (u->role == ROLE_PERSONAL) {
            personal += r->match[n][c];
            if (is_birthday(l, u))
                family += r->household[n][c];
        } else if (u->role == ROLE_HOUSEHOLD) {
            household += r->household[n][c];
        } else {
            own += r->match[n][c];
            family += r->household[n][c];
            whole_name |= u->is_whole_name;
        }
    }
    if (whole_name) /* its rarity is that of the given name too */
        family -= pattern_rarity(key, ROLE_SHARED);
    double itself = without_itself(l, r, key, errors, own_share);
    double a[N_CLASSES] = {
        r->share[SAME_BOTH] + personal + household + own + l->errors[errors] +
            itself,
        r->share[SAME_PERSON] + personal + own + itself,
        r->share[SAME_HOUSEHOLD] + household + family,
        r->share[STRANGERS] + strangers_log_ratio(l, r, key, household),
    };
    double most = a[0], sum = 0;
    for (size_t c = 1; c < N_CLASSES; c++)
        most = fmax(most, a[c]);
    for (size_t c = 0; c < N_CLASSES; c++)
        sum += out[c] = exp(a[c] - most);
    double same = out[SAME_BOTH] + out[SAME_PERSON];
    double other = out[SAME_HOUSEHOLD] + out[STRANGERS];
    *log_odds = log(fmax(same, 1e-300)) - log(fmax(other, 1e-300));
    for (size_t c = 0; c < N_CLASSES; c++)
        out[c] /= sum;
}

/* ------------------------------------------------------- errors together */

/* Errors don't come independently: some records are full of them, and where
 * duplicates were looked for by hand, each may have just one. So the number of
 * columns that differ is told its own way: P(k | match) as seen over what
 * independence would give; and of a single one, which it is. Not where there is
 * a household: a name alone that differs is somebody else of the family, who
 * would teach that names alone do differ. */
struct error_count {
    double seen[ERROR_KINDS];
    double foreseen[ERROR_KINDS];
};

/* Units given in a pattern, one bit each. */
static unsigned given_units(const struct linkage *l, uint64_t key)
{
    unsigned given = 0;
    for (size_t n = 0; n < l->n_units; n++)
        given |= (unsigned)(unit_code(&l->units[n], key) != 0) << n;
    return given;
}

static bool is_all_exact(const struct linkage *l, const struct unit *u,
                         unsigned code);

static unsigned kind_of_errors(const struct linkage *l, uint64_t key)
{
    unsigned n = 0, last = 0;
    for (size_t k = 0; k < l->n_units; k++) {
        const struct unit *u = &l->units[k];
        unsigned c = unit_code(u, key);
        if (c == 0 || is_all_exact(l, u, c))
            continue;
        n++;
        last = (unsigned)k;
    }
    return n == 1 && !l->has_household ? ONLY_ERROR + last : n;
}

/* Share of a unit's matches that agree wholly, whichever parts are given. */
static double exact_share(const struct linkage *l, const struct unit *u)
{
    double exact = 0, all = 0;
    for (unsigned c = 1; c < u->n_codes; c++)
        if (is_all_exact(l, u, c))
            exact += u->m[c] * u->mask_share[code_mask(u, c)];
    for (unsigned mask = 1; mask < 1u << u->n_parts; mask++)
        all += u->mask_share[mask];
    return all > 0 ? exact / all : 1.0;
}

/* Of exactly one error: the share of each unit, by the odds that it errs. */
static void foresee_only_errors(const struct linkage *l, unsigned given,
                                double out[ERROR_KINDS])
{
    double odds[MOST_COMPONENTS] = {0}, all = 0;
    if (l->has_household)
        return;
    for (size_t n = 0; n < l->n_units; n++) {
        if ((given >> n & 1) == 0)
            continue;
        double exact = exact_share(l, &l->units[n]);
        all += odds[n] = (1.0 - exact) / fmax(exact, 1e-9);
    }
    for (size_t n = 0; n < l->n_units && all > 0; n++)
        out[ONLY_ERROR + n] = out[1] * odds[n] / all;
    out[1] = 0;
}

/* Distribution of the kinds of errors, were they independent. */
static void foresee_errors(const struct linkage *l, unsigned given,
                           double out[ERROR_KINDS])
{
    memset(out, 0, ERROR_KINDS * sizeof *out);
    out[0] = 1.0;
    for (size_t n = 0; n < l->n_units; n++) {
        if ((given >> n & 1) == 0)
            continue;
        double exact = exact_share(l, &l->units[n]);
        for (size_t k = MOST_COMPONENTS; k > 0; k--)
            out[k] = out[k] * exact + out[k - 1] * (1.0 - exact);
        out[0] *= exact;
    }
    foresee_only_errors(l, given, out);
}

static void settle_errors(struct linkage *l, const struct error_count *e)
{
    double n = 0, foreseen = 0;
    for (size_t k = 0; k < ERROR_KINDS; k++) {
        n += e->seen[k];
        foreseen += e->foreseen[k];
    }
    for (size_t k = 0; k < ERROR_KINDS && foreseen > 0; k++) {
        double share = e->foreseen[k] / foreseen;
        double before = BEFORE_ERRORS * share + 1e-6;
        double ratio = (e->seen[k] + before) / (n * share + before);
        l->errors_learnt[k] = e->seen[k] + before;
        l->errors[k] = fmax(-MOST_ERRORS, fmin(MOST_ERRORS, log(ratio)));
        /* Many errors are no likelier than fewer that are unlikely. */
        bool fewer = k > 3 && k < ONLY_ERROR && l->errors[k - 1] <= 0;
        if (fewer)
            l->errors[k] = fmin(l->errors[k], 0.0);
    }
}

/* ----------------------------------------------------------- maximisation */

struct masses {
    double of_given[1u << MOST_COMPONENTS]; /* by units given */
    struct error_count errors;
    double match[MOST_COMPONENTS][UNIT_CODES];
    double household[MOST_COMPONENTS][UNIT_CODES];
    double of_class[N_CLASSES];
};

static void add_masses(const struct linkage *l, const struct pattern *p,
                       const double of[N_CLASSES], struct masses *out)
{
    double n = (double)p->count;
    double same = n * (of[SAME_BOTH] + of[SAME_PERSON]);
    double home = n * (of[SAME_BOTH] + of[SAME_HOUSEHOLD]);
    double family = n * of[SAME_HOUSEHOLD];
    for (size_t k = 0; k < l->n_units; k++) {
        const struct unit *u = &l->units[k];
        unsigned c = unit_code(u, p->key);
        if (u->role != ROLE_HOUSEHOLD)
            out->match[k][c] += same;
        if (u->role == ROLE_HOUSEHOLD)
            out->household[k][c] += home;
        else if (u->role == ROLE_SHARED || is_birthday(l, u))
            out->household[k][c] += family;
    }
    for (size_t c = 0; c < N_CLASSES; c++)
        out->of_class[c] += n * of[c];
    out->of_given[p->given] += n * of[SAME_BOTH];
    out->errors.seen[p->errors] += n * of[SAME_BOTH];
}

/* Shares of the codes of each mask, with what was known beforehand. */
static void settle(const struct unit *u, const double mass[UNIT_CODES],
                   const double before[UNIT_CODES], double strength,
                   double out[UNIT_CODES])
{
    double total[4] = {0};
    for (unsigned c = 0; c < u->n_codes; c++)
        total[code_mask(u, c)] += mass[c] + strength * before[c];
    for (unsigned c = 0; c < u->n_codes; c++) {
        out[c] = (mass[c] + strength * before[c]) / total[code_mask(u, c)];
        if (shares_only_surname(u, c))
            out[c] = fmin(out[c], fmax(2.0 * before[c], LEAST_OTHER_NAME));
    }
}

/* Offices that write Japanese names write birth dates with care: that nothing
 * of the day agrees, more than twice as often as known beforehand, is not
 * learnt. It would be taught by namesakes, of whom there are many. */
static void bound_birthday(const struct linkage *l, struct unit *u,
                           const double before[UNIT_CODES])
{
    if (is_birthday(l, u) && l->namesakes.log_ratio > 0)
        u->m[LEVEL_DIFFERENT] =
            fmin(u->m[LEVEL_DIFFERENT], 2.0 * before[LEVEL_DIFFERENT]);
}

static double strength_of(const struct linkage *l, const struct unit *u)
{
    enum method m = l->components[u->part[0]]->method;
    return m == METHOD_NAME || m == METHOD_KANA || m == METHOD_DATE
               ? BEFORE_NAMES
               : BEFORE_MATCHES;
}

/* All parts that are given agree exactly. */
static bool is_all_exact(const struct linkage *l, const struct unit *u,
                         unsigned code)
{
    for (size_t part = 0; part < u->n_parts; part++) {
        unsigned level = code_level(code, part);
        if (level != LEVEL_MISSING &&
            level != comparison_exact(l->components[u->part[part]]->method))
            return false;
    }
    return code != 0;
}

/* Chance of full agreement, from counts rather than from random pairs; -1
 * where the code is another one. */
static double counted_chance(const struct linkage *l, const struct unit *u,
                             unsigned code)
{
    if (!is_all_exact(l, u, code))
        return -1.0;
    if (code_mask(u, code) == 3)
        return exp(-u->expected_both);
    return l->exact_chance[u->part[code_mask(u, code) == 2]];
}

/* What is left of all pairs when those that are no strangers are taken out.
 * Two files: full agreement was counted within each, so nothing is taken. */
static void settle_strangers(const struct linkage *l, struct unit *u,
                             const double taken[UNIT_CODES])
{
    double rest[UNIT_CODES], total[4] = {0}, fixed[4] = {0};
    for (unsigned c = 0; c < u->n_codes; c++) {
        double pairs = u->mask_share[code_mask(u, c)] * l->n_possible;
        double counted = counted_chance(l, u, c);
        double share = counted >= 0 ? counted : u->all[c];
        if (counted >= 0 && !l->data.is_dedupe) {
            rest[c] = counted;
            fixed[code_mask(u, c)] += counted;
            continue;
        }
        rest[c] = fmax(share - taken[c] / pairs, share * LEAST_REST);
        /* At least what is known of strangers when none was seen. */
        rest[c] = fmax(rest[c], u->unseen[c]);
        total[code_mask(u, c)] += rest[c];
    }
    for (unsigned c = 0; c < u->n_codes; c++) {
        unsigned mask = code_mask(u, c);
        bool is_fixed = counted_chance(l, u, c) >= 0 && !l->data.is_dedupe;
        if (total[mask] > 0 && !is_fixed)
            rest[c] *= (1.0 - fixed[mask]) / total[mask];
        u->u[c] = fmax(rest[c], LEAST_SHARE);
    }
}

static void settle_whole_name(struct unit *u, const double mass[UNIT_CODES])
{
    double shared = BEFORE_MATCHES * SHARED_BEFORE, all = BEFORE_MATCHES;
    for (unsigned c = 0; c < u->n_codes; c++) {
        if (code_mask(u, c) == 0)
            continue;
        all += mass[c];
        shared += shares_surname(u, c) ? mass[c] : 0.0;
    }
    fill_whole_name(u, shared / all);
}

static void settle_birthday(struct unit *u, const double mass[UNIT_CODES])
{
    double twins = TWINS_PAIRS * TWINS_BEFORE, all = TWINS_PAIRS;
    for (unsigned c = 1; c < u->n_codes; c++)
        all += mass[c];
    twins += mass[comparison_exact(METHOD_DATE)];
    fill_birthday(u, fmin(twins / all, MOST_TWINS));
}

static void maximise_errors(struct linkage *l, struct masses *mass)
{
    double share[ERROR_KINDS];
    for (unsigned given = 0; given < 1u << l->n_units; given++) {
        if (mass->of_given[given] <= 0)
            continue;
        foresee_errors(l, given, share);
        for (size_t k = 0; k < ERROR_KINDS; k++)
            mass->errors.foreseen[k] += mass->of_given[given] * share[k];
    }
    settle_errors(l, &mass->errors);
}

static void maximise(struct linkage *l, struct masses *mass)
{
    double before[UNIT_CODES], taken[UNIT_CODES];
    for (size_t k = 0; k < l->n_units; k++) {
        struct unit *u = &l->units[k];
        for (unsigned c = 0; c < u->n_codes; c++)
            taken[c] = mass->match[k][c] +
                       (is_birthday(l, u) ? 0.0 : mass->household[k][c]);
        settle_strangers(l, u, taken);
        apply_told(l, k, true, u->u);
        if (u->role != ROLE_HOUSEHOLD) {
            fill_beforehand(l, u, before);
            settle(u, mass->match[k], before, strength_of(l, u), u->m);
            bound_birthday(l, u, before);
            for (unsigned c = 0; c < u->n_codes; c++)
                l->learnt[k][c] =
                    is_told_of_matches(l, k)
                        ? INFINITY
                        : mass->match[k][c] + strength_of(l, u) * before[c];
        }
        if (is_birthday(l, u)) {
            settle_birthday(u, mass->household[k]);
        } else if (u->is_whole_name) {
            settle_whole_name(u, mass->household[k]);
        } else if (u->role != ROLE_PERSONAL) {
            fill_beforehand(l, u, before);
            settle(u, mass->household[k], before, BEFORE_MATCHES, u->h);
        }
        if (u->role == ROLE_HOUSEHOLD)
            memcpy(u->m, u->h, sizeof u->m);
        apply_told_matches(l, k, u);
    }
    maximise_errors(l, mass);
    double smaller = (double)l->data.n_first, all = l->n_possible;
    double same = mass->of_class[SAME_BOTH] + mass->of_class[SAME_PERSON];
    double cap = l->data.is_dedupe || same <= smaller ? 1.0 : smaller / same;
    double rest = all;
    for (size_t c = 0; c < STRANGERS; c++) {
        double n = mass->of_class[c] * (c == SAME_HOUSEHOLD ? 1.0 : cap);
        n = l->has_household || c == SAME_BOTH ? fmax(n, 0.01) : 0.0;
        l->share[c] = n / all;
        rest -= n;
    }
    l->share[STRANGERS] = fmax(rest, 0.01) / all;
}

static double farthest_move(const double old[N_CLASSES],
                            const double new[N_CLASSES])
{
    double most = 0;
    for (size_t c = 0; c < STRANGERS; c++)
        if (old[c] > 0 && new[c] > 0)
            most = fmax(most, fabs(log(new[c] / old[c])));
    return most;
}

/* What a person has decided teaches like a match that is certain. */
static void add_labels(const struct linkage *l, const struct ratios *r,
                       struct masses *mass)
{
    for (size_t k = 0; k < l->n_labels; k++) {
        const struct label *label = &l->labels[k];
        double of[N_CLASSES], log_odds;
        if (!label->is_same)
            continue;
        struct pattern p = {.count = 1};
        p.key = pair_pattern(l, label->i, label->j);
        p.given = (uint16_t)given_units(l, p.key);
        p.errors = (uint16_t)kind_of_errors(l, p.key);
        classify(l, r, p.key, p.errors, 0.0, of, &log_odds);
        double same = of[SAME_BOTH] + of[SAME_PERSON];
        of[SAME_BOTH] = same > 0 ? of[SAME_BOTH] / same : 1.0;
        of[SAME_PERSON] = 1.0 - of[SAME_BOTH];
        of[SAME_HOUSEHOLD] = of[STRANGERS] = 0.0;
        add_masses(l, &p, of, mass);
    }
}

static void learn_once(struct linkage *l, struct masses *mass)
{
    struct ratios r;
    double of[N_CLASSES], log_odds;
    memset(mass, 0, sizeof *mass);
    take_ratios(l, &r);
    for (size_t k = 0; k < l->n_patterns; k++) {
        struct pattern *p = &l->patterns[k];
        classify(l, &r, p->key, p->errors, p->own, of, &log_odds);
        p->own = of[SAME_BOTH] + of[SAME_PERSON];
        add_masses(l, p, of, mass);
    }
    add_labels(l, &r, mass);
    maximise(l, mass);
}

/* What was learnt from few matches is not known well: the log odds, normal
 * with variance v around what was learnt, give a mean probability nearer to
 * one half: log odds / sqrt(1 + pi v / 8) (MacKay 1992, The evidence framework
 * applied to classification networks, eq. 10). */
static double doubt(const struct linkage *l)
{
    double same = l->share[SAME_BOTH] + l->share[SAME_PERSON];
    double v = DOUBT / (same * l->n_possible + DOUBT_BEFORE);
    return 1.0 / sqrt(1.0 + 3.14159265358979 * v / 8.0);
}

double weights_log_odds(const struct linkage *l, uint64_t pattern)
{
    double of[N_CLASSES], log_odds;
    const struct pattern *p = pair_find_pattern(l, pattern);
    classify(l, l->ratios, pattern, kind_of_errors(l, pattern),
             p == NULL ? 0.0 : p->own, of, &log_odds);
    return log_odds * doubt(l);
}

static double prior_log_odds(const struct linkage *l)
{
    double same = l->share[SAME_BOTH] + l->share[SAME_PERSON];
    return log(same / fmax(1.0 - same, 1e-12));
}

double weights_bits(const struct linkage *l, uint64_t pattern)
{
    return (weights_log_odds(l, pattern) - prior_log_odds(l)) / log(2.0);
}

static void weigh_patterns(struct linkage *l)
{
    double of[N_CLASSES], log_odds;
    if (l->ratios == NULL)
        l->ratios = arena_take(l->arena, sizeof *l->ratios);
    take_ratios(l, l->ratios);
    double prior = prior_log_odds(l), careful = doubt(l);
    for (size_t k = 0; k < l->n_patterns; k++) {
        struct pattern *p = &l->patterns[k];
        classify(l, l->ratios, p->key, p->errors, p->own, of, &log_odds);
        log_odds *= careful;
        p->weight = (log_odds - prior) / log(2.0);
        p->probability = 1.0 / (1.0 + exp(-log_odds));
    }
}

void weights_learn(struct linkage *l)
{
    struct masses *mass = arena_take(l->arena, sizeof *mass);
    for (size_t k = 0; k < l->n_patterns; k++) {
        struct pattern *p = &l->patterns[k];
        p->given = (uint16_t)given_units(l, p->key);
        p->errors = (uint16_t)kind_of_errors(l, p->key);
    }
    for (size_t round = 0; round < MOST_ROUNDS; round++) {
        double old[N_CLASSES];
        memcpy(old, l->share, sizeof old);
        learn_once(l, mass);
        if (round > 5 && farthest_move(old, l->share) < STANDS_STILL)
            break;
    }
    weigh_patterns(l);
}

double weights_stays(const struct linkage *l)
{
    double same = l->share[SAME_BOTH] + l->share[SAME_PERSON];
    return same > 0 ? l->share[SAME_BOTH] / same : 1.0;
}

double weights_exact(const struct linkage *l, size_t component)
{
    const struct unit *u = &l->units[l->unit_of[component]];
    size_t part = u->part[0] == component ? 0 : 1;
    unsigned exact = comparison_exact(l->components[component]->method);
    double agrees = 0, given = 0;
    for (unsigned c = 0; c < u->n_codes; c++) {
        unsigned level = code_level(c, part);
        /* Where both parts are given, or the only one. */
        if (code_mask(u, c) != (1u << u->n_parts) - 1u)
            continue;
        given += u->m[c];
        agrees += level == exact ? u->m[c] : 0.0;
    }
    return given > 0 ? agrees / given : 0.5;
}

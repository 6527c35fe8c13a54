/* resident: see resident.h.
 *
 * A latent frailty (mean 0, variance 1 at 70) moves the checklist, the
 * measures and nothing else; the outcome depends on the observed points, so
 * that a model fitted on them can find the planted numbers. */
#include "resident.h"

#include "base/calendar.h"
#include "dice.h"

#include <string.h>

const struct effect effect_any = {2.9, -0.50, 0.40, -0.12, 0.60, 0.25};
const struct effect effect_paid = {1.7, -0.45, -0.40, -0.06, 1.00, 0.35};
const struct effect effect_twenty = {1.5, -0.70, -0.50, -0.10, 0.50, 0.60};

/* Streams of numbers of one person. */
enum purpose { DRAW_PERSON, DRAW_HEALTH, DRAW_CONSENT, DRAW_OUTCOME };

/* Log odds of the scoring answer: at latent frailty 0, and per unit. Item 12
 * comes from height and weight. */
static const double kcl_level[N_KCL] = {
    -2.4, -3.0, -2.9, -1.7, -2.3, -1.1, -1.7, -1.9, -1.5, -0.7, -2.0, 0.0, -1.2,
    -1.4, -1.0, -2.5, -1.3, -1.8, -2.2, -1.5, -1.9, -2.1, -1.4, -2.2, -1.3};
static const double kcl_slope[N_KCL] = {
    1.1, 1.3, 1.2, 0.9, 0.8, 1.2, 1.3, 1.1, 0.8, 1.0, 0.6, 0.0, 0.8,
    0.7, 0.7, 1.0, 1.0, 0.7, 0.6, 0.7, 1.2, 1.2, 1.2, 1.0, 1.3};

int day_number(int year, int month, int day)
{
    return (int)date_to_days((struct date){year, month, day});
}

bool resident_is_analysed(const struct resident *r)
{
    return r->baseline != 0 && r->first.day != 0 && r->consent == 1 &&
           r->withdrawn == 0 && r->stays_in_touch;
}

static double log_odds(const struct effect *e, const struct resident *r)
{
    double sum = e->intercept + e->age_10 * ((double)r->age / 10.0);
    sum += r->female ? e->female : 0.0;
    sum += e->kcl * (double)r->kcl;
    sum += r->income ? e->income : 0.0;
    sum += e->wish_5 * ((double)r->wish_hours / 5.0);
    return sum;
}

/* ---- seminars ---------------------------------------------------------- */

static const struct {
    const char *title;
    int type, field;
} courses[] = {
    {"見本市セカンドキャリア塾", 11, 0},
    {"お仕事セミナー（介護の周辺業務）", 12, 1},
    {"兼業・副業セミナー", 16, 8},
    {"お仕事セミナー（子育て支援）", 12, 3},
    {"ミドルシニア講座", 14, 0},
    {"女性限定セミナー", 15, 2},
};

static void draw_seminars(struct town *t)
{
    int first = day_number(2022, 4, 9), last = day_number(2024, 3, 23);
    t->n_seminars = t->n_people <= 400 ? 16 : t->n_people / 25;
    t->seminars =
        arena_take_array(&t->arena, (size_t)t->n_seminars, sizeof *t->seminars);
    int year = 0, number = 0;
    for (int i = 0; i < t->n_seminars; i++) {
        struct seminar *s = &t->seminars[i];
        int day = first + (int)((long)(last - first) * i / (t->n_seminars - 1));
        day += (6 - date_weekday(date_from_days(day)) + 7) % 7; /* Saturday */
        s->day = day;
        int fiscal_year = fiscal_year_of(date_from_days(day));
        number = fiscal_year == year ? number + 1 : 1;
        year = fiscal_year;
        s->number = arena_format(&t->arena, "E%d-%03d", fiscal_year, number);
        size_t course = (size_t)i % (sizeof courses / sizeof *courses);
        s->title = courses[course].title;
        s->type = courses[course].type;
        s->field = courses[course].field;
        s->session = i / (int)(sizeof courses / sizeof *courses) % 6 + 1;
    }
}

/* ---- the person -------------------------------------------------------- */

static int draw_age(struct dice *d)
{
    int u = dice_below(d, 100);
    if (u < 45)
        return dice_between(d, 55, 64);
    if (u < 90)
        return dice_between(d, 65, 74);
    return dice_between(d, 75, 84);
}

static void draw_person(const struct town *t, struct resident *r)
{
    struct dice d;
    dice_init(&d, t->seed, (uint64_t)r->number, DRAW_PERSON);
    r->event = (int)((long)(r->number - 1) * t->n_seminars / t->n_people);
    int met = t->seminars[r->event].day;
    r->female = dice_chance(&d, 0.55);
    r->surname = surname_pick(dice_below(&d, surname_count()));
    r->given = given_pick(r->female, dice_below(&d, given_count()));
    int age = draw_age(&d);
    r->birth = met - age * 36525 / 100 - dice_between(&d, 25, 360);
    r->contact = met - dice_below(&d, 21);
    if (r->contact < day_number(2022, 4, 1))
        r->contact = met;
    int late = dice_chance(&d, 0.2) ? dice_between(&d, 1, 6) : 0;
    r->baseline = dice_chance(&d, 0.96) ? met + late : 0;
    r->age = age_legal(date_from_days(r->birth),
                       date_from_days(r->baseline != 0 ? r->baseline : met));
    r->second_event = -1;
    if (dice_chance(&d, 0.4) && r->event + 1 < t->n_seminars)
        r->second_event = r->event + 1;
    r->income = dice_chance(&d, r->age < 65 ? 0.58 : 0.40);
    r->motives = r->income ? 1 : 0;
    for (int i = 1; i < 6; i++)
        r->motives |= dice_chance(&d, 0.35) ? 1 << i : 0;
    if (r->motives == 0)
        r->motives = 4;
    double hours = 14.0 + (r->income ? 3.0 : 0.0) +
                   0.25 * (70.0 - (double)r->age) + 5.5 * dice_normal(&d);
    r->wish_hours = hours < 3.0 ? 3 : hours > 40.0 ? 40 : (int)hours;
}

/* ---- health ------------------------------------------------------------ */

static void draw_measures(struct dice *d, const struct resident *r,
                          struct health *h, double frailty)
{
    h->ring = dice_chance(d, chance_from_log_odds(-1.2 + frailty)) ? 3
              : dice_chance(d, 0.5)                                ? 2
                                                                   : 1;
    for (int i = 0; i < N_ELEVEN; i++)
        h->red[i] = dice_chance(d, chance_from_log_odds(-1.3 + frailty));
    double grip = (r->female ? 225.0 : 345.0) - 22.0 * frailty;
    for (int side = 0; side < 2; side++) {
        int g = (int)(grip + 38.0 * dice_normal(d) - 6.0 * (double)side);
        h->grip_hg[side] = g < 60 ? 60 : g;
    }
    h->one_leg = !dice_chance(d, chance_from_log_odds(-1.6 + frailty));
    h->calf_mm = (int)(r->female ? 338.0 : 352.0) +
                 (int)(-9.0 * frailty + 20.0 * dice_normal(d));
    h->muscle_hundredth = (r->female ? 610 : 760) +
                          (int)(-18.0 * frailty + 60.0 * dice_normal(d));
    h->articulation = 63 + (int)(-2.0 * frailty + 6.0 * dice_normal(d));
    h->jaw = !dice_chance(d, chance_from_log_odds(-2.0 + frailty));
    h->mouth = !dice_chance(d, chance_from_log_odds(-1.2 + frailty));
    h->ties = !dice_chance(d, chance_from_log_odds(-0.9 + frailty));
    h->groups = !dice_chance(d, chance_from_log_odds(-0.7 + frailty));
    h->support = !dice_chance(d, chance_from_log_odds(-1.1 + frailty));
}

static int kcl_points(const struct health *h)
{
    int points = 0;
    for (int i = 0; i < N_KCL; i++)
        points += h->risk[i];
    return points;
}

static void draw_health(struct dice *d, const struct resident *r,
                        struct health *h, double frailty)
{
    for (int i = 0; i < N_KCL; i++) {
        double odds = kcl_level[i] + kcl_slope[i] * frailty;
        h->risk[i] = dice_chance(d, chance_from_log_odds(odds));
    }
    /* Item 12: kg / m^2 below 18.5, in whole numbers without rounding. */
    long square = (long)h->height_mm * h->height_mm;
    h->risk[11] = (long)h->weight_hg * 1000000 < 185 * square;
    draw_measures(d, r, h, frailty);
}

static void draw_both_healths(const struct town *t, struct resident *r)
{
    struct dice d;
    dice_init(&d, t->seed, (uint64_t)r->number, DRAW_HEALTH);
    double frailty = 0.04 * ((double)r->age - 68.0) + 0.9 * dice_normal(&d);
    int met = t->seminars[r->event].day;
    struct health *h = &r->first;
    h->height_mm = (r->female ? 1530 : 1660) + (int)(58.0 * dice_normal(&d));
    int bmi_tenth = 228 + (int)(28.0 * dice_normal(&d) - 4.0 * frailty);
    if (bmi_tenth < 150)
        bmi_tenth = 150; /* nobody lighter than the form allows */
    h->weight_hg =
        (int)((long)bmi_tenth * h->height_mm * h->height_mm / 1000000);
    h->day = dice_chance(&d, 0.97) ? met + dice_below(&d, 14) : 0;
    h->checked = dice_chance(&d, 0.6);
    draw_health(&d, r, h, frailty);
    r->kcl = kcl_points(h);
    r->second = *h;
    r->second.day = 0;
    if (h->day != 0 && dice_chance(&d, 0.5))
        r->second.day = h->day + dice_between(&d, 350, 400);
    r->second.weight_hg += dice_between(&d, -15, 15);
    draw_health(&d, r, &r->second, frailty + 0.1);
    r->second.checked = h->checked;
}

/* ---- consent ----------------------------------------------------------- */

static void draw_consent(const struct town *t, struct resident *r)
{
    struct dice d;
    dice_init(&d, t->seed, (uint64_t)r->number, DRAW_CONSENT);
    int u = dice_below(&d, 100);
    r->consent = u < 66 ? 1 : u < 88 ? 0 : u < 95 ? -1 : -2;
    r->link = r->consent == 1 && dice_chance(&d, 0.9);
    bool withdraws = dice_chance(&d, 0.03);
    int later = dice_between(&d, 40, 300);
    bool erase = dice_chance(&d, 0.5);
    bool again = dice_chance(&d, 0.05);
    int met = t->seminars[r->event].day;
    if (r->consent == 1 && withdraws) {
        r->withdrawn = met + later;
        r->erase = erase;
    } else if (r->consent == 1 && again) {
        r->reconsent = met + later;
    }
    /* Staying in touch depends on frailty, never on the outcome. */
    double odds = 2.6 - 0.08 * (double)r->kcl;
    r->stays_in_touch = dice_chance(&d, chance_from_log_odds(odds));
}

/* ---- the planted outcome ----------------------------------------------- */

static enum activity draw_activity(struct dice *d, const struct resident *r)
{
    bool any = dice_chance(d, chance_from_log_odds(log_odds(&effect_any, r)));
    bool paid = dice_chance(d, chance_from_log_odds(log_odds(&effect_paid, r)));
    bool twenty =
        dice_chance(d, chance_from_log_odds(log_odds(&effect_twenty, r)));
    bool first_kind = dice_chance(d, 0.68);
    if (!any)
        return ACTIVITY_NONE;
    if (!paid)
        return first_kind ? ACTIVITY_VOLUNTEER : ACTIVITY_OTHER;
    if (twenty)
        return ACTIVITY_JOB_20;
    return first_kind ? ACTIVITY_JOB_19 : ACTIVITY_THANKS;
}

static void draw_outcome(const struct town *t, struct resident *r)
{
    static const int kinds[][3] = {
        [ACTIVITY_NONE] = {1, 5, 8},      [ACTIVITY_JOB_20] = {1, 1, 2},
        [ACTIVITY_JOB_19] = {1, 2, 3},    [ACTIVITY_THANKS] = {4, 4, 4},
        [ACTIVITY_VOLUNTEER] = {5, 5, 5}, [ACTIVITY_OTHER] = {8, 8, 8}};
    struct dice d;
    dice_init(&d, t->seed, (uint64_t)r->number, DRAW_OUTCOME);
    r->activity = draw_activity(&d, r);
    int from = r->baseline != 0 ? r->baseline : t->seminars[r->event].day;
    /* Never in the month of the baseline: file 14 gives months only. */
    r->start = from + dice_between(&d, 35, 350);
    r->kind = kinds[r->activity][dice_below(&d, 3)];
    r->late = r->activity == ACTIVITY_NONE && dice_chance(&d, 0.05);
    if (r->late)
        r->start = from + dice_between(&d, 460, 520);
    int half_hours = dice_between(&d, 4, 39); /* 2.0 … 19.5 */
    if (r->activity == ACTIVITY_JOB_20)
        half_hours = dice_between(&d, 40, 76); /* 20.0 … 38.0 */
    if (r->activity == ACTIVITY_VOLUNTEER || r->activity == ACTIVITY_OTHER)
        half_hours = dice_between(&d, 2, 16);
    r->hours = 5 * half_hours;
    if (dice_chance(&d, 0.15))
        r->end = r->start + dice_between(&d, 60, 300);
    r->silver =
        r->activity == ACTIVITY_JOB_19 && r->kind == 3 &&
        age_legal(date_from_days(r->birth), date_from_days(r->start - 5)) >= 60;
}

void town_draw(struct town *t, int n_people, uint64_t seed)
{
    memset(t, 0, sizeof *t);
    arena_init(&t->arena);
    t->seed = seed;
    t->n_people = n_people;
    draw_seminars(t);
    t->people =
        arena_take_array(&t->arena, (size_t)n_people, sizeof *t->people);
    for (int i = 0; i < n_people; i++) {
        struct resident *r = &t->people[i];
        r->number = i + 1;
        draw_person(t, r);
        draw_both_healths(t, r);
        draw_consent(t, r);
        draw_outcome(t, r);
    }
}

void town_release(struct town *t)
{
    arena_release(&t->arena);
}

/* consent: 1,000 random histories of giving, refusing, withdrawing in part or
 * whole, forward or backward, agreeing again, versions and backdated forms,
 * told in any order, against a calendar that is walked day by day. */
#include "anonymize/consent.h"
#include "check_main.h"

#include <string.h>

enum {
    N_HISTORIES = 1000,
    N_QUESTIONS = 60,
    LAST_DAY = 60,
    MAX_TOLD = 12,
    NEVER = INT32_MIN
};

enum told { TOLD_FORM, TOLD_END };

struct history {
    size_t n;
    enum told kinds[MAX_TOLD];
    struct consent_form forms[MAX_TOLD];
    struct consent_end ends[MAX_TOLD];
};

/* Each covers what its name says. */
static const struct consent_version versions[] = {
    {"everything", INT32_MIN, INT32_MAX, true},
    {"from its day on", INT32_MIN, INT32_MAX, false},
    {"from 10 to 40", 10, 40, true},
    {"from 20 and its day on", 20, INT32_MAX, false},
};

/* xorshift64: the same histories on every machine. */
static uint64_t dice = 0x9e3779b97f4a7c15;
static unsigned below(unsigned n)
{
    dice ^= dice << 13;
    dice ^= dice >> 7;
    dice ^= dice << 17;
    return (unsigned)(dice >> 33) % n;
}

static int32_t some_day(void)
{
    return (int32_t)below(LAST_DAY);
}

static void draw(struct history *h)
{
    h->n = 1 + below(MAX_TOLD);
    for (size_t i = 0; i < h->n; i++) {
        h->kinds[i] = below(3) == 0 ? TOLD_END : TOLD_FORM;
        h->forms[i] = (struct consent_form){
            .given_days = below(12) == 0 ? NEVER : some_day(),
            .withdrawn_days = below(5) == 0 ? some_day() : NEVER,
            .agreed = {below(4) != 0, below(4) != 0, below(2) != 0},
            .version = below(3) == 0 ? NULL : &versions[below(4)]};
        h->ends[i] = (struct consent_end){.days = some_day(),
                                          .scopes = 1 + below(7),
                                          .backward = below(2) == 0};
    }
}

/* ------------------------------------------------------------- the calendar */

struct person {
    const struct consent_form *form; /* in force */
    bool has_withdrawn;
    bool is_gone[N_CONSENT_SCOPES];
    int32_t lost_until[N_CONSENT_SCOPES];   /* never comes back */
    int32_t stopped_from[N_CONSENT_SCOPES]; /* since the form */
};

static void sign(struct person *p, const struct consent_form *f)
{
    p->form = f;
    p->has_withdrawn = f->withdrawn_days != NEVER;
    for (int s = 0; s < N_CONSENT_SCOPES; s++) {
        p->is_gone[s] = false;
        p->stopped_from[s] = INT32_MAX;
    }
}

static void stop(struct person *p, const struct consent_end *e)
{
    for (int s = 0; s < N_CONSENT_SCOPES; s++) {
        if ((e->scopes & 1U << s) == 0)
            continue;
        if (e->backward) {
            p->is_gone[s] = true;
            p->lost_until[s] = e->days;
        } else if (p->stopped_from[s] == INT32_MAX) {
            p->stopped_from[s] = e->days;
        }
    }
}

/* In the evening a withdrawal of the day outweighs a form of the day. */
static void live_through(struct person *p, const struct history *h,
                         int32_t today)
{
    for (size_t i = 0; i < h->n; i++)
        if (h->kinds[i] == TOLD_FORM && h->forms[i].given_days == today)
            sign(p, &h->forms[i]);
    for (size_t i = 0; i < h->n; i++) {
        if (h->kinds[i] == TOLD_END && h->ends[i].days == today)
            stop(p, &h->ends[i]);
        if (h->kinds[i] == TOLD_FORM && h->forms[i].given_days != NEVER &&
            h->forms[i].withdrawn_days == today)
            p->has_withdrawn = true;
    }
}

/* The last word of after the as-of day, when it is a no. */
static bool refuses_later(const struct history *h, int32_t as_of,
                          enum consent_scope s)
{
    const struct consent_form *last = NULL;
    for (size_t i = 0; i < h->n; i++) {
        const struct consent_form *f = &h->forms[i];
        if (h->kinds[i] == TOLD_FORM && f->given_days > as_of &&
            (last == NULL || f->given_days >= last->given_days))
            last = f;
    }
    return last != NULL && !last->agreed[s];
}

static bool is_in_version(const struct consent_form *f, int32_t day)
{
    const struct consent_version *v = f->version;
    if (v == NULL || v == &versions[0])
        return true;
    if (day == NEVER || day < v->from_days || day > v->until_days)
        return false;
    return v->covers_earlier || day >= f->given_days;
}

static bool may_cross(const struct history *h, int32_t as_of,
                      enum consent_scope s, int32_t day)
{
    struct person p = {.form = NULL};
    for (int i = 0; i < N_CONSENT_SCOPES; i++) {
        p.lost_until[i] = NEVER;
        p.stopped_from[i] = INT32_MAX;
    }
    for (int32_t today = 0; today <= as_of; today++)
        live_through(&p, h, today);
    /* A no of after the as-of day binds all the same; a yes does not. */
    for (int32_t today = as_of + 1; today < LAST_DAY; today++)
        for (size_t i = 0; i < h->n; i++) {
            if (h->kinds[i] == TOLD_END && h->ends[i].days == today)
                stop(&p, &h->ends[i]);
            if (h->kinds[i] == TOLD_FORM && h->forms[i].given_days != NEVER &&
                h->forms[i].withdrawn_days == today)
                p.has_withdrawn = true;
        }
    if (refuses_later(h, as_of, s))
        return false;
    if (p.form == NULL || p.has_withdrawn || !p.form->agreed[s] ||
        p.is_gone[s] || !is_in_version(p.form, day))
        return false;
    if (day == NEVER)
        return p.lost_until[s] == NEVER && p.stopped_from[s] == INT32_MAX;
    return day > p.lost_until[s] && day < p.stopped_from[s];
}

/* ---------------------------------------------------------------- the ledger
 */

static void tell(struct consent_ledger *l, const struct history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        if (h->kinds[i] == TOLD_FORM)
            consent_tell(l, 1, &h->forms[i]);
        else
            consent_end(l, 1, &h->ends[i]);
    }
}

START_TEST(random_histories_agree_with_the_calendar)
{
    size_t n_yes = 0, n_no = 0;
    for (size_t n = 0; n < N_HISTORIES; n++) {
        struct history h;
        draw(&h);
        for (size_t q = 0; q < N_QUESTIONS; q++) {
            struct arena a;
            struct consent_ledger l;
            int32_t as_of = some_day();
            int32_t day = below(8) == 0 ? NEVER : some_day();
            enum consent_scope s = (enum consent_scope)below(N_CONSENT_SCOPES);
            bool wanted = may_cross(&h, as_of, s, day);
            arena_init(&a);
            consent_init(&l, &a, 1, as_of);
            tell(&l, &h);
            ck_assert_msg(consent_agrees_day(&l, 1, s, day) == wanted,
                          "history %zu: as of %d, scope %d, day %d: not %d", n,
                          as_of, (int)s, day, wanted);
            if (!consent_depends_on_day(&l, 1))
                ck_assert(consent_agrees(&l, 1, s) == wanted);
            n_yes += wanted;
            n_no += !wanted;
            arena_release(&a);
        }
    }
    ck_assert_msg(n_yes > 2000 && n_no > 2000, "%zu yes, %zu no", n_yes, n_no);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("consent_histories");
    TCase *t = tcase_create("consent_histories");
    tcase_add_test(t, random_histories_agree_with_the_calendar);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN

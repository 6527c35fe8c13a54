/* consent: may this person's rows cross under a pseudonym? */
#include "anonymize/consent.h"

#include <string.h>

void consent_init(struct consent_ledger *l, struct arena *a, size_t n_people,
                  int32_t as_of_days)
{
    l->arena = a;
    l->as_of_days = as_of_days;
    l->n = n_people + 1;
    l->people = arena_take_array(a, l->n, sizeof *l->people);
    for (size_t i = 0; i < l->n; i++) {
        l->people[i].given_days = INT32_MIN;
        l->people[i].withdrawn_days = INT32_MIN;
        l->people[i].later_days = INT32_MIN;
        for (int d = 0; d < N_CONSENT_DOUBTS; d++)
            l->people[i].doubt_days[d] = INT32_MIN;
    }
}

static struct consent_state *person_at(const struct consent_ledger *l,
                                       uint32_t person)
{
    return person == 0 || person >= l->n ? NULL : &l->people[person];
}

void consent_withdraw(struct consent_ledger *l, uint32_t person,
                      int32_t withdrawn_days)
{
    struct consent_state *p = person_at(l, person);
    if (p != NULL && withdrawn_days > p->withdrawn_days)
        p->withdrawn_days = withdrawn_days;
}

/* A form of after the as-of day is no yes yet, but its no is a no. */
static void tell_later(struct consent_state *p, const struct consent_form *form)
{
    if (form->given_days < p->later_days)
        return;
    p->later_days = form->given_days;
    memcpy(p->agreed_later, form->agreed, sizeof p->agreed_later);
}

void consent_tell(struct consent_ledger *l, uint32_t person,
                  const struct consent_form *form)
{
    struct consent_state *p = person_at(l, person);
    if (p == NULL || form->given_days == INT32_MIN)
        return;
    consent_withdraw(l, person, form->withdrawn_days);
    if (form->given_days > l->as_of_days) {
        tell_later(p, form);
        return;
    }
    if (form->given_days >= p->doubt_days[DOUBT_FORM])
        p->doubt_days[DOUBT_FORM] = INT32_MIN;
    if (form->given_days < p->given_days)
        return;
    p->given_days = form->given_days;
    memcpy(p->agreed, form->agreed, sizeof p->agreed);
    p->version = form->version;
    p->form_withdrawn = form->withdrawn_days != INT32_MIN;
}

void consent_stop(struct consent_ledger *l, uint32_t person, int32_t days,
                  enum consent_doubt doubt)
{
    struct consent_state *p = person_at(l, person);
    if (p != NULL && days > p->doubt_days[doubt])
        p->doubt_days[doubt] = days;
}

/* A form newer than what is in doubt settles it. */
static bool is_doubtful(const struct consent_state *p)
{
    for (int d = 0; d < N_CONSENT_DOUBTS; d++)
        if (p->doubt_days[d] != INT32_MIN && p->given_days <= p->doubt_days[d])
            return true;
    return false;
}

static bool is_withdrawn(const struct consent_state *p)
{
    return p->form_withdrawn || (p->withdrawn_days != INT32_MIN &&
                                 p->withdrawn_days >= p->given_days);
}

void consent_end(struct consent_ledger *l, uint32_t person,
                 const struct consent_end *end)
{
    struct consent_state *p = person_at(l, person);
    if (p == NULL)
        return;
    struct consent_end *kept = arena_take(l->arena, sizeof *kept);
    *kept = *end;
    kept->older = p->ends;
    p->ends = kept;
}

void consent_erase(struct consent_ledger *l, uint32_t person)
{
    struct consent_state *p = person_at(l, person);
    if (p != NULL)
        p->is_erased = true;
}

/* What the person's newest form says, whatever day a row is of. */
static bool form_agrees(const struct consent_state *p, enum consent_scope scope)
{
    return !p->is_erased && p->given_days != INT32_MIN && !is_doubtful(p) &&
           !is_withdrawn(p) && p->agreed[scope] &&
           (p->later_days == INT32_MIN || p->agreed_later[scope]);
}

static bool has_bound(const struct consent_version *v)
{
    return v != NULL && (v->from_days != INT32_MIN ||
                         v->until_days != INT32_MAX || !v->covers_earlier);
}

static bool version_covers(const struct consent_state *p, int32_t day)
{
    const struct consent_version *v = p->version;
    if (!has_bound(v))
        return true;
    return day != INT32_MIN && day >= v->from_days && day <= v->until_days &&
           (v->covers_earlier || day >= p->given_days);
}

/* A form of a later day is consent again, but not to what was taken back. */
static bool end_allows(const struct consent_state *p,
                       const struct consent_end *end, int32_t day)
{
    if (p->given_days > end->days)
        return !end->backward || day > end->days;
    return !end->backward && day != INT32_MIN && day < end->days;
}

static bool agrees_day(const struct consent_state *p, enum consent_scope scope,
                       int32_t day)
{
    if (!form_agrees(p, scope) || !version_covers(p, day))
        return false;
    for (const struct consent_end *e = p->ends; e != NULL; e = e->older)
        if ((e->scopes & 1U << scope) != 0 && !end_allows(p, e, day))
            return false;
    return true;
}

/* For data that are yet to come. */
static bool agrees(const struct consent_state *p, enum consent_scope scope)
{
    if (!form_agrees(p, scope))
        return false;
    for (const struct consent_end *e = p->ends; e != NULL; e = e->older)
        if ((e->scopes & 1U << scope) != 0 && p->given_days <= e->days)
            return false;
    return true;
}

/* Someone without any form says neither yes nor no. */
static bool refuses(const struct consent_state *p, enum consent_scope scope)
{
    bool has_form = p->given_days != INT32_MIN ||
                    p->withdrawn_days != INT32_MIN || p->ends != NULL ||
                    p->is_erased || is_doubtful(p);
    return has_form && !agrees(p, scope);
}

static void hold(struct consent_state *no, struct consent_state *other)
{
    for (int i = 0; i < N_CONSENT_SCOPES; i++) {
        enum consent_scope scope = (enum consent_scope)i;
        bool holds = refuses(no, scope);
        other->held[i] = other->held[i] || holds;
        if (holds && scope != SCOPE_REUSE && agrees(other, scope))
            no->holds_other = true;
    }
}

void consent_pair(struct consent_ledger *l, uint32_t a, uint32_t b)
{
    struct consent_state *p = person_at(l, a);
    struct consent_state *q = person_at(l, b);
    if (p == NULL || q == NULL || p == q)
        return;
    hold(p, q);
    hold(q, p);
}

bool consent_agrees(const struct consent_ledger *l, uint32_t person,
                    enum consent_scope scope)
{
    const struct consent_state *p = person_at(l, person);
    return p != NULL && agrees(p, scope) && !p->held[scope];
}

bool consent_agrees_day(const struct consent_ledger *l, uint32_t person,
                        enum consent_scope scope, int32_t day)
{
    const struct consent_state *p = person_at(l, person);
    return p != NULL && agrees_day(p, scope, day) && !p->held[scope];
}

bool consent_depends_on_day(const struct consent_ledger *l, uint32_t person)
{
    const struct consent_state *p = person_at(l, person);
    return p != NULL && (p->ends != NULL || has_bound(p->version));
}

bool consent_covers(const struct consent_ledger *l, uint32_t person,
                    enum file_consent needed)
{
    if (needed == CONSENT_NONE)
        return false;
    return consent_agrees(l, person,
                          needed == CONSENT_LINK ? SCOPE_LINK : SCOPE_FOLLOW);
}

bool consent_covers_day(const struct consent_ledger *l, uint32_t person,
                        enum file_consent needed, int32_t day)
{
    if (needed == CONSENT_NONE)
        return false;
    return consent_agrees_day(
        l, person, needed == CONSENT_LINK ? SCOPE_LINK : SCOPE_FOLLOW, day);
}

bool consent_is_held_back(const struct consent_ledger *l, uint32_t person)
{
    const struct consent_state *p = person_at(l, person);
    if (p == NULL || !is_doubtful(p) || is_withdrawn(p))
        return false;
    return p->given_days == INT32_MIN || p->agreed[SCOPE_FOLLOW] ||
           p->agreed[SCOPE_LINK];
}

bool consent_holds_other(const struct consent_ledger *l, uint32_t person)
{
    const struct consent_state *p = person_at(l, person);
    return p != NULL && p->holds_other;
}

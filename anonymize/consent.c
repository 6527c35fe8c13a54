/* consent: may this person's rows cross under a pseudonym, as of a day? */
#include "anonymize/consent.h"

void consent_init(struct consent_ledger *l, struct arena *a, size_t n_people,
                  int32_t as_of_days)
{
    l->as_of_days = as_of_days;
    l->n = n_people + 1;
    l->people = arena_take_array(a, l->n, sizeof *l->people);
    for (size_t i = 0; i < l->n; i++) {
        l->people[i].given_days = INT32_MIN;
        l->people[i].withdrawn_days = INT32_MIN;
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
    if (p != NULL && withdrawn_days <= l->as_of_days &&
        withdrawn_days > p->withdrawn_days)
        p->withdrawn_days = withdrawn_days;
}

void consent_tell(struct consent_ledger *l, uint32_t person,
                  const struct consent_form *form)
{
    struct consent_state *p = person_at(l, person);
    if (p == NULL || form->given_days == INT32_MIN ||
        form->given_days > l->as_of_days)
        return;
    consent_withdraw(l, person, form->withdrawn_days);
    if (form->given_days >= p->doubt_days[DOUBT_FORM])
        p->doubt_days[DOUBT_FORM] = INT32_MIN;
    if (form->given_days < p->given_days)
        return;
    p->given_days = form->given_days;
    p->follow = form->follow;
    p->link = form->link;
    p->form_withdrawn = form->withdrawn_days != INT32_MIN &&
                        form->withdrawn_days <= l->as_of_days;
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

/* What the person's own forms say. */
static bool agrees(const struct consent_state *p, enum file_consent needed)
{
    if (p->given_days == INT32_MIN || is_doubtful(p) || is_withdrawn(p))
        return false;
    switch (needed) {
    case CONSENT_FOLLOW:
        return p->follow;
    case CONSENT_LINK:
        return p->link;
    case CONSENT_NONE:
        break;
    }
    return false;
}

/* Someone without any form says neither yes nor no. */
static bool refuses(const struct consent_state *p, enum file_consent needed)
{
    bool has_form = p->given_days != INT32_MIN ||
                    p->withdrawn_days != INT32_MIN || is_doubtful(p);
    return has_form && !agrees(p, needed);
}

static void hold(struct consent_state *no, struct consent_state *other)
{
    bool follow = refuses(no, CONSENT_FOLLOW);
    bool link = refuses(no, CONSENT_LINK);
    other->follow_held = other->follow_held || follow;
    other->link_held = other->link_held || link;
    if ((follow && agrees(other, CONSENT_FOLLOW)) ||
        (link && agrees(other, CONSENT_LINK)))
        no->holds_other = true;
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

bool consent_covers(const struct consent_ledger *l, uint32_t person,
                    enum file_consent needed)
{
    const struct consent_state *p = person_at(l, person);
    if (p == NULL || !agrees(p, needed))
        return false;
    return needed == CONSENT_FOLLOW ? !p->follow_held : !p->link_held;
}

bool consent_is_held_back(const struct consent_ledger *l, uint32_t person)
{
    const struct consent_state *p = person_at(l, person);
    if (p == NULL || !is_doubtful(p) || is_withdrawn(p))
        return false;
    return p->given_days == INT32_MIN || p->follow || p->link;
}

bool consent_holds_other(const struct consent_ledger *l, uint32_t person)
{
    const struct consent_state *p = person_at(l, person);
    return p != NULL && p->holds_other;
}

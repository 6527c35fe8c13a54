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
    }
}

void consent_tell(struct consent_ledger *l, uint32_t person,
                  const struct consent_form *form)
{
    if (person == 0 || person >= l->n || form->given_days == INT32_MIN ||
        form->given_days > l->as_of_days)
        return;
    struct consent_state *p = &l->people[person];
    bool is_withdrawn = form->withdrawn_days != INT32_MIN &&
                        form->withdrawn_days <= l->as_of_days;
    if (is_withdrawn && form->withdrawn_days > p->withdrawn_days)
        p->withdrawn_days = form->withdrawn_days;
    if (form->given_days < p->given_days)
        return;
    p->given_days = form->given_days;
    p->follow = form->follow;
    p->link = form->link;
    p->form_withdrawn = is_withdrawn;
}

void consent_stop(struct consent_ledger *l, uint32_t person)
{
    if (person < l->n)
        l->people[person].is_stopped = true;
}

bool consent_covers(const struct consent_ledger *l, uint32_t person,
                    enum file_consent needed)
{
    if (person == 0 || person >= l->n)
        return false;
    const struct consent_state *p = &l->people[person];
    if (p->given_days == INT32_MIN || p->is_stopped || p->form_withdrawn)
        return false;
    if (p->withdrawn_days != INT32_MIN && p->withdrawn_days >= p->given_days)
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

/* vault_consent: what people said outside the forms of the inbox. */
#include "anonymize/vault_inside.h"

enum status vault_add_consent(struct vault *v, const struct vault_consent *c)
{
    struct statement *s;
    enum status st = vault_use(v, USE_CONSENT, &s);
    if (st != STATUS_OK)
        return st;
    int64_t event = ++v->last_consent;
    vault_row_added(v, "consent_event", "iitttii", event, (int64_t)c->serial,
                    c->act, c->scope, c->version, (int64_t)c->from_days,
                    (int64_t)c->backward);
    statement_integer(s, 1, event);
    statement_integer(s, 2, c->serial);
    statement_text(s, 3, c->act);
    statement_text(s, 4, c->scope);
    statement_text(s, 5, c->version);
    statement_integer(s, 6, c->from_days);
    statement_integer(s, 7, c->backward);
    return statement_run(s);
}

enum status vault_consents(struct vault *v, struct arena *a,
                           struct vault_consent **list, size_t *n)
{
    struct statement *s;
    size_t capacity = 0;
    enum status st = vault_use(v, USE_CONSENTS, &s);
    *list = NULL;
    *n = 0;
    if (st != STATUS_OK)
        return st;
    while (statement_step(s, &st)) {
        *list = arena_grow(a, *list, *n, &capacity, sizeof **list);
        (*list)[(*n)++] = (struct vault_consent){
            .serial = (uint32_t)column_integer(s, 1),
            .act = arena_copy(a, column_text(s, 2)),
            .scope = arena_copy(a, column_text(s, 3)),
            .version = arena_copy(a, column_text(s, 4)),
            .from_days = (int32_t)column_integer(s, 5),
            .backward = column_integer(s, 6) != 0,
        };
    }
    statement_reset(s);
    return st;
}

/* candidate_search: whom of the vault could this row be about? */
#include "anonymize/candidate_search.h"

#include <stdlib.h>

static enum status add_found(struct vault *v, struct arena *a,
                             enum blind_field field, const char *part,
                             struct found_people *out)
{
    uint32_t *serials;
    size_t n;
    enum status st = vault_find(v, a, field, &part, 1, &serials, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        bool is_erased = false;
        st = vault_is_erased(v, serials[i], &is_erased);
        if (st != STATUS_OK || is_erased)
            continue;
        out->serials = arena_grow(a, out->serials, out->n, &out->capacity,
                                  sizeof *out->serials);
        out->serials[out->n++] = vault_root(v, serials[i]);
    }
    return st;
}

static int by_serial(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static void keep_each_once(struct found_people *p)
{
    size_t n = 0;
    if (p->n > 1)
        qsort(p->serials, p->n, sizeof *p->serials, by_serial);
    for (size_t i = 0; i < p->n; i++)
        if (n == 0 || p->serials[n - 1] != p->serials[i])
            p->serials[n++] = p->serials[i];
    p->n = n;
}

enum status candidates_by_birth(struct vault *v, struct arena *a,
                                const struct person_forms *forms,
                                struct found_people *out)
{
    enum status st = STATUS_OK;
    *out = (struct found_people){NULL, 0, 0};
    if (*forms->birth != '\0')
        st = add_found(v, a, BLIND_BIRTH, forms->birth, out);
    keep_each_once(out);
    return st;
}

enum status candidates_by_name(struct vault *v, struct arena *a,
                               const struct person_forms *forms,
                               struct found_people *out)
{
    enum status st = STATUS_OK;
    *out = (struct found_people){NULL, 0, 0};
    for (size_t i = 0; st == STATUS_OK && i < forms->names.n; i++)
        st = add_found(v, a, BLIND_NAME, forms->names.list[i], out);
    keep_each_once(out);
    return st;
}

void candidates_index_birth(struct vault *v, const char *birth, uint32_t serial)
{
    if (*birth != '\0')
        vault_index(v, BLIND_BIRTH, &birth, 1, serial);
}

enum status candidates_index_vault(struct vault *v)
{
    struct arena a;
    bool has_births = true;
    enum status st = vault_has_field(v, BLIND_BIRTH, &has_births);
    arena_init(&a);
    size_t n = has_births ? 0 : vault_n_people(v);
    for (uint32_t serial = 1; st == STATUS_OK && serial <= n; serial++) {
        struct person_record known;
        arena_reset(&a);
        st = vault_person(v, &a, serial, &known);
        if (st == STATUS_OK)
            candidates_index_birth(v, known.birth, serial);
    }
    arena_release(&a);
    return st;
}

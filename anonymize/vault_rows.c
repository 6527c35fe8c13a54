/* vault_rows: what each accepted row said about its person, sealed under that
 * person's key. */
#include "anonymize/vault_inside.h"

#include <string.h>

static const struct person_record no_record = {"", "", "", "", "", ""};

static enum status row_is_known(struct vault *v, int64_t delivery, size_t row,
                                bool *known)
{
    struct statement *s;
    enum status st = vault_use(v, USE_FIND_ROW, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, delivery);
    statement_integer(s, 2, (int64_t)row);
    *known = statement_step(s, &st);
    statement_reset(s);
    return st;
}

/* A row sealed under a person's key joins the batch. */
static enum status add_row(struct vault *v, struct batch_row *r,
                           const unsigned char *plain, size_t n_plain)
{
    unsigned char *sealed = NULL;
    const struct seal_place place = vault_row_place(r->received);
    enum status st = vault_seal(v, &v->batch.arena, r->serial, &place, plain,
                                n_plain, &sealed, &r->n_sealed);
    r->sealed = sealed;
    return st == STATUS_OK ? vault_batch_row(v, r) : st;
}

/* Under the key of those that wait. */
static enum status add_waiting_row(struct vault *v, struct batch_row *r,
                                   const unsigned char *plain, size_t n_plain)
{
    const unsigned char *key;
    enum status st = vault_data_key(v, 0, &key);
    if (st == STATUS_OK && key == NULL)
        st = vault_make_waiting_key(v);
    if (st == STATUS_OK)
        st = add_row(v, r, plain, n_plain);
    v->n_waiting += st == STATUS_OK;
    return st;
}

enum status vault_take_row(struct vault *v, int64_t delivery, int64_t row,
                           uint32_t serial, const struct person_record *r)
{
    size_t n_plain;
    struct batch_row added = {.received = ++v->last_received,
                              .delivery = delivery,
                              .row = row,
                              .serial = serial};
    arena_reset(&v->row);
    unsigned char *plain = person_record_pack(&v->row, r, &n_plain);
    enum status st = serial == 0 ? add_waiting_row(v, &added, plain, n_plain)
                                 : add_row(v, &added, plain, n_plain);
    sodium_memzero(plain, n_plain);
    return st;
}

/* Not in the file until it is matched, at the latest until the commit. */
static void keep_fresh(struct vault *v, int64_t delivery, size_t row,
                       const struct person_record *r)
{
    struct fresh_row fresh = {.received = ++v->last_received,
                              .delivery = delivery,
                              .row = (int64_t)row};
    arena_reset(&v->row);
    unsigned char *plain = person_record_pack(&v->row, r, &fresh.n_plain);
    fresh_rows_add(&v->fresh_rows, &fresh, plain);
    sodium_memzero(plain, fresh.n_plain);
}

/* The first of this run after `received` that waits for its person, or NULL. */
static enum status next_fresh(struct vault *v, int64_t received,
                              struct fresh_row **row)
{
    *row = fresh_rows_after(&v->fresh_rows, received);
    return v->fresh_rows.is_damaged
               ? vault_damaged(v, "received_row", received + 1)
               : STATUS_OK;
}

enum status vault_keep_fresh_rows(struct vault *v)
{
    struct fresh_row *f;
    enum status st = next_fresh(v, 0, &f);
    while (st == STATUS_OK && f != NULL) {
        int64_t received = f->received;
        struct batch_row row = {
            .received = f->received, .delivery = f->delivery, .row = f->row};
        st = add_waiting_row(v, &row, f->plain, f->n_plain);
        fresh_rows_take(&v->fresh_rows, f);
        if (st == STATUS_OK)
            st = next_fresh(v, received, &f);
    }
    return st;
}

enum status vault_receive(struct vault *v, int64_t delivery, bool is_new,
                          size_t row, const struct person_record *r)
{
    bool known = false;
    if (is_new) {
        keep_fresh(v, delivery, row, r);
        return STATUS_OK;
    }
    enum status st = row_is_known(v, delivery, row, &known);
    if (st != STATUS_OK || known)
        return st;
    return vault_take_row(v, delivery, (int64_t)row, 0, r);
}

/* Kept as it was read, so that its person's key can seal it anew. */
static enum status remember_waiting(struct vault *v, struct statement *s,
                                    uint32_t serial)
{
    struct waiting_row *w = &v->waiting;
    const unsigned char *key;
    enum status st = vault_data_key(v, serial, &key);
    const void *sealed = column_blob(s, 3, &w->n_sealed);
    arena_reset(&w->arena);
    w->received = column_integer(s, 0);
    w->delivery = column_integer(s, 1);
    w->row = column_integer(s, 2);
    w->fresh = NULL;
    w->sealed = arena_take(&w->arena, w->n_sealed);
    if (w->n_sealed > 0)
        memcpy(w->sealed, sealed, w->n_sealed);
    w->serial = serial;
    w->plain = NULL;
    const struct seal_place place = vault_row_place(w->received);
    if (st == STATUS_OK && key != NULL)
        w->plain = seal_open(&w->arena, key, &place, w->sealed, w->n_sealed,
                             &w->n_plain);
    else if (st == STATUS_OK && serial != 0)
        w->plain = person_record_pack(&w->arena, &no_record, &w->n_plain);
    if (st == STATUS_OK && w->plain == NULL)
        st = vault_damaged(v, "received_row", w->received);
    return st;
}

static void remember_fresh(struct vault *v, struct fresh_row *f)
{
    struct waiting_row *w = &v->waiting;
    w->received = f->received;
    w->delivery = f->delivery;
    w->row = f->row;
    w->serial = 0;
    w->fresh = f;
    w->plain = f->plain;
    w->n_plain = f->n_plain;
}

/* The first in the file after `received` and before `limit`. */
static enum status next_stored(struct vault *v, int64_t received, int64_t limit,
                               bool *found)
{
    struct statement *s;
    enum status st = vault_use(v, USE_NEXT_UNMATCHED, &s);
    *found = false;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, received);
    if (statement_step(s, &st) && column_integer(s, 0) < limit) {
        *found = true;
        st = remember_waiting(v, s, 0);
    }
    statement_reset(s);
    return st;
}

enum status vault_next_unmatched(struct vault *v, struct arena *a,
                                 int64_t *received, struct person_record *r,
                                 bool *found)
{
    struct fresh_row *fresh;
    enum status st = next_fresh(v, *received, &fresh);
    int64_t limit = fresh == NULL ? INT64_MAX : fresh->received;
    *found = false;
    if (st == STATUS_OK && v->n_waiting > 0)
        st = next_stored(v, *received, limit, found);
    if (st != STATUS_OK || (!*found && fresh == NULL))
        return st;
    if (!*found)
        remember_fresh(v, fresh);
    *found = true;
    *received = v->waiting.received;
    if (!person_record_unpack(a, v->waiting.plain, v->waiting.n_plain, r))
        st = vault_damaged(v, "received_row", *received);
    return st;
}

static enum status recall_row(struct vault *v, int64_t received)
{
    struct statement *s;
    struct fresh_row *fresh;
    enum status st = next_fresh(v, received - 1, &fresh);
    if (st != STATUS_OK)
        return st;
    if (fresh != NULL && fresh->received == received) {
        remember_fresh(v, fresh);
        return STATUS_OK;
    }
    st = vault_use(v, USE_ROW, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, received);
    if (statement_step(s, &st))
        st = remember_waiting(v, s, (uint32_t)column_integer(s, 4));
    else if (st == STATUS_OK)
        st = STATUS_BUG;
    statement_reset(s);
    return st;
}

/* A row that is not in the file yet goes there as its person's. */
static enum status assign_fresh(struct vault *v, uint32_t serial)
{
    struct waiting_row *w = &v->waiting;
    struct batch_row row = {.received = w->received,
                            .delivery = w->delivery,
                            .row = w->row,
                            .serial = serial};
    enum status st = add_row(v, &row, w->plain, w->n_plain);
    fresh_rows_take(&v->fresh_rows, w->fresh);
    w->plain = NULL;
    w->fresh = NULL;
    return st;
}

/* A row that waits in the file, or was someone else's, becomes this person's.
 */
static enum status assign_stored(struct vault *v, uint32_t serial)
{
    struct statement *s;
    struct waiting_row *w = &v->waiting;
    const struct seal_place place = vault_row_place(w->received);
    unsigned char *sealed = NULL;
    size_t n;
    arena_reset(&v->row);
    enum status st = vault_seal(v, &v->row, serial, &place, w->plain,
                                w->n_plain, &sealed, &n);
    if (st == STATUS_OK)
        st = vault_use(v, USE_ASSIGN, &s);
    if (st != STATUS_OK)
        return st;
    vault_row_removed(v, "received_row", "iiiib", w->received, w->delivery,
                      w->row, (int64_t)w->serial, w->sealed, w->n_sealed);
    vault_row_added(v, "received_row", "iiiib", w->received, w->delivery,
                    w->row, (int64_t)serial, sealed, n);
    statement_integer(s, 1, w->received);
    statement_integer(s, 2, serial);
    statement_blob(s, 3, sealed, n);
    sodium_memzero(w->plain, w->n_plain);
    w->plain = NULL;
    v->n_waiting -= w->serial == 0;
    return statement_run(s);
}

enum status vault_assign(struct vault *v, int64_t received, uint32_t serial)
{
    struct waiting_row *w = &v->waiting;
    enum status st = STATUS_OK;
    if (w->plain == NULL || w->received != received)
        st = recall_row(v, received);
    if (st != STATUS_OK)
        return st;
    return w->fresh != NULL ? assign_fresh(v, serial)
                            : assign_stored(v, serial);
}

enum status vault_rows(struct vault *v, int64_t delivery, bool with_record,
                       void (*take)(void *context, const struct vault_row *row),
                       void *context)
{
    struct statement *s;
    struct arena a;
    enum status st = vault_use(v, USE_ROWS, &s);
    if (st != STATUS_OK)
        return st;
    arena_init(&a);
    statement_integer(s, 1, delivery);
    while (st == STATUS_OK && statement_step(s, &st)) {
        struct person_record record;
        struct vault_row row = {(size_t)column_integer(s, 0),
                                (uint32_t)column_integer(s, 1),
                                column_integer(s, 2), NULL};
        arena_reset(&a);
        if (with_record) {
            size_t n;
            const struct seal_place place =
                vault_row_place(column_integer(s, 2));
            const void *sealed = column_blob(s, 3, &n);
            st = vault_open_record(v, &a, row.serial, &place, sealed, n,
                                   &record);
            row.record = &record;
        }
        if (st == STATUS_OK)
            take(context, &row);
    }
    statement_reset(s);
    arena_release(&a);
    return st;
}

enum status vault_row(struct vault *v, struct arena *a, int64_t delivery,
                      size_t row, struct person_record *out)
{
    struct statement *s;
    enum status st = vault_use(v, USE_ROW_AT, &s);
    *out = no_record;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, delivery);
    statement_integer(s, 2, (int64_t)row);
    if (statement_step(s, &st)) {
        size_t n;
        const struct seal_place place = vault_row_place(column_integer(s, 0));
        const void *sealed = column_blob(s, 2, &n);
        st = vault_open_record(v, a, (uint32_t)column_integer(s, 1), &place,
                               sealed, n, out);
    }
    statement_reset(s);
    return st;
}

enum status vault_each_record(struct vault *v,
                              void (*take)(void *context,
                                           const struct person_record *r),
                              void *context)
{
    struct statement *s;
    struct arena a;
    enum status st = vault_use(v, USE_ALL_ROWS, &s);
    if (st != STATUS_OK)
        return st;
    arena_init(&a);
    while (st == STATUS_OK && statement_step(s, &st)) {
        struct person_record record;
        size_t n;
        const struct seal_place place = vault_row_place(column_integer(s, 0));
        const void *sealed = column_blob(s, 2, &n);
        arena_reset(&a);
        st = vault_open_record(v, &a, (uint32_t)column_integer(s, 1), &place,
                               sealed, n, &record);
        if (st == STATUS_OK)
            take(context, &record);
    }
    statement_reset(s);
    arena_release(&a);
    return st;
}

/* vault_batch: new people, rows and doubts go into the file together. */
#include "anonymize/vault_inside.h"

#include <string.h>

void vault_batch_init(struct vault *v)
{
    arena_init(&v->batch.arena);
    v->batch.n_people = 0;
    v->batch.n_rows = 0;
    v->batch.n_doubts = 0;
}

bool vault_has_batch(const struct vault *v)
{
    return v->batch.n_people + v->batch.n_rows + v->batch.n_doubts > 0;
}

/* Serials ascend, and hardly one is left out. */
const struct batch_person *vault_batch_find(const struct vault *v,
                                            uint32_t serial)
{
    const struct vault_batch *b = &v->batch;
    if (b->n_people == 0 || serial < b->people[0].serial)
        return NULL;
    size_t at = serial - b->people[0].serial;
    if (at >= b->n_people)
        at = b->n_people - 1;
    while (b->people[at].serial > serial)
        at--;
    return b->people[at].serial == serial ? &b->people[at] : NULL;
}

void vault_batch_drop(struct vault *v)
{
    arena_release(&v->batch.arena);
    vault_batch_init(v);
}

static void give_integer(struct given_cell *out, int64_t value)
{
    out->type = GIVEN_INTEGER;
    out->integer = value;
}

static void give_text(struct given_cell *out, const char *text)
{
    out->type = GIVEN_TEXT;
    out->bytes = text;
    out->n = strlen(text);
}

static void give_bytes(struct given_cell *out, const void *bytes, size_t n)
{
    out->type = GIVEN_BYTES;
    out->bytes = bytes;
    out->n = n;
}

/* ------------------------------------------------------------------ people */

/* c0 serial, c1 pseudonym, c2 first received, c3 sealed */
static void cell_of_person(const void *context, size_t row, int column,
                           struct given_cell *out)
{
    const struct batch_person *p =
        &((const struct vault_batch *)context)->people[row];
    switch (column) {
    case 0:
        give_integer(out, p->serial);
        break;
    case 1:
        give_text(out, p->pseudonym.text);
        break;
    case 2:
        give_integer(out, p->received);
        break;
    default:
        give_bytes(out, p->sealed, p->n_sealed);
        break;
    }
}

/* c0 serial, c1 version, c2 wrapped */
static void cell_of_key(const void *context, size_t row, int column,
                        struct given_cell *out)
{
    const struct batch_person *p =
        &((const struct vault_batch *)context)->people[row];
    if (column == 0)
        give_integer(out, p->serial);
    else if (column == 1)
        give_integer(out, p->key_version);
    else
        give_bytes(out, p->wrapped, WRAPPED_KEY_SIZE);
}

/* c0 received, c1 delivery, c2 row, c3 serial, c4 sealed */
static void cell_of_row(const void *context, size_t row, int column,
                        struct given_cell *out)
{
    const struct batch_row *r =
        &((const struct vault_batch *)context)->rows[row];
    const int64_t numbers[] = {r->received, r->delivery, r->row, r->serial};
    if (column == 4)
        give_bytes(out, r->sealed, r->n_sealed);
    else if (column != 3 || r->serial != 0)
        give_integer(out, numbers[column]);
}

/* c0 pair, c1 low, c2 high, c3 reason */
static void cell_of_doubt(const void *context, size_t row, int column,
                          struct given_cell *out)
{
    const struct batch_doubt *d =
        &((const struct vault_batch *)context)->doubts[row];
    if (column == 0 || column == 3)
        give_text(out, column == 0 ? d->pair.text : d->reason);
    else
        give_integer(out, column == 1 ? d->low : d->high);
}

/* ----------------------------------------------------------------- writing */

static enum status write_table(struct vault *v, enum vault_use use, size_t n,
                               void (*cell)(const void *, size_t, int,
                                            struct given_cell *))
{
    struct statement *s;
    const struct given_rows rows = {n, cell, &v->batch};
    if (n == 0)
        return STATUS_OK;
    enum status st = vault_use(v, use, &s);
    if (st != STATUS_OK)
        return st;
    statement_give(s, &rows);
    st = statement_run(s);
    statement_give(s, NULL);
    return st;
}

/* Told to the facts are those that were not there before. */
static enum status write_doubts(struct vault *v)
{
    struct statement *s;
    const struct given_rows rows = {v->batch.n_doubts, cell_of_doubt,
                                    &v->batch};
    enum status st = STATUS_OK;
    if (rows.n > 0)
        st = vault_use(v, USE_ADD_DOUBTS, &s);
    if (st != STATUS_OK || rows.n == 0)
        return st;
    statement_give(s, &rows);
    while (statement_step(s, &st))
        vault_row_added(v, "doubt", "tiit", column_text(s, 0),
                        column_integer(s, 1), column_integer(s, 2),
                        column_text(s, 3));
    statement_reset(s);
    statement_give(s, NULL);
    return st;
}

/* A row points to its person, so people come first. */
enum status vault_batch_write(struct vault *v)
{
    struct vault_batch *b = &v->batch;
    enum status st =
        write_table(v, USE_ADD_PEOPLE, b->n_people, cell_of_person);
    if (st == STATUS_OK)
        st = write_table(v, USE_ADD_DATA_KEYS, b->n_people, cell_of_key);
    if (st == STATUS_OK)
        st = write_table(v, USE_ADD_ROWS, b->n_rows, cell_of_row);
    if (st == STATUS_OK)
        st = write_doubts(v);
    b->n_people = 0;
    b->n_rows = 0;
    b->n_doubts = 0;
    arena_reset(&b->arena);
    return st;
}

enum status vault_batch_person(struct vault *v, const struct batch_person *p)
{
    struct vault_batch *b = &v->batch;
    vault_row_added(v, "person", "itib", (int64_t)p->serial, p->pseudonym.text,
                    p->received, p->sealed, p->n_sealed);
    b->people[b->n_people++] = *p;
    return b->n_people == BATCH_SIZE ? vault_batch_write(v) : STATUS_OK;
}

enum status vault_batch_row(struct vault *v, const struct batch_row *r)
{
    struct vault_batch *b = &v->batch;
    vault_row_added(v, "received_row", "iiiib", r->received, r->delivery,
                    r->row, (int64_t)r->serial, r->sealed, r->n_sealed);
    b->rows[b->n_rows++] = *r;
    return b->n_rows == BATCH_SIZE ? vault_batch_write(v) : STATUS_OK;
}

enum status vault_batch_doubt(struct vault *v, const struct batch_doubt *d)
{
    struct vault_batch *b = &v->batch;
    struct batch_doubt *kept = &b->doubts[b->n_doubts++];
    *kept = *d;
    kept->reason = arena_copy(&b->arena, d->reason);
    return b->n_doubts == BATCH_SIZE ? vault_batch_write(v) : STATUS_OK;
}

/* vault_keys: the data keys as they stand in the vault, wrapped. */
#include "anonymize/vault_inside.h"

#include "base/messages.h"

static enum status no_memory(void)
{
    say_error("key.no_guarded_memory");
    return STATUS_REFUSED;
}

static enum status unwrap(struct vault *v, uint32_t serial, uint32_t version,
                          const void *bytes, size_t n)
{
    const unsigned char *wrap = keys_wrap(v->keys, version);
    if (wrap != NULL &&
        data_keys_unwrap(&v->data_keys, serial, wrap, version, bytes, n))
        return STATUS_OK;
    return vault_damaged(v, "data_key", serial);
}

static enum status load(struct vault *v, uint32_t serial)
{
    struct statement *s;
    const struct batch_person *fresh = vault_batch_find(v, serial);
    if (fresh != NULL)
        return unwrap(v, serial, fresh->key_version, fresh->wrapped,
                      WRAPPED_KEY_SIZE);
    enum status st = vault_use_stored(v, USE_DATA_KEY, &s);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    if (statement_step(s, &st)) {
        size_t n;
        const void *bytes = column_blob(s, 1, &n);
        st = unwrap(v, serial, (uint32_t)column_integer(s, 0), bytes, n);
    } else if (st == STATUS_OK && !data_keys_mark_gone(&v->data_keys, serial)) {
        st = no_memory();
    }
    statement_reset(s);
    return st;
}

enum status vault_data_key(struct vault *v, uint32_t serial,
                           const unsigned char **key)
{
    enum status st = STATUS_OK;
    if (data_keys_state(&v->data_keys, serial) == DATA_KEY_UNKNOWN)
        st = load(v, serial);
    *key = NULL;
    if (st == STATUS_OK &&
        data_keys_state(&v->data_keys, serial) == DATA_KEY_HELD)
        *key = data_keys_get(&v->data_keys, serial);
    return st;
}

/* The wrapped key as it now stands, in v->scratch. */
static unsigned char *wrap_again(struct vault *v, uint32_t serial,
                                 uint32_t version)
{
    arena_reset(&v->scratch);
    return data_keys_wrap(&v->scratch, &v->data_keys, serial,
                          keys_wrap(v->keys, version), version);
}

enum status vault_draw_data_key(struct vault *v, struct arena *a,
                                uint32_t serial, const unsigned char **wrapped)
{
    uint32_t version = v->facts.key_version;
    if (!data_keys_draw(&v->data_keys, serial))
        return no_memory();
    *wrapped = data_keys_wrap(a, &v->data_keys, serial,
                              keys_wrap(v->keys, version), version);
    vault_row_added(v, "data_key", "iib", (int64_t)serial, (int64_t)version,
                    *wrapped, (size_t)WRAPPED_KEY_SIZE);
    return STATUS_OK;
}

enum status vault_make_waiting_key(struct vault *v)
{
    struct statement *s;
    const unsigned char *wrapped;
    enum status st = vault_use(v, USE_ADD_DATA_KEY, &s);
    if (st != STATUS_OK)
        return st;
    arena_reset(&v->scratch);
    st = vault_draw_data_key(v, &v->scratch, 0, &wrapped);
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, 0);
    statement_integer(s, 2, v->facts.key_version);
    statement_blob(s, 3, wrapped, WRAPPED_KEY_SIZE);
    return statement_run(s);
}

/* What is told to the facts when a stored key goes. */
static enum status forget_stored(struct vault *v, uint32_t serial, bool *found)
{
    struct statement *s;
    enum status st = vault_use(v, USE_DATA_KEY, &s);
    *found = false;
    if (st != STATUS_OK)
        return st;
    statement_integer(s, 1, serial);
    if (statement_step(s, &st)) {
        size_t n;
        const void *bytes = column_blob(s, 1, &n);
        vault_row_removed(v, "data_key", "iib", (int64_t)serial,
                          column_integer(s, 0), bytes, n);
        *found = true;
    }
    statement_reset(s);
    return st;
}

enum status vault_drop_data_key(struct vault *v, uint32_t serial)
{
    struct statement *s;
    bool found;
    enum status st = forget_stored(v, serial, &found);
    if (st == STATUS_OK && found)
        st = vault_use(v, USE_DROP_DATA_KEY, &s);
    if (st == STATUS_OK && found) {
        statement_integer(s, 1, serial);
        st = statement_run(s);
    }
    if (st == STATUS_OK && !data_keys_mark_gone(&v->data_keys, serial))
        st = no_memory();
    if (st == STATUS_OK && serial == 0)
        data_keys_forget(&v->data_keys, 0);
    return st;
}

static enum status rewrap_one(struct vault *v, uint32_t serial,
                              uint32_t version)
{
    struct statement *s;
    const unsigned char *key;
    bool found;
    enum status st = vault_data_key(v, serial, &key);
    if (st != STATUS_OK || key == NULL)
        return st;
    st = forget_stored(v, serial, &found);
    if (st == STATUS_OK)
        st = vault_use(v, USE_UPDATE_DATA_KEY, &s);
    if (st != STATUS_OK)
        return st;
    const unsigned char *wrapped = wrap_again(v, serial, version);
    vault_row_added(v, "data_key", "iib", (int64_t)serial, (int64_t)version,
                    wrapped, (size_t)WRAPPED_KEY_SIZE);
    statement_integer(s, 1, serial);
    statement_integer(s, 2, version);
    statement_blob(s, 3, wrapped, WRAPPED_KEY_SIZE);
    return statement_run(s);
}

uint32_t vault_key_version(const struct vault *v)
{
    return v->facts.key_version;
}

enum status vault_rewrap(struct vault *v, uint32_t version)
{
    enum status st = STATUS_OK;
    for (uint32_t s = 0; st == STATUS_OK && s <= v->n_people; s++)
        st = rewrap_one(v, s, version);
    if (st == STATUS_OK)
        v->facts.key_version = version;
    return st;
}

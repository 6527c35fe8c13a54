/* data_keys: one key for each person, so that erasing is losing a key. */
#include "anonymize/data_keys.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

void data_keys_init(struct data_keys *d)
{
    *d = (struct data_keys){NULL, NULL};
}

void data_keys_release(struct data_keys *d)
{
    sodium_free(d->bytes);
    free(d->places);
    data_keys_init(d);
}

static bool make_room(struct data_keys *d)
{
    if (d->bytes != NULL)
        return true;
    d->bytes = sodium_allocarray(DATA_KEYS_HELD, SUB_KEY_SIZE);
    d->places = calloc(DATA_KEYS_HELD, sizeof *d->places);
    if (d->bytes != NULL && d->places != NULL)
        return true;
    data_keys_release(d);
    return false;
}

static size_t place_of(uint32_t serial)
{
    return serial % DATA_KEYS_HELD;
}

static unsigned char *key_at(const struct data_keys *d, uint32_t serial)
{
    return d->bytes + place_of(serial) * SUB_KEY_SIZE;
}

static void set_state(struct data_keys *d, uint32_t serial,
                      enum data_key_state state)
{
    d->places[place_of(serial)] = (struct data_key_place){serial, state};
}

enum data_key_state data_keys_state(const struct data_keys *d, uint32_t serial)
{
    if (d->places == NULL || d->places[place_of(serial)].serial != serial)
        return DATA_KEY_UNKNOWN;
    return d->places[place_of(serial)].state;
}

const unsigned char *data_keys_get(const struct data_keys *d, uint32_t serial)
{
    return key_at(d, serial);
}

bool data_keys_draw(struct data_keys *d, uint32_t serial)
{
    if (!make_room(d))
        return false;
    randombytes_buf(key_at(d, serial), SUB_KEY_SIZE);
    set_state(d, serial, DATA_KEY_HELD);
    return true;
}

bool data_keys_mark_gone(struct data_keys *d, uint32_t serial)
{
    if (!make_room(d))
        return false;
    sodium_memzero(key_at(d, serial), SUB_KEY_SIZE);
    set_state(d, serial, DATA_KEY_GONE);
    return true;
}

void data_keys_forget(struct data_keys *d, uint32_t serial)
{
    if (data_keys_state(d, serial) == DATA_KEY_UNKNOWN)
        return;
    sodium_memzero(key_at(d, serial), SUB_KEY_SIZE);
    set_state(d, serial, DATA_KEY_UNKNOWN);
}

static struct seal_place seal_place_of(uint32_t serial, uint32_t version)
{
    return (struct seal_place){"data_key", "wrapped", serial, version};
}

unsigned char *data_keys_wrap(struct arena *a, const struct data_keys *d,
                              uint32_t serial, const unsigned char *wrap,
                              uint32_t version)
{
    size_t n;
    const struct seal_place place = seal_place_of(serial, version);
    return seal(a, wrap, &place, key_at(d, serial), SUB_KEY_SIZE, &n);
}

bool data_keys_unwrap(struct data_keys *d, uint32_t serial,
                      const unsigned char *wrap, uint32_t version,
                      const void *bytes, size_t n)
{
    struct arena a;
    size_t n_plain = 0;
    const struct seal_place place = seal_place_of(serial, version);
    arena_init(&a);
    unsigned char *plain = seal_open(&a, wrap, &place, bytes, n, &n_plain);
    bool done = plain != NULL && n_plain == SUB_KEY_SIZE && make_room(d);
    if (done) {
        memcpy(key_at(d, serial), plain, SUB_KEY_SIZE);
        set_state(d, serial, DATA_KEY_HELD);
    }
    if (plain != NULL)
        sodium_memzero(plain, n_plain);
    arena_release(&a);
    return done;
}

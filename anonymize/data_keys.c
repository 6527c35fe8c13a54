/* data_keys: one key for each person, so that erasing is losing a key. */
#include "anonymize/data_keys.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024 };

void data_keys_init(struct data_keys *d)
{
    memset(d, 0, sizeof *d);
}

void data_keys_release(struct data_keys *d)
{
    sodium_free(d->bytes);
    free(d->states);
    data_keys_init(d);
}

static bool make_room(struct data_keys *d, uint32_t serial)
{
    if (serial < d->capacity)
        return true;
    size_t wanted = d->capacity == 0 ? FIRST_CAPACITY : 2 * d->capacity;
    while (wanted <= serial)
        wanted *= 2;
    unsigned char *bytes = sodium_allocarray(wanted, SUB_KEY_SIZE);
    unsigned char *states = calloc(wanted, 1);
    if (bytes == NULL || states == NULL) {
        sodium_free(bytes);
        free(states);
        return false;
    }
    if (d->capacity > 0) {
        memcpy(bytes, d->bytes, d->capacity * SUB_KEY_SIZE);
        memcpy(states, d->states, d->capacity);
    }
    data_keys_release(d);
    *d = (struct data_keys){bytes, states, wanted};
    return true;
}

static unsigned char *key_at(const struct data_keys *d, uint32_t serial)
{
    return d->bytes + (size_t)serial * SUB_KEY_SIZE;
}

enum data_key_state data_keys_state(const struct data_keys *d, uint32_t serial)
{
    return serial < d->capacity ? (enum data_key_state)d->states[serial]
                                : DATA_KEY_UNKNOWN;
}

const unsigned char *data_keys_get(const struct data_keys *d, uint32_t serial)
{
    return key_at(d, serial);
}

bool data_keys_draw(struct data_keys *d, uint32_t serial)
{
    if (!make_room(d, serial))
        return false;
    randombytes_buf(key_at(d, serial), SUB_KEY_SIZE);
    d->states[serial] = DATA_KEY_HELD;
    return true;
}

bool data_keys_mark_gone(struct data_keys *d, uint32_t serial)
{
    if (!make_room(d, serial))
        return false;
    sodium_memzero(key_at(d, serial), SUB_KEY_SIZE);
    d->states[serial] = DATA_KEY_GONE;
    return true;
}

void data_keys_forget(struct data_keys *d, uint32_t serial)
{
    if (serial >= d->capacity)
        return;
    sodium_memzero(key_at(d, serial), SUB_KEY_SIZE);
    d->states[serial] = DATA_KEY_UNKNOWN;
}

static struct seal_place place_of(uint32_t serial, uint32_t version)
{
    return (struct seal_place){"data_key", "wrapped", serial, version};
}

unsigned char *data_keys_wrap(struct arena *a, const struct data_keys *d,
                              uint32_t serial, const unsigned char *wrap,
                              uint32_t version)
{
    size_t n;
    const struct seal_place place = place_of(serial, version);
    return seal(a, wrap, &place, key_at(d, serial), SUB_KEY_SIZE, &n);
}

bool data_keys_unwrap(struct data_keys *d, uint32_t serial,
                      const unsigned char *wrap, uint32_t version,
                      const void *bytes, size_t n)
{
    struct arena a;
    size_t n_plain = 0;
    const struct seal_place place = place_of(serial, version);
    arena_init(&a);
    unsigned char *plain = seal_open(&a, wrap, &place, bytes, n, &n_plain);
    bool done =
        plain != NULL && n_plain == SUB_KEY_SIZE && make_room(d, serial);
    if (done) {
        memcpy(key_at(d, serial), plain, SUB_KEY_SIZE);
        d->states[serial] = DATA_KEY_HELD;
    }
    if (plain != NULL)
        sodium_memzero(plain, n_plain);
    arena_release(&a);
    return done;
}

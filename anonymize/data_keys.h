/* data_keys: one key for each person, so that erasing is losing a key.
 *
 * Serial 0 is the key of rows that wait for their person. What stands in the
 * vault is the key wrapped (data_keys_wrap) under a master's wrapping key.
 * Here, in guarded memory, are those that were asked for last: DATA_KEYS_HELD
 * places, and a serial has one of them. Whoever is not at hand is
 * DATA_KEY_UNKNOWN. */
#ifndef AYUMI_ANONYMIZE_DATA_KEYS_H
#define AYUMI_ANONYMIZE_DATA_KEYS_H

#include "anonymize/seal.h"
#include <stdbool.h>

enum data_key_state { DATA_KEY_UNKNOWN, DATA_KEY_HELD, DATA_KEY_GONE };

enum { DATA_KEYS_HELD = 16384 };

struct data_key_place {
    uint32_t serial;
    enum data_key_state state;
};

struct data_keys {
    unsigned char *bytes; /* SUB_KEY_SIZE for each place; NULL at first */
    struct data_key_place *places;
};

void data_keys_init(struct data_keys *d);
void data_keys_release(struct data_keys *d); /* wiped */

enum data_key_state data_keys_state(const struct data_keys *d, uint32_t serial);
/* The key of a serial that is held; until another serial is drawn, unwrapped or
 * marked. */
const unsigned char *data_keys_get(const struct data_keys *d, uint32_t serial);

/* false when guarded memory can't be had. */
MUST_CHECK bool data_keys_draw(struct data_keys *d, uint32_t serial);
MUST_CHECK bool data_keys_mark_gone(struct data_keys *d, uint32_t serial);
void data_keys_forget(struct data_keys *d, uint32_t serial);

enum { WRAPPED_KEY_SIZE = 72 }; /* nonce, key, tag */
/* In the arena. */
unsigned char *data_keys_wrap(struct arena *a, const struct data_keys *d,
                              uint32_t serial, const unsigned char *wrap,
                              uint32_t version) MUST_CHECK;
/* false when these bytes are not this serial's key under this version, or
 * guarded memory can't be had. */
MUST_CHECK bool data_keys_unwrap(struct data_keys *d, uint32_t serial,
                                 const unsigned char *wrap, uint32_t version,
                                 const void *bytes, size_t n);

#endif

/* fresh_people: what is known of people who are new in this run. */
#include "anonymize/fresh_people.h"

#include <sodium.h>
#include <string.h>

struct place {
    uint64_t nonce; /* the number of the seal; 0 = nothing is kept */
    uint32_t n, unused;
    unsigned char
        sealed[FRESH_PERSON_MOST + crypto_aead_xchacha20poly1305_ietf_ABYTES];
};

enum { NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };

void fresh_people_init(struct fresh_people *f, const char *folder)
{
    memset(f, 0, sizeof *f);
    spilled_init(&f->places, sizeof(struct place), folder);
}

void fresh_people_release(struct fresh_people *f)
{
    spilled_release(&f->places);
    sodium_memzero(f->key, sizeof f->key);
    fresh_people_init(f, f->places.folder);
}

/* Its place, or NULL; new ones are empty up to it. */
static struct place *place_for(struct fresh_people *f, uint32_t serial)
{
    if (f->first == 0)
        f->first = serial;
    if (serial < f->first)
        return NULL;
    while (f->places.n <= serial - f->first)
        memset(spilled_add(&f->places), 0, sizeof(struct place));
    return spilled_at(&f->places, serial - f->first);
}

static void make_nonce(uint64_t number, unsigned char nonce[NONCE_SIZE])
{
    memset(nonce, 0, NONCE_SIZE);
    memcpy(nonce, &number, sizeof number);
}

void fresh_people_put(struct fresh_people *f, uint32_t serial,
                      const unsigned char *plain, size_t n)
{
    unsigned char nonce[NONCE_SIZE];
    struct place *p = place_for(f, serial);
    if (p == NULL)
        return;
    p->nonce = 0;
    if (n > FRESH_PERSON_MOST)
        return;
    if (f->n_seals++ == 0)
        randombytes_buf(f->key, sizeof f->key);
    p->nonce = f->n_seals;
    p->n = (uint32_t)n;
    make_nonce(p->nonce, nonce);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        p->sealed, NULL, plain, n, (unsigned char *)&serial, sizeof serial,
        NULL, nonce, f->key);
}

static bool has_place(const struct fresh_people *f, uint32_t serial)
{
    return f->first != 0 && serial >= f->first &&
           serial - f->first < f->places.n;
}

void fresh_people_forget(struct fresh_people *f, uint32_t serial)
{
    if (has_place(f, serial))
        memset(spilled_at(&f->places, serial - f->first), 0,
               sizeof(struct place));
}

enum fresh_person fresh_people_get(const struct fresh_people *f,
                                   uint32_t serial, unsigned char *plain,
                                   size_t *n)
{
    struct place p;
    unsigned char nonce[NONCE_SIZE];
    if (!has_place(f, serial))
        return FRESH_PERSON_NONE;
    if (!spilled_read(&f->places, serial - f->first, 1, &p))
        return FRESH_PERSON_DAMAGED;
    if (p.nonce == 0)
        return FRESH_PERSON_NONE;
    *n = p.n;
    make_nonce(p.nonce, nonce);
    if (p.n > FRESH_PERSON_MOST ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(
            plain, NULL, NULL, p.sealed,
            p.n + crypto_aead_xchacha20poly1305_ietf_ABYTES,
            (unsigned char *)&serial, sizeof serial, nonce, f->key) != 0)
        return FRESH_PERSON_DAMAGED;
    return FRESH_PERSON_FOUND;
}

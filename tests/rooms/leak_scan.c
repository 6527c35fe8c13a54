/* leak_scan: is anybody in these files?
 *
 *   leak_scan PATTERNS FILE...   PATTERNS.texts and PATTERNS.digests, as
 *                                leak_people.py writes them
 *
 * Prints `FILE: label at OFFSET` for each text and `FILE: digest … at OFFSET`
 * for each digest (raw, hex or base64) and ends with 1 when there was any,
 * with 0 when there was none, with 2 when it could not look. A file of 100 MB
 * against the patterns of 2,000 people takes a few seconds: at each byte the
 * next six (texts) or eight (digests) are looked up, and a bit map answers
 * "no" nearly always. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREFIX = 6, DIGEST = 8, LABEL = 48, MAP_BITS = 26, HITS_SAID = 20 };

struct text {
    const unsigned char *bytes;
    uint32_t size, next_plus; /* index + 1 of another with this prefix */
    uint16_t label;
    bool alone;
};

struct scan {
    struct text *texts;
    size_t n_texts;
    char (*labels)[LABEL];
    size_t n_labels;
    uint32_t *heads; /* by prefix: index + 1 */
    uint64_t *text_map;
    uint64_t *digests; /* open addressing; 0 = free */
    uint64_t *digest_map;
    size_t n_slots, n_digests;
    size_t n_hits, n_said; /* said: of the file that is read */
};

static void *take(size_t count, size_t size)
{
    void *memory = calloc(count == 0 ? 1 : count, size);
    if (memory == NULL) {
        fputs("leak_scan: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

static unsigned char *read_file(const char *path, size_t *n)
{
    FILE *in = fopen(path, "rb");
    if (in == NULL || fseek(in, 0, SEEK_END) != 0) {
        fprintf(stderr, "leak_scan: '%s': %s\n", path, strerror(errno));
        exit(2);
    }
    long size = ftell(in);
    rewind(in);
    unsigned char *bytes = take((size_t)size + 16, 1);
    *n = fread(bytes, 1, (size_t)size, in);
    fclose(in);
    return bytes;
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 31;
    x *= UINT64_C(0x9e3779b97f4a7c15);
    x ^= x >> 29;
    x *= UINT64_C(0xbf58476d1ce4e5b9);
    return x ^ x >> 32;
}

static uint64_t load(const unsigned char *at, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x = x << 8 | at[i];
    return x;
}

static bool in_map(const uint64_t *map, uint64_t hash)
{
    uint64_t bit = hash >> (64 - MAP_BITS);
    return (map[bit / 64] >> bit % 64 & 1) != 0;
}

static void put_in_map(uint64_t *map, uint64_t hash)
{
    uint64_t bit = hash >> (64 - MAP_BITS);
    map[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* ------------------------------------------------------------------ patterns
 */

static uint16_t label_number(struct scan *s, const char *label)
{
    for (size_t i = 0; i < s->n_labels; i++)
        if (strcmp(s->labels[i], label) == 0)
            return (uint16_t)i;
    snprintf(s->labels[s->n_labels], LABEL, "%s", label);
    return (uint16_t)s->n_labels++;
}

static void load_texts(struct scan *s, const char *path)
{
    size_t n, at = 0, capacity = 0;
    unsigned char *bytes = read_file(path, &n);
    s->labels = take(1024, LABEL);
    while (at < n) {
        char label[LABEL] = "";
        unsigned size, flag;
        int used = 0;
        if (sscanf((const char *)bytes + at, "%u %u %47[^\n]%n", &size, &flag,
                   label, &used) != 3 ||
            size < PREFIX) {
            fprintf(stderr, "leak_scan: '%s' is no list of texts\n", path);
            exit(2);
        }
        at += (size_t)used + 1;
        if (s->n_texts == capacity) {
            capacity = capacity == 0 ? 1 << 16 : capacity * 2;
            s->texts = realloc(s->texts, capacity * sizeof *s->texts);
            if (s->texts == NULL)
                exit(2);
        }
        s->texts[s->n_texts++] = (struct text){
            bytes + at, size, 0, label_number(s, label), flag != 0};
        at += size + 1;
    }
}

static void index_texts(struct scan *s)
{
    s->heads = take((size_t)1 << MAP_BITS, sizeof *s->heads);
    s->text_map = take(((size_t)1 << MAP_BITS) / 64, 8);
    for (size_t i = 0; i < s->n_texts; i++) {
        uint64_t hash = mix(load(s->texts[i].bytes, PREFIX));
        uint32_t *head = &s->heads[hash >> (64 - MAP_BITS)];
        s->texts[i].next_plus = *head;
        *head = (uint32_t)(i + 1);
        put_in_map(s->text_map, hash);
    }
}

static size_t slot_of(const struct scan *s, uint64_t digest)
{
    size_t at = mix(digest) & (s->n_slots - 1);
    while (s->digests[at] != 0 && s->digests[at] != digest)
        at = (at + 1) & (s->n_slots - 1);
    return at;
}

static void load_digests(struct scan *s, const char *path)
{
    size_t n;
    unsigned char *bytes = read_file(path, &n);
    s->n_slots = 1024;
    while (s->n_slots < n / DIGEST * 2)
        s->n_slots *= 2;
    s->digests = take(s->n_slots, sizeof *s->digests);
    s->digest_map = take(((size_t)1 << MAP_BITS) / 64, 8);
    for (size_t at = 0; at + DIGEST <= n; at += DIGEST) {
        uint64_t digest = load(bytes + at, DIGEST);
        s->digests[slot_of(s, digest)] = digest;
        put_in_map(s->digest_map, mix(digest));
        s->n_digests++;
    }
    free(bytes);
}

static bool is_digest(const struct scan *s, uint64_t x)
{
    return in_map(s->digest_map, mix(x)) && x != 0 &&
           s->digests[slot_of(s, x)] == x;
}

/* ------------------------------------------------------------------ scanning
 */

static void say(struct scan *s, const char *path, const char *what, size_t at)
{
    s->n_hits++;
    if (s->n_said++ < HITS_SAID)
        printf("%s: %s at %zu\n", path, what, at);
}

static bool is_word_sign(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

static void scan_texts(struct scan *s, const char *path,
                       const unsigned char *bytes, size_t n)
{
    for (size_t at = 0; at + PREFIX <= n; at++) {
        uint64_t hash = mix(load(bytes + at, PREFIX));
        if (!in_map(s->text_map, hash))
            continue;
        for (uint32_t i = s->heads[hash >> (64 - MAP_BITS)]; i != 0;
             i = s->texts[i - 1].next_plus) {
            const struct text *t = &s->texts[i - 1];
            if (t->size > n - at || memcmp(t->bytes, bytes + at, t->size) != 0)
                continue;
            bool joined =
                (at > 0 && is_word_sign(bytes[at - 1])) ||
                (at + t->size < n && is_word_sign(bytes[at + t->size]));
            if (!t->alone || !joined)
                say(s, path, s->labels[t->label], at);
        }
    }
}

static int hex_value(unsigned char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static int base64_value(unsigned char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

/* The last 16 hex digits, and the last 11 signs of base64 without the two
 * bits too many, are eight bytes. */
static void scan_digests(struct scan *s, const char *path,
                         const unsigned char *bytes, size_t n)
{
    uint64_t raw = 0, hex = 0, low = 0;
    unsigned high = 0;
    size_t n_hex = 0, n_base64 = 0;
    for (size_t at = 0; at < n; at++) {
        int digit = hex_value(bytes[at]), sign = base64_value(bytes[at]);
        raw = raw << 8 | bytes[at];
        n_hex = digit < 0 ? 0 : n_hex + 1;
        hex = hex << 4 | (uint64_t)(digit & 15);
        n_base64 = sign < 0 ? 0 : n_base64 + 1;
        high = (high << 6 | (unsigned)(low >> 58)) & 3;
        low = low << 6 | (uint64_t)(sign & 63);
        if (at + 1 >= DIGEST && is_digest(s, raw))
            say(s, path, "digest raw", at);
        if (n_hex >= 16 && is_digest(s, hex))
            say(s, path, "digest hex", at);
        if (n_base64 >= 11 && is_digest(s, low >> 2 | (uint64_t)high << 62))
            say(s, path, "digest base64", at);
    }
}

int main(int argc, char **argv)
{
    struct scan s = {.n_hits = 0};
    char path[4096];
    size_t total = 0;
    if (argc < 3) {
        fputs("usage: leak_scan PATTERNS FILE...\n", stderr);
        return 2;
    }
    snprintf(path, sizeof path, "%s.texts", argv[1]);
    load_texts(&s, path);
    index_texts(&s);
    snprintf(path, sizeof path, "%s.digests", argv[1]);
    load_digests(&s, path);
    for (int i = 2; i < argc; i++) {
        size_t n;
        unsigned char *bytes = read_file(argv[i], &n);
        s.n_said = 0;
        scan_texts(&s, argv[i], bytes, n);
        scan_digests(&s, argv[i], bytes, n);
        total += n;
        free(bytes);
    }
    printf("%zu hits in %d files, %zu bytes, against %zu texts and %zu "
           "digests\n",
           s.n_hits, argc - 2, total, s.n_texts, s.n_digests);
    return s.n_hits == 0 && s.n_texts > 0 && s.n_digests > 0 ? 0 : 1;
}

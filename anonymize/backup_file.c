/* backup_file: a study in one encrypted file. */
#include "anonymize/backup_file.h"

#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "AYUMIBK1"

enum {
    CHUNK = 64 * 1024,
    SEALED_CHUNK = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES,
    STREAM_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    SALT = crypto_pwhash_SALTBYTES,
    HEAD = 8 + 8 + 8 + SALT,
    ENTRY = 1 + 4 + 4 + 8,
    LONGEST_NAME = 4096
};

/* Both sides: the stream's state, and a chunk in the clear. */
struct stream {
    struct arena *arena;
    const char *path;
    unsigned char head[HEAD];
    bool is_first;
    crypto_secretstream_xchacha20poly1305_state *state; /* guarded */
    unsigned char *plain;                               /* guarded */
    unsigned char sealed[SEALED_CHUNK];
    size_t n; /* bytes in plain */
};

struct backup_writer {
    struct stream s;
    struct output_file file;
};

struct backup_reader {
    struct stream s;
    FILE *in;
    size_t at; /* of plain */
    bool is_last;
};

static void put_number(unsigned char *out, uint64_t x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (unsigned char)(x >> (8 * i));
}

static uint64_t get_number(const unsigned char *in, size_t n)
{
    uint64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x |= (uint64_t)in[i] << (8 * i);
    return x;
}

static enum status failed(const char *path)
{
    say_error("file.failed", path, strerror(errno));
    return STATUS_IO;
}

static enum status damaged(const struct stream *s)
{
    say_error("backup.damaged", s->path);
    return STATUS_REFUSED;
}

/* ----------------------------------------------------------------- the key */

static enum status stream_begin(struct stream *s, struct arena *a,
                                const char *path)
{
    s->arena = a;
    s->path = arena_copy(a, path);
    s->is_first = true;
    s->state = sodium_malloc(sizeof *s->state);
    s->plain = sodium_malloc(CHUNK);
    if (s->state != NULL && s->plain != NULL)
        return STATUS_OK;
    say_error("key.no_guarded_memory");
    return STATUS_REFUSED;
}

static void stream_end(struct stream *s)
{
    sodium_free(s->state);
    sodium_free(s->plain);
    s->state = NULL;
    s->plain = NULL;
}

/* 32 bytes in guarded memory, or NULL when there is not enough of it. */
static unsigned char *key_of(const struct stream *s, const char *passphrase)
{
    enum { KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES };
    unsigned char *key = sodium_malloc(KEY);
    if (key != NULL && crypto_pwhash(key, KEY, passphrase, strlen(passphrase),
                                     s->head + 24, get_number(s->head + 8, 8),
                                     (size_t)get_number(s->head + 16, 8),
                                     crypto_pwhash_ALG_ARGON2ID13) == 0)
        return key;
    sodium_free(key);
    say_error("backup.no_memory");
    return NULL;
}

/* ----------------------------------------------------------------- writing */

static enum status write_chunk(struct backup_writer *w, bool is_last)
{
    struct stream *s = &w->s;
    unsigned long long n = 0;
    crypto_secretstream_xchacha20poly1305_push(
        s->state, s->sealed, &n, s->plain, s->n, s->is_first ? s->head : NULL,
        s->is_first ? HEAD : 0,
        is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    s->is_first = false;
    s->n = 0;
    return fwrite(s->sealed, 1, (size_t)n, w->file.stream) == n
               ? STATUS_OK
               : failed(s->path);
}

static enum status put(struct backup_writer *w, const void *bytes, size_t n)
{
    const unsigned char *from = bytes;
    enum status st = STATUS_OK;
    while (st == STATUS_OK && n > 0) {
        size_t fits = CHUNK - w->s.n < n ? CHUNK - w->s.n : n;
        memcpy(w->s.plain + w->s.n, from, fits);
        w->s.n += fits;
        from += fits;
        n -= fits;
        if (w->s.n == CHUNK)
            st = write_chunk(w, false);
    }
    return st;
}

static enum status begin_stream(struct backup_writer *w, const char *passphrase)
{
    struct stream *s = &w->s;
    unsigned char head[STREAM_HEAD];
    memcpy(s->head, MAGIC, 8);
    put_number(s->head + 8, crypto_pwhash_OPSLIMIT_MODERATE, 8);
    put_number(s->head + 16, crypto_pwhash_MEMLIMIT_MODERATE, 8);
    randombytes_buf(s->head + 24, SALT);
    unsigned char *key = key_of(s, passphrase);
    if (key == NULL)
        return STATUS_REFUSED;
    crypto_secretstream_xchacha20poly1305_init_push(s->state, head, key);
    sodium_free(key);
    bool written = fwrite(s->head, 1, HEAD, w->file.stream) == HEAD &&
                   fwrite(head, 1, STREAM_HEAD, w->file.stream) == STREAM_HEAD;
    return written ? STATUS_OK : failed(s->path);
}

enum status backup_create(struct arena *a, const char *path,
                          const char *passphrase, struct backup_writer **out)
{
    *out = NULL;
    if (path_exists(path)) {
        say_error("backup.exists", path);
        return STATUS_REFUSED;
    }
    struct backup_writer *w = arena_take(a, sizeof *w);
    enum status st = output_file_open(&w->file, a, path, 0600);
    if (st != STATUS_OK)
        return st;
    st = stream_begin(&w->s, a, path);
    if (st == STATUS_OK)
        st = begin_stream(w, passphrase);
    if (st == STATUS_OK)
        *out = w;
    else
        backup_drop(w);
    return st;
}

static enum status put_entry(struct backup_writer *w, const char *name,
                             const struct stat *found)
{
    unsigned char entry[ENTRY] = {'F'};
    put_number(entry + 1, strlen(name), 4);
    put_number(entry + 5, found->st_mode & 077 ? 0644 : 0600, 4);
    put_number(entry + 9, (uint64_t)found->st_size, 8);
    enum status st = put(w, entry, sizeof entry);
    return st == STATUS_OK ? put(w, name, strlen(name)) : st;
}

/* Under the study's locks a file keeps its size; if not, it is said. */
static enum status put_bytes(struct backup_writer *w, FILE *in,
                             const char *path, uint64_t size)
{
    unsigned char bytes[4096];
    enum status st = STATUS_OK;
    while (st == STATUS_OK && size > 0) {
        size_t wanted = size < sizeof bytes ? (size_t)size : sizeof bytes;
        size_t n = fread(bytes, 1, wanted, in);
        if (n != wanted) {
            say_error("backup.file_changed", path);
            st = STATUS_BUSY;
        } else {
            st = put(w, bytes, n);
        }
        size -= n;
    }
    sodium_memzero(bytes, sizeof bytes);
    return st;
}

enum status backup_add(struct backup_writer *w, const char *name,
                       const char *path)
{
    struct stat found;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    FILE *in = fd < 0 ? NULL : fdopen(fd, "rb");
    if (in == NULL || fstat(fd, &found) != 0) {
        enum status st = failed(path);
        if (in != NULL)
            fclose(in);
        return st;
    }
    enum status st = put_entry(w, name, &found);
    if (st == STATUS_OK)
        st = put_bytes(w, in, path, (uint64_t)found.st_size);
    fclose(in);
    return st;
}

enum status backup_keep(struct backup_writer *w)
{
    enum status st = put(w, "E", 1);
    if (st == STATUS_OK)
        st = write_chunk(w, true);
    stream_end(&w->s);
    if (st == STATUS_OK)
        return output_file_keep(&w->file);
    output_file_drop(&w->file);
    return st;
}

void backup_drop(struct backup_writer *w)
{
    if (w == NULL)
        return;
    stream_end(&w->s);
    output_file_drop(&w->file);
}

/* ----------------------------------------------------------------- reading */

static enum status no_backup(const char *path)
{
    say_error("backup.no_backup", path);
    return STATUS_UNREADABLE;
}

static bool head_is_ours(const unsigned char *head)
{
    return memcmp(head, MAGIC, 8) == 0 &&
           get_number(head + 8, 8) == crypto_pwhash_OPSLIMIT_MODERATE &&
           get_number(head + 16, 8) == crypto_pwhash_MEMLIMIT_MODERATE;
}

static enum status read_head(struct backup_reader *r, const char *passphrase)
{
    struct stream *s = &r->s;
    unsigned char head[STREAM_HEAD];
    if (fread(s->head, 1, HEAD, r->in) != HEAD || !head_is_ours(s->head) ||
        fread(head, 1, STREAM_HEAD, r->in) != STREAM_HEAD)
        return no_backup(s->path);
    unsigned char *key = key_of(s, passphrase);
    if (key == NULL)
        return STATUS_REFUSED;
    int opened =
        crypto_secretstream_xchacha20poly1305_init_pull(s->state, head, key);
    sodium_free(key);
    return opened == 0 ? STATUS_OK : no_backup(s->path);
}

enum status backup_open(struct arena *a, const char *path,
                        const char *passphrase, struct backup_reader **out)
{
    *out = NULL;
    struct backup_reader *r = arena_take(a, sizeof *r);
    r->in = fopen(path, "rb");
    if (r->in == NULL)
        return failed(path);
    enum status st = stream_begin(&r->s, a, path);
    if (st == STATUS_OK)
        st = read_head(r, passphrase);
    if (st == STATUS_OK)
        *out = r;
    else
        backup_close(r);
    return st;
}

static enum status read_chunk(struct backup_reader *r)
{
    struct stream *s = &r->s;
    unsigned long long n = 0;
    unsigned char tag = 0;
    size_t got = r->is_last ? 0 : fread(s->sealed, 1, SEALED_CHUNK, r->in);
    if (got < crypto_secretstream_xchacha20poly1305_ABYTES ||
        crypto_secretstream_xchacha20poly1305_pull(
            s->state, s->plain, &n, &tag, s->sealed, got,
            s->is_first ? s->head : NULL, s->is_first ? HEAD : 0) != 0) {
        if (!s->is_first)
            return damaged(s);
        say_error("backup.wrong_passphrase", s->path);
        return STATUS_REFUSED;
    }
    s->is_first = false;
    s->n = (size_t)n;
    r->at = 0;
    r->is_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return STATUS_OK;
}

static enum status get(struct backup_reader *r, void *bytes, size_t n)
{
    unsigned char *to = bytes;
    enum status st = STATUS_OK;
    while (st == STATUS_OK && n > 0) {
        if (r->at == r->s.n) {
            st = read_chunk(r);
            continue;
        }
        size_t fits = r->s.n - r->at < n ? r->s.n - r->at : n;
        memcpy(to, r->s.plain + r->at, fits);
        r->at += fits;
        to += fits;
        n -= fits;
    }
    return st;
}

/* Relative, and never up or out. */
static bool is_safe_name(const char *name, size_t n)
{
    if (n == 0 || strlen(name) != n || name[0] == '/')
        return false;
    for (const char *part = name; part != NULL;) {
        const char *slash = strchr(part, '/');
        size_t length = slash == NULL ? strlen(part) : (size_t)(slash - part);
        if (length == 0 || part[0] == '.')
            return false;
        part = slash == NULL ? NULL : slash + 1;
    }
    return true;
}

/* Where the 'E' fills a chunk, the last one is empty. */
static enum status finish(struct backup_reader *r)
{
    enum status st = STATUS_OK;
    if (!r->is_last && r->at == r->s.n)
        st = read_chunk(r);
    if (st != STATUS_OK)
        return st;
    return r->is_last && r->at == r->s.n && fgetc(r->in) == EOF
               ? STATUS_OK
               : damaged(&r->s);
}

enum status backup_next(struct backup_reader *r, struct backup_entry *entry,
                        bool *found)
{
    unsigned char head[ENTRY];
    *found = false;
    enum status st = get(r, head, 1);
    if (st != STATUS_OK)
        return st;
    if (head[0] == 'E')
        return finish(r);
    st = get(r, head + 1, ENTRY - 1);
    if (st != STATUS_OK)
        return st;
    uint64_t n = get_number(head + 1, 4);
    if (head[0] != 'F' || n > LONGEST_NAME)
        return damaged(&r->s);
    char *name = arena_take(r->s.arena, (size_t)n + 1);
    st = get(r, name, (size_t)n);
    if (st == STATUS_OK && !is_safe_name(name, (size_t)n))
        st = damaged(&r->s);
    *entry = (struct backup_entry){
        name, get_number(head + 5, 4) == 0644 ? 0644 : 0600,
        get_number(head + 9, 8)};
    *found = st == STATUS_OK;
    return st;
}

enum status backup_extract(struct backup_reader *r,
                           const struct backup_entry *entry, const char *path)
{
    struct output_file out;
    unsigned char bytes[4096];
    uint64_t left = entry->size;
    enum status st = output_file_open(&out, r->s.arena, path, entry->mode);
    if (st != STATUS_OK)
        return st;
    while (st == STATUS_OK && left > 0) {
        size_t n = left < sizeof bytes ? (size_t)left : sizeof bytes;
        st = get(r, bytes, n);
        if (st == STATUS_OK && fwrite(bytes, 1, n, out.stream) != n)
            st = failed(path);
        left -= n;
    }
    sodium_memzero(bytes, sizeof bytes);
    if (st == STATUS_OK)
        return output_file_keep(&out);
    output_file_drop(&out);
    return st;
}

void backup_close(struct backup_reader *r)
{
    if (r == NULL)
        return;
    stream_end(&r->s);
    if (r->in != NULL)
        fclose(r->in);
    r->in = NULL;
}

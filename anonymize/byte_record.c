/* byte_record: numbers and texts one after the other in a file of our own. */
#include "anonymize/byte_record.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRINT = 32, PIECE = 1 << 16 };

static void begin(struct byte_record *r, int fd)
{
    static const unsigned char key[] = "ayumi record, one";
    *r = (struct byte_record){.fd = fd, .capacity = PIECE};
    r->bytes = malloc(PIECE);
    if (r->bytes == NULL)
        arena_out_of_memory();
    crypto_generichash_init(&r->print, key, sizeof key - 1, PRINT);
}

/* ----------------------------------------------------------------- writing */

void byte_record_begin(struct byte_record *r, struct arena *a, const char *path)
{
    char *partial = arena_format(a, "%s.partial", path);
    begin(r, open(partial,
                  O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
    r->path = path;
    r->partial = partial;
    r->is_broken = r->fd < 0;
}

static void write_all(struct byte_record *r, const unsigned char *bytes,
                      size_t n)
{
    for (size_t done = 0; !r->is_broken && done < n;) {
        ssize_t some = write(r->fd, bytes + done, n - done);
        r->is_broken = some <= 0;
        done += some <= 0 ? 0 : (size_t)some;
    }
}

static void write_piece(struct byte_record *r)
{
    crypto_generichash_update(&r->print, r->bytes, r->to);
    write_all(r, r->bytes, r->to);
    r->to = 0;
}

void record_put(struct byte_record *r, const void *bytes, size_t n)
{
    const unsigned char *from = bytes;
    while (n > 0) {
        if (r->to == r->capacity)
            write_piece(r);
        size_t room = r->capacity - r->to;
        size_t some = n < room ? n : room;
        memcpy(r->bytes + r->to, from, some);
        r->to += some;
        from += some;
        n -= some;
    }
}

void record_put_number(struct byte_record *r, int64_t number)
{
    record_put(r, &number, sizeof number);
}

void record_put_text(struct byte_record *r, const char *text)
{
    size_t n = text == NULL ? 0 : strlen(text);
    record_put_number(r, (int64_t)n);
    record_put(r, text, n);
    record_put(r, "", 1);
}

bool byte_record_keep(struct byte_record *r)
{
    unsigned char print[PRINT];
    write_piece(r);
    crypto_generichash_final(&r->print, print, PRINT);
    write_all(r, print, PRINT);
    if (r->fd >= 0 && close(r->fd) != 0)
        r->is_broken = true;
    r->fd = -1;
    bool is_kept = !r->is_broken && rename(r->partial, r->path) == 0;
    if (is_kept)
        r->partial = NULL;
    return is_kept;
}

/* ----------------------------------------------------------------- reading */

bool byte_record_open(struct byte_record *r, const char *path)
{
    struct stat about;
    *r = (struct byte_record){.fd = -1};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) ||
        about.st_size < PRINT) {
        close(fd);
        return false;
    }
    begin(r, fd);
    r->n_left = (uint64_t)about.st_size - PRINT;
    return true;
}

uint64_t record_n_left(const struct byte_record *r)
{
    return r->n_left + (r->to - r->from);
}

static void read_all(struct byte_record *r, unsigned char *bytes, size_t n)
{
    for (size_t done = 0; !r->is_broken && done < n;) {
        ssize_t some = read(r->fd, bytes + done, n - done);
        r->is_broken = some <= 0;
        done += some <= 0 ? 0 : (size_t)some;
    }
}

/* Room for n bytes, as many of them read as there are. */
static void read_piece(struct byte_record *r, size_t n)
{
    memmove(r->bytes, r->bytes + r->from, r->to - r->from);
    r->to -= r->from;
    r->from = 0;
    if (n > r->capacity) {
        r->capacity = n;
        r->bytes = realloc(r->bytes, n);
        if (r->bytes == NULL)
            arena_out_of_memory();
    }
    size_t room = r->capacity - r->to;
    size_t some = r->n_left < room ? (size_t)r->n_left : room;
    read_all(r, r->bytes + r->to, some);
    if (r->is_broken)
        return;
    crypto_generichash_update(&r->print, r->bytes + r->to, some);
    r->to += some;
    r->n_left -= some;
}

const void *record_take(struct byte_record *r, size_t n)
{
    if (!r->is_broken && n > record_n_left(r))
        r->is_broken = true;
    if (!r->is_broken && n > r->to - r->from)
        read_piece(r, n);
    if (r->is_broken)
        return NULL;
    const void *here = r->bytes + r->from;
    r->from += n;
    return here;
}

int64_t record_take_number(struct byte_record *r)
{
    int64_t number = 0;
    const void *here = record_take(r, sizeof number);
    if (here != NULL)
        memcpy(&number, here, sizeof number);
    return number;
}

const char *record_take_text(struct byte_record *r)
{
    int64_t n = record_take_number(r);
    const char *text =
        n < 0 || n == INT64_MAX ? NULL : record_take(r, (size_t)n + 1);
    if (text == NULL || text[n] != '\0') {
        r->is_broken = true;
        return "";
    }
    return text;
}

bool byte_record_is_whole(struct byte_record *r)
{
    unsigned char wanted[PRINT], found[PRINT];
    if (r->is_broken || record_n_left(r) > 0)
        return false;
    crypto_generichash_final(&r->print, wanted, PRINT);
    read_all(r, found, PRINT);
    return !r->is_broken && memcmp(wanted, found, PRINT) == 0;
}

void byte_record_release(struct byte_record *r)
{
    free(r->bytes);
    r->bytes = NULL;
    if (r->fd >= 0)
        close(r->fd);
    r->fd = -1;
    if (r->partial != NULL)
        unlink(r->partial);
    r->partial = NULL;
}

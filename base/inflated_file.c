/* inflated_file: the bytes of a file, inflated on the way when it is gzip.
 *
 * Inflating ahead costs a second processor a little and the reader nothing,
 * which is what it costs to read a file that is not packed (decision 51). The
 * thread owns everything but the blocks that it has given out; it is joined
 * before the file is read again from its start or closed. No stream is used:
 * a program that ends meanwhile would wait for the stream's lock. */
#include "base/inflated_file.h"

#include "base/relay.h"

#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK_SIZE = 65536, MAX_RATIO = 1000 };
static const size_t MAX_INFLATED = (size_t)1 << 30;
static const size_t ALWAYS_ALLOWED = (size_t)1 << 20; /* below any ratio */
static const size_t AHEAD_FROM = (size_t)1 << 20;     /* a thread is worth it */

struct block {
    enum inflated_outcome outcome;
    size_t n; /* 0: the end */
    char bytes[BLOCK_SIZE];
};

struct inflated_file {
    struct arena *arena;
    int fd;
    off_t at; /* the next byte of the file */
    size_t file_size, n_out;
    bool is_gzip, in_member;
    z_stream z;
    unsigned char *input; /* BLOCK_SIZE bytes, only for gzip */

    bool is_ahead, is_alone;   /* a thread inflates; none could be started */
    bool is_last;              /* the thread has filled its last block */
    struct relay relay;        /* of struct block, taken when first needed */
    const struct block *block; /* with the reader; NULL before the first */
    size_t n_taken;            /* bytes of it */
};

/* The file's next bytes; *n is 0 at its end. */
static enum inflated_outcome read_file(struct inflated_file *f, void *to,
                                       size_t room, size_t *n)
{
    ssize_t got = pread(f->fd, to, room, f->at);
    *n = got < 0 ? 0 : (size_t)got;
    f->at += (off_t)*n;
    return got < 0 ? INFLATED_UNREADABLE : INFLATED_OK;
}

static enum inflated_outcome look_for_gzip(struct inflated_file *f)
{
    unsigned char magic[2];
    size_t n;
    enum inflated_outcome outcome = read_file(f, magic, 2, &n);
    f->is_gzip = outcome == INFLATED_OK && n == 2 && magic[0] == 0x1f &&
                 magic[1] == 0x8b;
    return outcome;
}

enum inflated_outcome inflated_file_open(struct arena *a, const char *path,
                                         struct inflated_file **out)
{
    *out = NULL;
    struct inflated_file *f = arena_take(a, sizeof *f);
    f->arena = a;
    f->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (f->fd < 0)
        return INFLATED_UNREADABLE;
    struct stat about;
    if (fstat(f->fd, &about) != 0 || !S_ISREG(about.st_mode))
        goto refuse;
    f->file_size = (size_t)about.st_size;
    if (look_for_gzip(f) != INFLATED_OK)
        goto refuse;
    /* 16: a gzip header and nothing else. */
    if (f->is_gzip)
        f->input = arena_take(a, BLOCK_SIZE);
    if (f->is_gzip && inflateInit2(&f->z, 16 + MAX_WBITS) != Z_OK) {
        f->is_gzip = false;
        goto refuse;
    }
    if (inflated_file_rewind(f) != INFLATED_OK)
        goto refuse;
    *out = f;
    return INFLATED_OK;
refuse:
    inflated_file_close(f);
    return INFLATED_UNREADABLE;
}

size_t inflated_file_most(const struct inflated_file *f)
{
    return f->is_gzip ? SIZE_MAX : f->file_size;
}

/* ---- inflating ---- */

static enum inflated_outcome read_gzip(struct inflated_file *f, char *to,
                                       size_t room, size_t *n)
{
    if (room > BLOCK_SIZE)
        room = BLOCK_SIZE;
    f->z.next_out = (unsigned char *)to;
    f->z.avail_out = (uInt)room;
    while (f->z.avail_out == (uInt)room) {
        if (f->z.avail_in == 0) {
            size_t got;
            enum inflated_outcome outcome =
                read_file(f, f->input, BLOCK_SIZE, &got);
            if (outcome != INFLATED_OK)
                return outcome;
            if (got == 0 && f->in_member)
                return INFLATED_BROKEN; /* cut short */
            if (got == 0)
                break;
            f->z.next_in = f->input;
            f->z.avail_in = (uInt)got;
        }
        f->in_member = true;
        int result = inflate(&f->z, Z_NO_FLUSH);
        if (result == Z_STREAM_END) { /* a member ends; its CRC was right */
            f->in_member = false;
            if (inflateReset(&f->z) != Z_OK)
                return INFLATED_BROKEN;
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            return INFLATED_BROKEN;
        }
    }
    *n = room - f->z.avail_out;
    return INFLATED_OK;
}

static bool is_too_large(const struct inflated_file *f)
{
    return f->n_out > MAX_INFLATED ||
           (f->is_gzip && f->n_out > ALWAYS_ALLOWED &&
            f->n_out / MAX_RATIO > f->file_size);
}

static enum inflated_outcome read_in_place(struct inflated_file *f, char *to,
                                           size_t room, size_t *n)
{
    *n = 0;
    enum inflated_outcome outcome =
        f->is_gzip ? read_gzip(f, to, room, n) : read_file(f, to, room, n);
    f->n_out += *n;
    return outcome == INFLATED_OK && is_too_large(f) ? INFLATED_TOO_LARGE
                                                     : outcome;
}

/* ---- inflating ahead ---- */

/* In the other thread. A failure and the end are a block, too. */
static bool fill_block(void *context, void *slot, enum status *st)
{
    (void)st; /* the block says it */
    struct inflated_file *f = context;
    struct block *b = slot;
    if (f->is_last)
        return false;
    b->outcome = read_in_place(f, b->bytes, BLOCK_SIZE, &b->n);
    f->is_last = b->outcome != INFLATED_OK || b->n == 0;
    return true;
}

static void start_ahead(struct inflated_file *f)
{
    f->relay.context = f;
    f->relay.fill = fill_block;
    for (size_t i = 0; i < RELAY_SLOTS; i++)
        if (f->relay.slots[i] == NULL)
            f->relay.slots[i] = arena_take(f->arena, sizeof(struct block));
    f->is_last = false;
    f->block = NULL;
    f->is_ahead = relay_start(&f->relay);
    f->is_alone = !f->is_ahead;
}

static void stop_ahead(struct inflated_file *f)
{
    if (f->is_ahead)
        relay_stop(&f->relay);
    f->is_ahead = false;
}

static enum inflated_outcome take(struct inflated_file *f, char *to,
                                  size_t room, size_t *n)
{
    /* The last block, whose n is 0 if nothing went wrong, is never given
     * back. */
    if (f->block == NULL || (f->block->n > 0 && f->n_taken == f->block->n)) {
        f->block = relay_next(&f->relay);
        f->n_taken = 0;
    }
    *n = 0;
    if (f->block->outcome != INFLATED_OK)
        return f->block->outcome;
    size_t left = f->block->n - f->n_taken;
    *n = left < room ? left : room;
    memcpy(to, f->block->bytes + f->n_taken, *n);
    f->n_taken += *n;
    return INFLATED_OK;
}

/* ---- for the reader ---- */

enum inflated_outcome inflated_file_rewind(struct inflated_file *f)
{
    stop_ahead(f);
    f->at = 0;
    f->n_out = 0;
    f->in_member = false;
    f->z.avail_in = 0;
    if (f->is_gzip && inflateReset(&f->z) != Z_OK)
        return INFLATED_BROKEN;
    return INFLATED_OK;
}

void inflated_file_close(struct inflated_file *f)
{
    stop_ahead(f);
    if (f->is_gzip)
        inflateEnd(&f->z);
    close(f->fd);
}

enum inflated_outcome inflated_file_read(struct inflated_file *f, char *to,
                                         size_t room, size_t *n)
{
    if (!f->is_ahead && f->is_gzip && !f->is_alone && f->n_out >= AHEAD_FROM)
        start_ahead(f);
    return f->is_ahead ? take(f, to, room, n) : read_in_place(f, to, room, n);
}

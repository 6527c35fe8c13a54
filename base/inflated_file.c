/* inflated_file: the bytes of a file, inflated on the way when it is gzip. */
#include "base/inflated_file.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum { INPUT_SIZE = 65536, MAX_RATIO = 1000 };
static const size_t MAX_INFLATED = (size_t)1 << 30;
static const size_t ALWAYS_ALLOWED = (size_t)1 << 20; /* below any ratio */

struct inflated_file {
    FILE *file;
    size_t file_size, n_out;
    bool is_gzip, in_member;
    z_stream z;
    unsigned char *input; /* INPUT_SIZE bytes, only for gzip */
};

static bool looks_like_gzip(FILE *file)
{
    unsigned char magic[2];
    bool is_gzip =
        fread(magic, 1, 2, file) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
    return is_gzip;
}

enum inflated_outcome inflated_file_open(struct arena *a, const char *path,
                                         struct inflated_file **out)
{
    *out = NULL;
    struct inflated_file *f = arena_take(a, sizeof *f);
    f->file = fopen(path, "rb");
    if (f->file == NULL)
        return INFLATED_UNREADABLE;
    struct stat about;
    if (fstat(fileno(f->file), &about) != 0 || !S_ISREG(about.st_mode))
        goto refuse;
    f->file_size = (size_t)about.st_size;
    f->is_gzip = looks_like_gzip(f->file);
    /* 16: a gzip header and nothing else. */
    if (f->is_gzip)
        f->input = arena_take(a, INPUT_SIZE);
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

enum inflated_outcome inflated_file_rewind(struct inflated_file *f)
{
    if (fseek(f->file, 0, SEEK_SET) != 0)
        return INFLATED_UNREADABLE;
    clearerr(f->file);
    f->n_out = 0;
    f->in_member = false;
    f->z.avail_in = 0;
    if (f->is_gzip && inflateReset(&f->z) != Z_OK)
        return INFLATED_BROKEN;
    return INFLATED_OK;
}

void inflated_file_close(struct inflated_file *f)
{
    if (f->is_gzip)
        inflateEnd(&f->z);
    fclose(f->file);
}

/* More input for zlib; *n is 0 at the end of the file. */
static enum inflated_outcome refill(struct inflated_file *f, size_t *n)
{
    *n = fread(f->input, 1, INPUT_SIZE, f->file);
    if (ferror(f->file))
        return INFLATED_UNREADABLE;
    f->z.next_in = f->input;
    f->z.avail_in = (uInt)*n;
    return INFLATED_OK;
}

static enum inflated_outcome read_gzip(struct inflated_file *f, char *to,
                                       size_t room, size_t *n)
{
    if (room > INPUT_SIZE)
        room = INPUT_SIZE;
    f->z.next_out = (unsigned char *)to;
    f->z.avail_out = (uInt)room;
    while (f->z.avail_out == (uInt)room) {
        if (f->z.avail_in == 0) {
            size_t got;
            enum inflated_outcome outcome = refill(f, &got);
            if (outcome != INFLATED_OK)
                return outcome;
            if (got == 0 && f->in_member)
                return INFLATED_BROKEN; /* cut short */
            if (got == 0)
                break;
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

enum inflated_outcome inflated_file_read(struct inflated_file *f, char *to,
                                         size_t room, size_t *n)
{
    *n = 0;
    enum inflated_outcome outcome = INFLATED_OK;
    if (f->is_gzip)
        outcome = read_gzip(f, to, room, n);
    else
        *n = fread(to, 1, room, f->file);
    if (outcome == INFLATED_OK && ferror(f->file))
        outcome = INFLATED_UNREADABLE;
    f->n_out += *n;
    if (outcome == INFLATED_OK &&
        (f->n_out > MAX_INFLATED || (f->is_gzip && f->n_out > ALWAYS_ALLOWED &&
                                     f->n_out / MAX_RATIO > f->file_size)))
        outcome = INFLATED_TOO_LARGE;
    return outcome;
}

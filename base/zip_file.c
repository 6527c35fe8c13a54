/* zip_file: the members of a .zip (an .xlsx is one), read by name.
 *
 * Layout: PKWARE APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12
 * (central directory), 4.3.16 (end of central directory). */
#include "base/zip_file.h"

#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum {
    END_SIZE = 22,
    ENTRY_SIZE = 46,
    LOCAL_SIZE = 30,
    MAX_COMMENT = 65535,
    MAX_MEMBERS = 10000,
    MAX_DIRECTORY = 4 << 20,
    INPUT_SIZE = 65536,
    MAX_RATIO = 1000,
    STORED = 0,
    DEFLATED = 8,
    FLAG_ENCRYPTED = 1
};
static const uint64_t MAX_INFLATED = (uint64_t)1 << 30;
static const uint64_t ALWAYS_ALLOWED = (uint64_t)1 << 20; /* below any ratio */

struct entry {
    const char *name;
    unsigned flags, method;
    uint32_t crc;
    uint64_t packed, size, offset;
};

struct zip_file {
    FILE *file;
    uint64_t file_size;
    size_t n_entries;
    struct entry *entries;
};

struct zip_member {
    struct zip_file *zip;
    const struct entry *entry;
    uint64_t n_in, n_out; /* packed bytes read, bytes given out */
    uLong crc;
    bool is_inflating, is_at_end;
    z_stream z;
    unsigned char *input; /* packed bytes at hand, only when inflating */
    size_t input_size;
};

static unsigned u16(const unsigned char *p)
{
    return (unsigned)(p[0] | p[1] << 8);
}

static uint32_t u32(const unsigned char *p)
{
    return (uint32_t)u16(p) | (uint32_t)u16(p + 2) << 16;
}

static enum zip_outcome read_at(struct zip_file *z, uint64_t offset, void *to,
                                size_t n)
{
    if (offset > z->file_size || n > z->file_size - offset)
        return ZIP_BROKEN;
    if (fseek(z->file, (long)offset, SEEK_SET) != 0 ||
        fread(to, 1, n, z->file) != n)
        return ZIP_UNREADABLE;
    return ZIP_OK;
}

/* The end record stands last, behind it at most a comment. */
static enum zip_outcome find_end(struct arena *a, struct zip_file *z,
                                 unsigned char end[END_SIZE])
{
    if (z->file_size < END_SIZE)
        return ZIP_BROKEN;
    size_t n = END_SIZE + MAX_COMMENT;
    if (n > z->file_size)
        n = (size_t)z->file_size;
    unsigned char *tail = arena_take(a, n);
    enum zip_outcome outcome = read_at(z, z->file_size - n, tail, n);
    if (outcome != ZIP_OK)
        return outcome;
    for (size_t at = n - END_SIZE + 1; at-- > 0;) {
        if (memcmp(tail + at, "PK\005\006", 4) == 0 &&
            u16(tail + at + 20) <= n - at - END_SIZE) {
            memcpy(end, tail + at, END_SIZE);
            return ZIP_OK;
        }
    }
    return ZIP_BROKEN;
}

/* One entry of the central directory; *at moves behind it. */
static bool take_entry(struct arena *a, const unsigned char *bytes, size_t n,
                       size_t *at, struct entry *out)
{
    const unsigned char *p = bytes + *at;
    if (n - *at < ENTRY_SIZE || memcmp(p, "PK\001\002", 4) != 0)
        return false;
    size_t name = u16(p + 28), extra = u16(p + 30), comment = u16(p + 32);
    if (name + extra + comment > n - *at - ENTRY_SIZE)
        return false;
    *out = (struct entry){
        .name = arena_copy_n(a, (const char *)p + ENTRY_SIZE, name),
        .flags = u16(p + 8),
        .method = u16(p + 10),
        .crc = u32(p + 16),
        .packed = u32(p + 20),
        .size = u32(p + 24),
        .offset = u32(p + 42),
    };
    *at += ENTRY_SIZE + name + extra + comment;
    return true;
}

static enum zip_outcome read_directory(struct arena *a, struct zip_file *z)
{
    unsigned char end[END_SIZE] = {0};
    enum zip_outcome outcome = find_end(a, z, end);
    if (outcome != ZIP_OK)
        return outcome;
    size_t n_entries = u16(end + 10), n = u32(end + 12), at = 0;
    if (n_entries > MAX_MEMBERS || n > MAX_DIRECTORY)
        return ZIP_TOO_LARGE;
    unsigned char *bytes = arena_take(a, n);
    outcome = read_at(z, u32(end + 16), bytes, n);
    if (outcome != ZIP_OK)
        return outcome;
    z->entries = arena_take_array(a, n_entries, sizeof *z->entries);
    for (size_t i = 0; i < n_entries; i++) {
        if (!take_entry(a, bytes, n, &at, &z->entries[i]))
            return ZIP_BROKEN;
        z->n_entries++;
    }
    return ZIP_OK;
}

enum zip_outcome zip_file_open(struct arena *a, const char *path,
                               struct zip_file **out)
{
    struct stat about;
    struct zip_file *z = arena_take(a, sizeof *z);
    *out = NULL;
    z->file = fopen(path, "rb");
    if (z->file == NULL)
        return ZIP_UNREADABLE;
    enum zip_outcome outcome = ZIP_UNREADABLE;
    if (fstat(fileno(z->file), &about) == 0 && S_ISREG(about.st_mode)) {
        z->file_size = (uint64_t)about.st_size;
        outcome = read_directory(a, z);
    }
    if (outcome != ZIP_OK)
        zip_file_close(z);
    else
        *out = z;
    return outcome;
}

void zip_file_close(struct zip_file *z)
{
    fclose(z->file);
}

static const struct entry *find_entry(const struct zip_file *z,
                                      const char *name)
{
    for (size_t i = 0; i < z->n_entries; i++)
        if (text_equal(z->entries[i].name, name))
            return &z->entries[i];
    return NULL;
}

bool zip_file_has(const struct zip_file *z, const char *name)
{
    return find_entry(z, name) != NULL;
}

/* Puts the file at the first packed byte of the member. */
static enum zip_outcome find_data(struct zip_file *z, const struct entry *e)
{
    unsigned char local[LOCAL_SIZE] = {0};
    enum zip_outcome outcome = read_at(z, e->offset, local, sizeof local);
    if (outcome != ZIP_OK)
        return outcome;
    if (memcmp(local, "PK\003\004", 4) != 0)
        return ZIP_BROKEN;
    uint64_t data = e->offset + LOCAL_SIZE + u16(local + 26) + u16(local + 28);
    if (data > z->file_size || e->packed > z->file_size - data)
        return ZIP_BROKEN;
    return fseek(z->file, (long)data, SEEK_SET) == 0 ? ZIP_OK : ZIP_UNREADABLE;
}

enum zip_outcome zip_member_open(struct arena *a, struct zip_file *z,
                                 const char *name, struct zip_member **out)
{
    const struct entry *e = find_entry(z, name);
    *out = NULL;
    if (e == NULL)
        return ZIP_NO_MEMBER;
    if ((e->flags & FLAG_ENCRYPTED) != 0)
        return ZIP_ENCRYPTED;
    if (e->method != STORED && e->method != DEFLATED)
        return ZIP_BROKEN;
    if (e->method == STORED && e->packed != e->size)
        return ZIP_BROKEN;
    enum zip_outcome outcome = find_data(z, e);
    if (outcome != ZIP_OK)
        return outcome;
    struct zip_member *m = arena_take(a, sizeof *m);
    m->zip = z;
    m->entry = e;
    m->crc = crc32(0, NULL, 0);
    if (e->method == DEFLATED && inflateInit2(&m->z, -MAX_WBITS) != Z_OK)
        return ZIP_UNREADABLE;
    m->is_inflating = e->method == DEFLATED;
    m->input_size = e->packed < INPUT_SIZE ? (size_t)e->packed : INPUT_SIZE;
    if (m->is_inflating)
        m->input = arena_take(a, m->input_size);
    *out = m;
    return ZIP_OK;
}

/* Packed bytes into `to`; *n is 0 when there are no more. */
static enum zip_outcome read_packed(struct zip_member *m, void *to, size_t room,
                                    size_t *n)
{
    uint64_t left = m->entry->packed - m->n_in;
    *n = room < left ? room : (size_t)left;
    if (*n > 0 && fread(to, 1, *n, m->zip->file) != *n)
        return ZIP_UNREADABLE;
    m->n_in += *n;
    return ZIP_OK;
}

static enum zip_outcome inflate_some(struct zip_member *m, char *to,
                                     size_t room, size_t *n)
{
    uInt wanted = room > INPUT_SIZE ? INPUT_SIZE : (uInt)room;
    m->z.next_out = (unsigned char *)to;
    m->z.avail_out = wanted;
    while (m->z.avail_out == wanted && !m->is_at_end) {
        if (m->z.avail_in == 0) {
            size_t got;
            enum zip_outcome outcome =
                read_packed(m, m->input, m->input_size, &got);
            if (outcome != ZIP_OK)
                return outcome;
            if (got == 0)
                return ZIP_BROKEN; /* the stream has no end */
            m->z.next_in = m->input;
            m->z.avail_in = (uInt)got;
        }
        int result = inflate(&m->z, Z_NO_FLUSH);
        if (result == Z_STREAM_END)
            m->is_at_end = true;
        else if (result != Z_OK)
            return ZIP_BROKEN;
    }
    *n = wanted - m->z.avail_out;
    return ZIP_OK;
}

enum zip_outcome zip_member_read(struct zip_member *m, char *to, size_t room,
                                 size_t *n)
{
    const struct entry *e = m->entry;
    *n = 0;
    enum zip_outcome outcome = m->is_inflating ? inflate_some(m, to, room, n)
                                               : read_packed(m, to, room, n);
    if (outcome != ZIP_OK)
        return outcome;
    m->n_out += *n;
    m->crc = crc32(m->crc, (const Bytef *)to, (uInt)*n);
    if (m->n_out > MAX_INFLATED ||
        (m->n_out > ALWAYS_ALLOWED && m->n_out / MAX_RATIO > e->packed))
        return ZIP_TOO_LARGE;
    if (*n == 0 && (m->n_out != e->size || m->crc != e->crc))
        return ZIP_BROKEN;
    return ZIP_OK;
}

uint64_t zip_member_size(const struct zip_member *m)
{
    return m->entry->size;
}

void zip_member_close(struct zip_member *m)
{
    if (m->is_inflating)
        inflateEnd(&m->z);
}

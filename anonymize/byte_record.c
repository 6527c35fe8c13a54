/* byte_record: numbers and texts one after the other in a file of our own. */
#include "anonymize/byte_record.h"

#include "base/growing.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PRINT = 32 };

void record_put(struct byte_record *r, const void *bytes, size_t n)
{
    while (r->n + n > r->capacity)
        r->bytes = growing_array(r->bytes, r->capacity, &r->capacity, 1);
    if (n > 0)
        memcpy(r->bytes + r->n, bytes, n);
    r->n += n;
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

static void print_of(const unsigned char *bytes, size_t n,
                     unsigned char out[PRINT])
{
    static const char key[] = "ayumi record, one";
    crypto_generichash(out, PRINT, bytes, n, (const unsigned char *)key,
                       sizeof key - 1);
}

/* What is lost can be found out again: nobody waits for the disk, and a
 * failure is no message. */
bool byte_record_write(struct byte_record *r, const char *path)
{
    unsigned char print[PRINT];
    print_of(r->bytes, r->n, print);
    record_put(r, print, sizeof print);
    char *part = arena_format(r->arena, "%s.partial", path);
    int fd =
        open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return false;
    size_t done = 0;
    while (done < r->n) {
        ssize_t n = write(fd, r->bytes + done, r->n - done);
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    bool is_whole = close(fd) == 0 && done == r->n && rename(part, path) == 0;
    if (!is_whole)
        unlink(part);
    return is_whole;
}

static unsigned char *read_all(int fd, size_t n)
{
    unsigned char *bytes = malloc(n);
    size_t done = 0;
    if (bytes == NULL)
        arena_out_of_memory();
    while (done < n) {
        ssize_t got = read(fd, bytes + done, n - done);
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    if (done == n)
        return bytes;
    free(bytes);
    return NULL;
}

bool byte_record_read(struct byte_record *r, struct arena *a, const char *path)
{
    unsigned char print[PRINT];
    struct stat about;
    *r = (struct byte_record){.arena = a};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
        about.st_size >= PRINT) {
        r->capacity = (size_t)about.st_size;
        r->bytes = read_all(fd, r->capacity);
        r->n = r->bytes == NULL ? 0 : r->capacity - PRINT;
    }
    close(fd);
    if (r->bytes == NULL)
        return false;
    print_of(r->bytes, r->n, print);
    if (memcmp(print, r->bytes + r->n, PRINT) == 0)
        return true;
    byte_record_release(r);
    return false;
}

const void *record_take(struct byte_record *r, size_t n)
{
    if (r->is_broken || n > r->n - r->at) {
        r->is_broken = true;
        return NULL;
    }
    const void *here = r->bytes + r->at;
    r->at += n;
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

void byte_record_release(struct byte_record *r)
{
    free(r->bytes);
    r->bytes = NULL;
    r->n = r->at = r->capacity = 0;
}

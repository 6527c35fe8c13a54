/* audit: who looked at whom, when and why. */
#include "anonymize/audit.h"

#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How far the chain of a file's lines has been followed. */
struct chain {
    const struct keys *keys;
    unsigned char hash[AUDIT_HASH_SIZE]; /* of the last whole line */
    struct audit_check check;
    size_t whole_bytes; /* of the file: up to the end of that line */
};

static char *log_path(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER "/" AUDIT_FILE_NAME, study);
}

/* ------------------------------------------------------------------ a line */

static void line_hash(const struct chain *c, const char *line, size_t n,
                      unsigned char out[AUDIT_HASH_SIZE])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, c->keys->audit, SUB_KEY_SIZE,
                            AUDIT_HASH_SIZE);
    crypto_generichash_update(&state, c->hash, AUDIT_HASH_SIZE);
    crypto_generichash_update(&state, (const unsigned char *)line, n);
    crypto_generichash_final(&state, out, AUDIT_HASH_SIZE);
    sodium_memzero(&state, sizeof state);
}

/* Tabs and line feeds part the fields and lines; nothing else may. */
static char *one_line(struct arena *a, const char *text)
{
    char *line = arena_copy(a, text);
    for (char *at = line; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 127)
            *at = ' ';
    return line;
}

static const char *user_name(struct arena *a)
{
    const struct passwd *user = getpwuid(getuid());
    return user == NULL ? arena_format(a, "%lu", (unsigned long)getuid())
                        : one_line(a, user->pw_name);
}

static const char *time_now(struct arena *a)
{
    char text[32];
    struct tm parts;
    time_t now = time(NULL);
    gmtime_r(&now, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return arena_copy(a, text);
}

/* The line with its hash and line feed. */
static char *write_line(struct arena *a, const struct chain *c,
                        const struct audit_event *e)
{
    unsigned char hash[AUDIT_HASH_SIZE];
    char hex[AUDIT_HASH_TEXT];
    char *line =
        arena_format(a, "%zu\t%s\t%s\t%s\t%s\t%s\t", c->check.n_lines + 1,
                     time_now(a), user_name(a), one_line(a, e->action),
                     one_line(a, e->subject), one_line(a, e->detail));
    line_hash(c, line, strlen(line), hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return arena_format(a, "%s%s\n", line, hex);
}

/* --------------------------------------------------------------- the chain */

/* A line of the file, without its line feed. */
struct line {
    const char *text;
    size_t n;
};

static bool next_line(const char **at, const char *end, struct line *out)
{
    const char *feed = memchr(*at, '\n', (size_t)(end - *at));
    if (feed == NULL)
        return false;
    *out = (struct line){*at, (size_t)(feed - *at)};
    *at = feed + 1;
    return true;
}

/* 0: it has none. */
static unsigned long long number_of(struct line l)
{
    char *end;
    unsigned long long number = strtoull(l.text, &end, 10);
    return *end == '\t' ? number : 0;
}

/* Was it written behind the last line that was followed? */
static bool is_next(const struct chain *c, struct line l,
                    unsigned char hash[AUDIT_HASH_SIZE],
                    char hex[AUDIT_HASH_TEXT])
{
    enum { N_HEX = AUDIT_HASH_TEXT - 1 };
    if (l.n <= N_HEX || l.text[l.n - N_HEX - 1] != '\t' ||
        number_of(l) != c->check.n_lines + 1)
        return false;
    line_hash(c, l.text, l.n - N_HEX, hash);
    sodium_bin2hex(hex, AUDIT_HASH_TEXT, hash, AUDIT_HASH_SIZE);
    return sodium_memcmp(hex, l.text + l.n - N_HEX, N_HEX) == 0;
}

static bool stands_in(const char *at, const char *end, struct line wanted)
{
    struct line l;
    while (next_line(&at, end, &l))
        if (l.n == wanted.n && memcmp(l.text, wanted.text, l.n) == 0)
            return true;
    return false;
}

static bool next_stands_in(const struct chain *c, const char *at,
                           const char *end)
{
    unsigned char hash[AUDIT_HASH_SIZE];
    char hex[AUDIT_HASH_TEXT];
    struct line l;
    while (next_line(&at, end, &l))
        if (is_next(c, l, hash, hex))
            return true;
    return false;
}

/* What happened where the chain breaks. The line that belongs here stands
 * further down, or the one that stands here stood further up: moved. One line
 * stands where one belongs: changed. Otherwise lines are missing. */
static enum audit_fault fault_at(const struct chain *c, const char *bytes,
                                 struct line broken, const char *end)
{
    const char *after = broken.text + broken.n + 1;
    unsigned long long expected = c->check.n_lines + 1;
    unsigned long long number = number_of(broken);
    struct line next;
    if (next_stands_in(c, after, end) || stands_in(bytes, broken.text, broken))
        return AUDIT_MOVED;
    if (number <= expected ||
        (next_line(&after, end, &next) && number_of(next) == expected + 1))
        return AUDIT_CHANGED;
    return AUDIT_REMOVED;
}

static bool take_line(struct chain *c, struct line l, const char *expected)
{
    unsigned char hash[AUDIT_HASH_SIZE];
    char hex[AUDIT_HASH_TEXT];
    if (!is_next(c, l, hash, hex))
        return false;
    memcpy(c->hash, hash, sizeof hash);
    memcpy(c->check.last, hex, sizeof hex);
    c->check.has_expected = c->check.has_expected ||
                            (expected != NULL && strcmp(expected, hex) == 0);
    c->check.n_lines++;
    return true;
}

static void follow(struct chain *c, const char *bytes, size_t n,
                   const char *expected)
{
    const char *at = bytes, *end = bytes + n;
    struct line l;
    while (c->check.fault == AUDIT_WHOLE && next_line(&at, end, &l))
        if (take_line(c, l, expected))
            c->whole_bytes = (size_t)(at - bytes);
        else
            c->check.fault = fault_at(c, bytes, l, end);
    if (c->check.fault == AUDIT_WHOLE && at < end)
        c->check.fault = AUDIT_TORN;
    c->check.bad_line =
        c->check.fault == AUDIT_WHOLE ? 0 : c->check.n_lines + 1;
}

static enum status load(struct arena *a, const char *path, struct chain *c,
                        const char *expected)
{
    char *bytes = NULL;
    size_t n = 0;
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = path_is_private(path, false);
    if (st == STATUS_OK)
        st = file_read(a, path, &bytes, &n);
    if (st == STATUS_OK)
        follow(c, bytes, n, expected);
    return st;
}

enum status audit_verify(struct arena *a, const char *study,
                         const struct keys *k, const char *expected,
                         struct audit_check *out)
{
    struct chain c = {.keys = k};
    enum status st = load(a, log_path(a, study), &c, expected);
    if (st == STATUS_OK)
        *out = c.check;
    return st;
}

/* Fields: number, time, user, action, subject, detail, hash. */
static bool line_tells(const char *line, size_t n, const char *action,
                       const char *detail)
{
    enum { ACTION = 3, DETAIL = 5 };
    bool is_action = false;
    const char *end = line + n;
    for (size_t field = 0; field <= DETAIL; field++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line));
        if (tab == NULL)
            return false;
        size_t length = (size_t)(tab - line);
        const char *wanted = field == ACTION ? action : detail;
        bool is_wanted =
            strlen(wanted) == length && memcmp(line, wanted, length) == 0;
        if (field == ACTION)
            is_action = is_wanted;
        else if (field == DETAIL)
            return is_action && is_wanted;
        line = tab + 1;
    }
    return false;
}

enum status audit_tells(struct arena *a, const char *study, const char *action,
                        const char *detail, bool *tells)
{
    char *path = log_path(a, study);
    char *bytes = NULL;
    size_t n = 0;
    *tells = false;
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = file_read(a, path, &bytes, &n);
    const char *end;
    for (const char *at = bytes;
         st == STATUS_OK && !*tells &&
         (end = memchr(at, '\n', n - (size_t)(at - bytes))) != NULL;
         at = end + 1)
        *tells = line_tells(at, (size_t)(end - at), action, detail);
    return st;
}

/* --------------------------------------------------------------- appending */

static enum status failed(const char *path, int why)
{
    say_error("file.failed", path, strerror(why));
    return STATUS_IO;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return fsync(fd) == 0;
}

static bool sync_folder(struct arena *a, const char *study)
{
    int fd = open(arena_format(a, "%s/" IDENTITY_FOLDER, study),
                  O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool done = fsync(fd) == 0;
    close(fd);
    return done;
}

/* Behind the last whole line; a half line is taken back. */
static enum status write_at(struct arena *a, const char *study,
                            const struct chain *c, const char *line)
{
    char *path = log_path(a, study);
    int fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(path, errno);
    enum status st = STATUS_OK;
    off_t start = (off_t)c->whole_bytes;
    if (ftruncate(fd, start) != 0 || lseek(fd, start, SEEK_SET) != start ||
        !write_all(fd, line, strlen(line))) {
        st = failed(path, errno);
        if (ftruncate(fd, start) != 0)
            st = STATUS_IO;
    }
    if (close(fd) != 0 && st == STATUS_OK)
        st = failed(path, errno);
    if (st == STATUS_OK && c->check.n_lines == 0 && !sync_folder(a, study))
        st = failed(path, errno);
    return st;
}

enum status audit_append(struct arena *a, const char *study,
                         const struct keys *k, const struct audit_event *event)
{
    struct chain c = {.keys = k};
    char *path = log_path(a, study);
    enum status st = load(a, path, &c, NULL);
    if (st != STATUS_OK)
        return st;
    if (c.check.fault != AUDIT_WHOLE && c.check.fault != AUDIT_TORN) {
        say_error("audit.broken", path, c.check.bad_line);
        return STATUS_REFUSED;
    }
    return write_at(a, study, &c, write_line(a, &c, event));
}

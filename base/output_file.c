/* output_file: a file appears whole or not at all. */
#include "base/output_file.h"

#include "base/messages.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status failed(const char *path)
{
    say_error("file.failed", path, strerror(errno));
    return STATUS_IO;
}

static char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return arena_copy(a, ".");
    return slash == path ? arena_copy(a, "/")
                         : arena_copy_n(a, path, (size_t)(slash - path));
}

/* Dot first, so that folder_list never shows a half-written file. */
static char *temporary_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    return arena_format(a, "%.*s.%s.partial", (int)(name - path), path, name);
}

enum status output_file_reserve(struct output_file *out, struct arena *a,
                                const char *path, unsigned mode)
{
    enum status st = output_file_open(out, a, path, mode);
    if (st == STATUS_OK) {
        if (fclose(out->stream) != 0)
            st = failed(path);
        out->stream = NULL;
    }
    return st;
}

static int create(const char *path, unsigned mode)
{
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
}

enum status output_file_open(struct output_file *out, struct arena *a,
                             const char *path, unsigned mode)
{
    memset(out, 0, sizeof *out);
    out->path = arena_copy(a, path);
    out->temporary = temporary_of(a, path);
    int fd = create(out->temporary, mode);
    if (fd < 0 && errno == EEXIST && unlink(out->temporary) == 0)
        fd = create(out->temporary, mode);
    if (fd < 0)
        return failed(out->temporary);
    out->stream = fdopen(fd, "wb");
    if (out->stream == NULL) {
        enum status st = failed(out->temporary);
        close(fd);
        return st;
    }
    return STATUS_OK;
}

static bool sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = fsync(fd) == 0;
    int kept = errno;
    if (close(fd) != 0)
        return false;
    errno = kept;
    /* Some file systems can't sync a folder; nothing more can be done. */
    return good || errno == EINVAL;
}

static bool close_stream(FILE *stream)
{
    if (stream == NULL)
        return true;
    bool good = fflush(stream) == 0 && !ferror(stream);
    int kept = errno;
    bool closed = fclose(stream) == 0;
    if (!good)
        errno = kept;
    return good && closed;
}

enum status output_file_keep(struct output_file *out)
{
    FILE *stream = out->stream;
    out->stream = NULL;
    struct arena a;
    arena_init(&a);
    bool waits = !out->is_repeatable;
    /* A file put in another's place is written to the disk at once; one that
     * can be made again is not worth waiting for. */
    bool good =
        close_stream(stream) &&
        (waits || unlink(out->path) == 0 || errno == ENOENT) &&
        (!waits || sync_path(out->temporary, O_RDONLY)) &&
        rename(out->temporary, out->path) == 0 &&
        (!waits || sync_path(folder_of(&a, out->path), O_RDONLY | O_DIRECTORY));
    arena_release(&a);
    if (good)
        return STATUS_OK;
    enum status st = failed(out->path);
    unlink(out->temporary);
    return st;
}

void output_file_drop(struct output_file *out)
{
    if (out->stream != NULL)
        fclose(out->stream);
    out->stream = NULL;
    if (out->temporary != NULL)
        unlink(out->temporary);
}

enum status folder_make(const char *path, unsigned mode)
{
    if (path_is_folder(path))
        return STATUS_OK;
    struct arena a;
    arena_init(&a);
    char *parent = folder_of(&a, path);
    enum status st = STATUS_OK;
    if (strcmp(parent, path) != 0)
        st = folder_make(parent, mode);
    arena_release(&a);
    if (st == STATUS_OK && mkdir(path, (mode_t)mode) != 0 && errno != EEXIST)
        st = failed(path);
    return st;
}

bool path_exists(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

enum status path_look(const char *path, bool *exists)
{
    struct stat s;
    *exists = lstat(path, &s) == 0;
    return *exists || errno == ENOENT || errno == ENOTDIR ? STATUS_OK
                                                          : failed(path);
}

bool path_is_folder(const char *path)
{
    struct stat s;
    if (stat(path, &s) == 0)
        return S_ISDIR(s.st_mode);
    return errno != ENOENT && errno != ENOTDIR;
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* *entry: NULL after the last one. A folder that can't be read to its end is
 * not a shorter folder. */
static enum status next_entry(DIR *folder, const char *path,
                              const struct dirent **entry)
{
    errno = 0;
    *entry = readdir(folder);
    return *entry == NULL && errno != 0 ? failed(path) : STATUS_OK;
}

static enum status remove_children(struct arena *a, const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return failed(path);
    const struct dirent *entry;
    enum status st = next_entry(folder, path, &entry);
    while (st == STATUS_OK && entry != NULL) {
        if (!is_dots(entry->d_name))
            st = folder_remove(arena_format(a, "%s/%s", path, entry->d_name));
        if (st == STATUS_OK)
            st = next_entry(folder, path, &entry);
    }
    closedir(folder);
    return st;
}

enum status folder_remove(const char *path)
{
    struct stat s;
    if (lstat(path, &s) != 0)
        return errno == ENOENT ? STATUS_OK : failed(path);
    if (!S_ISDIR(s.st_mode))
        return unlink(path) == 0 ? STATUS_OK : failed(path);
    struct arena a;
    arena_init(&a);
    enum status st = remove_children(&a, path);
    arena_release(&a);
    if (st == STATUS_OK && rmdir(path) != 0)
        st = failed(path);
    return st;
}

static bool read_all(struct arena *a, FILE *f, char **bytes, size_t *n)
{
    size_t capacity = 65536;
    char *buffer = malloc(capacity);
    *n = 0;
    while (buffer != NULL) {
        size_t got = fread(buffer + *n, 1, capacity - *n, f);
        *n += got;
        if (*n < capacity)
            break;
        capacity *= 2;
        char *grown = realloc(buffer, capacity);
        if (grown == NULL) {
            free(buffer);
            buffer = NULL;
        } else {
            buffer = grown;
        }
    }
    bool good = buffer != NULL && !ferror(f);
    if (good)
        *bytes = arena_copy_n(a, buffer, *n);
    free(buffer);
    return good;
}

enum status file_read(struct arena *a, const char *path, char **bytes,
                      size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return failed(path);
    enum status st = STATUS_OK;
    if (!read_all(a, f, bytes, n))
        st = failed(path);
    fclose(f);
    return st;
}

enum status file_write(const char *path, const void *bytes, size_t n,
                       unsigned mode)
{
    struct arena a;
    struct output_file out;
    arena_init(&a);
    enum status st = output_file_open(&out, &a, path, mode);
    if (st == STATUS_OK) {
        if (n == 0 || fwrite(bytes, 1, n, out.stream) == n) {
            st = output_file_keep(&out);
        } else {
            st = failed(path);
            output_file_drop(&out);
        }
    }
    arena_release(&a);
    return st;
}

enum status file_copy(const char *from, const char *to)
{
    struct arena a;
    arena_init(&a);
    char *bytes;
    size_t n;
    enum status st = file_read(&a, from, &bytes, &n);
    if (st == STATUS_OK)
        st = file_write(to, bytes, n, 0644);
    arena_release(&a);
    return st;
}

struct listing {
    struct arena *arena;
    const char **names;
    size_t n, capacity, n_hidden;
};

static enum status list_below(struct listing *l, const char *folder,
                              const char *prefix);

static enum status list_entry(struct listing *l, const char *folder,
                              const char *prefix, const char *name)
{
    if (is_dots(name))
        return STATUS_OK;
    if (name[0] == '.' || text_starts_with(name, "~$")) {
        l->n_hidden++;
        return STATUS_OK;
    }
    char *path = arena_format(l->arena, "%s/%s", folder, name);
    char *relative = arena_format(l->arena, "%s%s", prefix, name);
    struct stat s;
    if (lstat(path, &s) != 0)
        return failed(path);
    if (S_ISDIR(s.st_mode))
        return list_below(l, path, arena_format(l->arena, "%s/", relative));
    if (S_ISREG(s.st_mode) || S_ISLNK(s.st_mode)) {
        l->names = arena_grow(l->arena, l->names, l->n, &l->capacity,
                              sizeof *l->names);
        l->names[l->n++] = relative;
    }
    return STATUS_OK;
}

static enum status list_below(struct listing *l, const char *folder,
                              const char *prefix)
{
    DIR *d = opendir(folder);
    if (d == NULL)
        return failed(folder);
    const struct dirent *entry;
    enum status st = next_entry(d, folder, &entry);
    while (st == STATUS_OK && entry != NULL) {
        st = list_entry(l, folder, prefix, entry->d_name);
        if (st == STATUS_OK)
            st = next_entry(d, folder, &entry);
    }
    closedir(d);
    return st;
}

/* macOS hands out names in NFD; the order must not depend on that. */
static int compare_nfc(const void *left, const void *right)
{
    struct arena a;
    arena_init(&a);
    int order = strcmp(text_nfc(&a, *(const char *const *)left),
                       text_nfc(&a, *(const char *const *)right));
    arena_release(&a);
    return order;
}

enum status folder_list(struct arena *a, const char *folder,
                        const char ***names, size_t *n_names, size_t *n_hidden)
{
    struct listing l = {.arena = a};
    enum status st = list_below(&l, folder, "");
    if (st != STATUS_OK)
        return st;
    if (l.n != 0)
        qsort(l.names, l.n, sizeof *l.names, compare_nfc);
    *names = l.names;
    *n_names = l.n;
    if (n_hidden != NULL)
        *n_hidden = l.n_hidden;
    return STATUS_OK;
}

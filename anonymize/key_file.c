/* key_file: the study's master key and the keys derived from it. */
#include "anonymize/key_file.h"

#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTEXT "ayumi_id" /* crypto_kdf: exactly eight characters */

static char *key_path(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER "/" KEY_FILE_NAME, study);
}

bool key_file_exists(struct arena *a, const char *study)
{
    struct stat found;
    return lstat(key_path(a, study), &found) == 0;
}

static enum status refuse_unless_private(const char *path,
                                         const struct stat *found, bool folder)
{
    bool right_kind =
        folder ? S_ISDIR(found->st_mode) : S_ISREG(found->st_mode);
    if (!right_kind || found->st_uid != geteuid()) {
        say_error("key.not_ours", path);
        return STATUS_REFUSED;
    }
    if ((found->st_mode & 077) != 0) {
        say_error(folder ? "key.folder_open" : "key.file_open", path, path);
        return STATUS_REFUSED;
    }
    return STATUS_OK;
}

enum status path_is_private(const char *path, bool folder)
{
    struct stat found;
    if (lstat(path, &found) != 0) {
        say_error("key.cannot_open", path, strerror(errno));
        return STATUS_REFUSED;
    }
    return refuse_unless_private(path, &found, folder);
}

struct keys *keys_derive(const unsigned char *master)
{
    struct keys *k = sodium_malloc(sizeof *k);
    if (k == NULL)
        return NULL;
    unsigned char *const parts[] = {k->seal, k->blind, k->pseudonym, k->token,
                                    k->pair, k->check, k->audit};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        crypto_kdf_derive_from_key(parts[i], SUB_KEY_SIZE, i + 1, CONTEXT,
                                   master);
    if (sodium_mprotect_readonly(k) != 0) {
        sodium_free(k);
        return NULL;
    }
    return k;
}

void keys_free(struct keys *k)
{
    sodium_free(k);
}

/* The whole key and not a byte more. */
static bool read_exactly(int fd, unsigned char *master)
{
    size_t have = 0;
    while (have < SUB_KEY_SIZE) {
        ssize_t n = read(fd, master + have, SUB_KEY_SIZE - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        have += (size_t)n;
    }
    unsigned char more;
    return read(fd, &more, 1) == 0;
}

static enum status read_key(int fd, const char *path, struct keys **out)
{
    struct stat found;
    if (fstat(fd, &found) != 0) {
        say_error("key.cannot_open", path, strerror(errno));
        return STATUS_REFUSED;
    }
    enum status st = refuse_unless_private(path, &found, false);
    if (st != STATUS_OK)
        return st;
    unsigned char *master = sodium_malloc(SUB_KEY_SIZE);
    if (master == NULL) {
        say_error("key.no_guarded_memory");
        return STATUS_REFUSED;
    }
    if (!read_exactly(fd, master)) {
        say_error("key.wrong_size", path);
        st = STATUS_REFUSED;
    } else if ((*out = keys_derive(master)) == NULL) {
        say_error("key.no_guarded_memory");
        st = STATUS_REFUSED;
    }
    sodium_free(master);
    return st;
}

enum status key_file_load(struct arena *a, const char *study, struct keys **out)
{
    *out = NULL;
    char *folder = arena_format(a, "%s/" IDENTITY_FOLDER, study);
    char *path = key_path(a, study);
    if (!key_file_exists(a, study)) {
        say_error("key.missing", path);
        return STATUS_REFUSED;
    }
    enum status st = path_is_private(folder, true);
    if (st != STATUS_OK)
        return st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        say_error("key.cannot_open", path, strerror(errno));
        return STATUS_REFUSED;
    }
    st = read_key(fd, path, out);
    close(fd);
    return st;
}

static bool write_exactly(int fd, const unsigned char *bytes, size_t n)
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

static bool fsync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool done = fsync(fd) == 0;
    close(fd);
    return done;
}

/* Under another name first: a key file is either whole or not there. link()
 * refuses where rename() would replace a key. */
static enum status write_key(const char *path, const char *temporary,
                             const char *folder)
{
    unlink(temporary);
    int fd = open(temporary,
                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        say_error("key.cannot_write", path, strerror(errno));
        return STATUS_IO;
    }
    unsigned char *master = sodium_malloc(SUB_KEY_SIZE);
    bool done = false;
    if (master != NULL) {
        randombytes_buf(master, SUB_KEY_SIZE);
        done = write_exactly(fd, master, SUB_KEY_SIZE);
        sodium_free(master);
    }
    done = close(fd) == 0 && done;
    enum status st = STATUS_OK;
    if (done && link(temporary, path) != 0 && errno == EEXIST) {
        say_error("key.exists", path);
        st = STATUS_REFUSED;
    } else if (!path_exists(path)) {
        say_error("key.cannot_write", path, strerror(errno));
        st = STATUS_IO;
    }
    unlink(temporary);
    if (st == STATUS_OK && !fsync_folder(folder)) {
        say_error("key.cannot_write", path, strerror(errno));
        st = STATUS_IO;
    }
    return st;
}

enum status key_file_create(struct arena *a, const char *study)
{
    char *folder = arena_format(a, "%s/" IDENTITY_FOLDER, study);
    char *path = key_path(a, study);
    if (key_file_exists(a, study)) {
        say_error("key.exists", path);
        return STATUS_REFUSED;
    }
    enum status st = folder_make(folder, 0700);
    if (st == STATUS_OK)
        st = path_is_private(folder, true);
    if (st == STATUS_OK)
        st = write_key(path, arena_format(a, "%s.new", path), folder);
    if (st == STATUS_OK)
        say("key.created", path);
    return st;
}

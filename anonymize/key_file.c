/* key_file: the study's key, and the keys derived from it. */
#include "anonymize/key_file.h"

#include "anonymize/passphrase.h"
#include "base/messages.h"
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONTEXT "ayumi_id" /* crypto_kdf: exactly eight characters */

static char *key_path(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER "/" KEY_FILE_NAME, study);
}

static char *key_folder(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER, study);
}

bool key_file_exists(struct arena *a, const char *study)
{
    return path_exists(key_path(a, study));
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

/* What the clerk keeps beside them is the clerk's; the folder closes it. */
enum status identity_is_private(struct arena *a, const char *study)
{
    static const char *const names[] = {"key", "vault.sqlite", "vault.stamp",
                                        "audit.log"};
    char *folder = key_folder(a, study);
    if (!path_exists(folder))
        return STATUS_OK;
    enum status st = path_is_private(folder, true);
    for (size_t i = 0; st == STATUS_OK && i < sizeof names / sizeof *names;
         i++) {
        char *path = arena_format(a, "%s/%s", folder, names[i]);
        if (path_exists(path))
            st = path_is_private(path, false);
    }
    return st;
}

/* ------------------------------------------------------------------ deriving
 */

static struct keys *no_memory(void)
{
    say_error("key.no_guarded_memory");
    return NULL;
}

/* Sub-key numbers are for ever; 1 was given to the wrapping key. */
struct keys *keys_of(const struct key_secret *secret)
{
    enum { WRAP = 1 };
    struct keys *k = sodium_malloc(sizeof *k);
    if (k == NULL)
        return no_memory();
    unsigned char *const parts[] = {k->blind,   k->pseudonym, k->token,
                                    k->pair,    k->check,     k->audit,
                                    k->content, k->form};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        crypto_kdf_derive_from_key(parts[i], SUB_KEY_SIZE, WRAP + 1 + i,
                                   CONTEXT, secret->root);
    k->n_wraps = secret->n_masters;
    for (size_t i = 0; i < secret->n_masters; i++) {
        k->wraps[i].version = secret->masters[i].version;
        crypto_kdf_derive_from_key(k->wraps[i].bytes, SUB_KEY_SIZE, WRAP,
                                   CONTEXT, secret->masters[i].bytes);
    }
    if (sodium_mprotect_readonly(k) != 0) {
        sodium_free(k);
        return no_memory();
    }
    return k;
}

struct keys *keys_derive(const unsigned char *root)
{
    struct key_secret *secret = key_secret_new();
    if (secret == NULL)
        return NULL;
    struct keys *k = NULL;
    if (key_bytes_open(root, KEY_SIZE, secret) == KEY_GOOD)
        k = keys_of(secret);
    sodium_free(secret);
    return k;
}

void keys_free(struct keys *k)
{
    sodium_free(k);
}

const unsigned char *keys_wrap(const struct keys *k, uint32_t version)
{
    for (size_t i = 0; i < k->n_wraps; i++)
        if (k->wraps[i].version == version)
            return k->wraps[i].bytes;
    return NULL;
}

uint32_t keys_newest(const struct keys *k)
{
    return k->wraps[k->n_wraps - 1].version;
}

/* ------------------------------------------------------------------- reading
 */

static enum status refuse(enum key_fault fault, const char *path)
{
    switch (fault) {
    case KEY_GOOD:
        return STATUS_OK;
    case KEY_WRONG_SIZE:
        say_error("key.wrong_size", path);
        break;
    case KEY_DAMAGED:
        say_error("key.damaged", path);
        break;
    case KEY_TOO_NEW:
        say_error("key.too_new", path);
        break;
    case KEY_WRONG_PASSPHRASE:
        say_error("key.wrong_passphrase", path);
        break;
    case KEY_NO_MEMORY:
        say_error("key.no_guarded_memory");
        break;
    }
    return STATUS_REFUSED;
}

/* The whole file and not a byte more. */
static enum status read_all(int fd, const char *path, unsigned char *bytes,
                            size_t *n)
{
    struct stat found;
    if (fstat(fd, &found) != 0) {
        say_error("key.cannot_open", path, strerror(errno));
        return STATUS_REFUSED;
    }
    enum status st = refuse_unless_private(path, &found, false);
    *n = 0;
    while (st == STATUS_OK) {
        ssize_t got = read(fd, bytes + *n, KEY_MAX_BYTES - *n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            say_error("key.cannot_open", path, strerror(errno));
            st = STATUS_IO;
        }
        if (got <= 0)
            break;
        *n += (size_t)got;
        if (*n == KEY_MAX_BYTES)
            st = refuse(KEY_WRONG_SIZE, path);
    }
    return st;
}

/* bytes: KEY_MAX_BYTES in guarded memory. */
static enum status read_file(struct arena *a, const char *study,
                             unsigned char *bytes, size_t *n)
{
    char *path = key_path(a, study);
    if (!key_file_exists(a, study)) {
        say_error("key.missing", path);
        return STATUS_REFUSED;
    }
    enum status st = path_is_private(key_folder(a, study), true);
    if (st != STATUS_OK)
        return st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        say_error("key.cannot_open", path, strerror(errno));
        return STATUS_REFUSED;
    }
    st = read_all(fd, path, bytes, n);
    close(fd);
    return st;
}

static enum passphrase_use holder_of(size_t n_shares, size_t holder)
{
    if (n_shares == 1)
        return PASSPHRASE_OF_KEY;
    return holder == 0 ? PASSPHRASE_OF_FIRST : PASSPHRASE_OF_SECOND;
}

static enum status open_lock(const char *path, const struct key_shares *shares,
                             struct key_secret *secret)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < shares->n; i++) {
        char *typed;
        st = passphrase_ask(holder_of(shares->n, i), &typed);
        if (st == STATUS_OK)
            st = refuse(
                key_share_open(typed, i, shares->bytes[i], secret->lock), path);
        passphrase_free(typed);
    }
    return st;
}

static enum status unlock(const char *path, const unsigned char *bytes,
                          size_t n, struct key_shares *shares,
                          struct key_secret *secret)
{
    enum status st = refuse(key_bytes_shares(bytes, n, shares), path);
    if (st == STATUS_OK)
        st = open_lock(path, shares, secret);
    if (st == STATUS_OK)
        st = refuse(key_bytes_open(bytes, n, secret), path);
    return st;
}

enum status key_file_unlock(struct arena *a, const char *study,
                            struct key_secret **secret,
                            struct key_shares *shares)
{
    size_t n;
    unsigned char *bytes = sodium_malloc(KEY_MAX_BYTES);
    struct key_secret *opened = key_secret_new();
    *secret = NULL;
    enum status st = bytes == NULL || opened == NULL
                         ? refuse(KEY_NO_MEMORY, "")
                         : read_file(a, study, bytes, &n);
    if (st == STATUS_OK)
        st = unlock(key_path(a, study), bytes, n, shares, opened);
    sodium_free(bytes);
    if (st == STATUS_OK)
        *secret = opened;
    else
        sodium_free(opened);
    return st;
}

enum status key_file_load(struct arena *a, const char *study, struct keys **out)
{
    struct key_secret *secret;
    struct key_shares shares;
    *out = NULL;
    enum status st = key_file_unlock(a, study, &secret, &shares);
    if (st != STATUS_OK)
        return st;
    *out = keys_of(secret);
    sodium_free(secret);
    return *out == NULL ? STATUS_REFUSED : STATUS_OK;
}

enum status key_file_guard(struct arena *a, const char *study,
                           enum key_guard *guard)
{
    size_t n;
    struct key_shares shares = {.n = 0};
    unsigned char *bytes = sodium_malloc(KEY_MAX_BYTES);
    enum status st = bytes == NULL ? refuse(KEY_NO_MEMORY, "")
                                   : read_file(a, study, bytes, &n);
    if (st == STATUS_OK)
        st = refuse(key_bytes_shares(bytes, n, &shares), key_path(a, study));
    sodium_free(bytes);
    *guard = (enum key_guard)shares.n;
    return st;
}

/* ------------------------------------------------------------------- writing
 */

enum status key_shares_ask(enum key_guard guard, struct key_secret *secret,
                           struct key_shares *shares)
{
    enum status st = STATUS_OK;
    unsigned char *share = sodium_malloc(KEY_SIZE);
    if (share == NULL)
        return refuse(KEY_NO_MEMORY, "");
    shares->n = (size_t)guard;
    randombytes_buf(secret->lock, KEY_SIZE);
    if (guard != KEY_UNGUARDED)
        memset(secret->lock, 0, KEY_SIZE);
    for (size_t i = 0; st == STATUS_OK && i < shares->n; i++) {
        char *typed;
        static const enum passphrase_use uses[2] = {PASSPHRASE_NEW_FIRST,
                                                    PASSPHRASE_NEW_SECOND};
        st = passphrase_ask(guard == KEY_OF_ONE ? PASSPHRASE_NEW : uses[i],
                            &typed);
        if (st != STATUS_OK)
            break;
        randombytes_buf(share, KEY_SIZE);
        st = refuse(key_share_seal(typed, i, share, shares->bytes[i]), "");
        passphrase_free(typed);
        for (size_t b = 0; b < KEY_SIZE; b++)
            secret->lock[b] ^= share[b];
    }
    sodium_free(share);
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

static enum status cannot_write(const char *path, int why)
{
    say_error("key.cannot_write", path, strerror(why));
    return STATUS_IO;
}

/* Under another name first: a key file is either whole or not there. */
static enum status write_temporary(const char *path, const char *temporary,
                                   const unsigned char *bytes, size_t n)
{
    unlink(temporary);
    int fd = open(temporary,
                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return cannot_write(path, errno);
    bool done = write_exactly(fd, bytes, n);
    int why = errno;
    if (close(fd) != 0 && done) {
        done = false;
        why = errno;
    }
    return done ? STATUS_OK : cannot_write(path, why);
}

/* link() refuses where rename() would replace a key. */
static enum status put_in_place(const char *path, const char *temporary,
                                bool replace)
{
    if ((replace ? rename(temporary, path) : link(temporary, path)) == 0)
        return STATUS_OK;
    if (errno != EEXIST)
        return cannot_write(path, errno);
    say_error("key.exists", path);
    return STATUS_REFUSED;
}

/* A second copy of a new key under another name is no success: then there is
 * none at all, and the same command can be given again. */
static enum status drop_second_name(const char *path, const char *temporary)
{
    if (unlink(temporary) == 0)
        return STATUS_OK;
    enum status st = cannot_write(temporary, errno);
    unlink(path);
    return st;
}

static enum status write_key(struct arena *a, const char *study,
                             const struct key_secret *secret,
                             const struct key_shares *shares, bool replace)
{
    char *path = key_path(a, study);
    char *temporary = arena_format(a, "%s.new", path);
    unsigned char *bytes = sodium_malloc(KEY_MAX_BYTES);
    if (bytes == NULL)
        return refuse(KEY_NO_MEMORY, "");
    size_t n = key_bytes_write(secret, shares, bytes);
    enum status st = write_temporary(path, temporary, bytes, n);
    sodium_free(bytes);
    if (st == STATUS_OK)
        st = put_in_place(path, temporary, replace);
    if (st != STATUS_OK)
        unlink(temporary);
    else if (!replace)
        st = drop_second_name(path, temporary);
    if (st == STATUS_OK && !fsync_folder(key_folder(a, study)))
        st = cannot_write(path, errno);
    return st;
}

enum status key_file_replace(struct arena *a, const char *study,
                             const struct key_secret *secret,
                             const struct key_shares *shares)
{
    return write_key(a, study, secret, shares, true);
}

static enum status create(struct arena *a, const char *study,
                          enum key_guard guard)
{
    struct key_shares shares = {.n = 0};
    struct key_secret *secret = key_secret_new();
    if (secret == NULL)
        return refuse(KEY_NO_MEMORY, "");
    key_secret_draw(secret);
    enum status st = key_shares_ask(guard, secret, &shares);
    if (st == STATUS_OK)
        st = write_key(a, study, secret, &shares, false);
    sodium_free(secret);
    return st;
}

enum status key_file_create(struct arena *a, const char *study,
                            enum key_guard guard)
{
    char *folder = key_folder(a, study);
    char *path = key_path(a, study);
    if (key_file_exists(a, study)) {
        say_error("key.exists", path);
        return STATUS_REFUSED;
    }
    enum status st = folder_make(folder, 0700);
    if (st == STATUS_OK)
        st = path_is_private(folder, true);
    if (st == STATUS_OK)
        st = create(a, study, guard);
    if (st == STATUS_OK)
        say("key.created", path);
    return st;
}

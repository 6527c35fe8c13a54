/* backup_command: `backup` and `restore`, a study in one encrypted file.
 *
 * A backup waits until nothing runs in the study and keeps new runs out while
 * it copies, so that vault, handover, answers and database belong together:
 * the restored study goes on with the same bytes. What a killed run left (a
 * journal) goes along and is repaired where it is restored. The clerk's lists
 * stay out: a copy of them would outlive their last day. */

#include "anonymize/backup_command.h"

#include "anonymize/backup_file.h"
#include "anonymize/expiring_list.h"
#include "anonymize/identity_lock.h"
#include "anonymize/passphrase.h"
#include "base/number_text.h"
#include "base/output_file.h"
#include "base/settings.h"
#include "base/study_lock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define RESEARCH_LOCK ".ayumi.lock"

enum { WAIT_SECONDS = 600, MOST_SECONDS = 86400, TRIES_A_SECOND = 5 };

const struct option backup_options[] = {
    {"--wait", "SECONDS", false,
     "ほかの実行が終わるのを待つ秒数（省略時は600、0なら待たない）",
     "how long to wait for a run that is going on (default 600; 0: not)"},
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

const struct option restore_options[] = {
    PASSPHRASE_OPTION,
    {NULL, NULL, false, NULL, NULL},
};

static enum status need_one_file(const struct invocation *in, const char *verb)
{
    if (in->n_operands == 1)
        return STATUS_OK;
    say_error("backup.one_file", verb);
    return STATUS_USAGE;
}

/* ---------------------------------------------------------------- both locks
 */

struct locks {
    int research, identity;
};

/* In the order in which a run takes them. */
static enum status try_locks(struct arena *a, const char *study,
                             struct locks *l)
{
    l->identity = -1;
    enum status st = study_lock(a, study, RESEARCH_LOCK, &l->research);
    if (st == STATUS_OK)
        st = study_lock(a, study, IDENTITY_LOCK, &l->identity);
    if (st != STATUS_OK) {
        study_unlock(l->research);
        l->research = -1;
    }
    return st;
}

static enum status wait_for_locks(struct arena *a, const char *study,
                                  int64_t seconds, struct locks *l)
{
    const struct timespec pause = {0, 1000000000 / TRIES_A_SECOND};
    bool is_busy = true;
    for (int64_t tries = seconds * TRIES_A_SECOND; tries > 0 && is_busy;
         tries--) {
        is_busy = study_is_locked(a, study, RESEARCH_LOCK) ||
                  study_is_locked(a, study, IDENTITY_LOCK);
        if (is_busy && tries == seconds * TRIES_A_SECOND)
            say("backup.waiting");
        if (is_busy)
            nanosleep(&pause, NULL);
    }
    return try_locks(a, study, l);
}

/* -------------------------------------------------------------------- backup
 */

/* true: a file that belongs to the study. */
static bool is_plain_file(const char *path)
{
    struct stat found;
    return lstat(path, &found) == 0 && S_ISREG(found.st_mode);
}

static enum status add_files(struct arena *a, const char *study,
                             struct backup_writer *w, size_t *n)
{
    const char **names;
    size_t n_names, n_links = 0;
    enum status st = folder_list(a, study, &names, &n_names, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        char *path = arena_format(a, "%s/%s", study, names[i]);
        if (list_is_expiring(a, names[i]))
            continue;
        if (!is_plain_file(path)) {
            n_links++;
            continue;
        }
        st = backup_add(w, names[i], path);
        *n += st == STATUS_OK;
    }
    if (st == STATUS_OK && n_links > 0)
        say_error("backup.links", n_links);
    return st;
}

static enum status write_backup(struct arena *a, const struct invocation *in,
                                const char *passphrase)
{
    struct backup_writer *w;
    size_t n = 0;
    const char *path = in->operands[0];
    enum status st = backup_create(a, path, passphrase, &w);
    if (st != STATUS_OK)
        return st;
    st = add_files(a, in->study, w, &n);
    if (st != STATUS_OK) {
        backup_drop(w);
        return st;
    }
    st = backup_keep(w);
    if (st == STATUS_OK)
        say("backup.written", n, path);
    return st;
}

static bool is_same_folder(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* A backup inside the study would be part of the next one: none of the
 * folders above it may be the study. */
static bool is_inside(struct arena *a, const char *study, const char *path)
{
    enum { DEEPEST = 64 };
    struct stat of_study, here, before = {0};
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL
                       ? arena_copy(a, ".")
                       : arena_copy_n(a, path, (size_t)(slash - path) + 1);
    if (stat(study, &of_study) != 0)
        return false;
    for (int i = 0; i < DEEPEST && stat(folder, &here) == 0; i++) {
        if (is_same_folder(&here, &of_study))
            return true;
        if (i > 0 && is_same_folder(&here, &before))
            return false;
        before = here;
        folder = arena_format(a, "%s/..", folder);
    }
    return false;
}

static enum status check_backup(struct arena *a, const struct invocation *in,
                                int64_t *seconds)
{
    struct settings settings;
    const char *wait = option_value(in, "--wait");
    *seconds = WAIT_SECONDS;
    enum status st = need_one_file(in, "backup");
    if (st != STATUS_OK)
        return st;
    if (wait != NULL && (!number_parse_integer(wait, seconds) || *seconds < 0 ||
                         *seconds > MOST_SECONDS)) {
        say_error("command.wrong_value", "--wait", "0-86400");
        return STATUS_USAGE;
    }
    st = settings_load_and_speak(a, in->study, in->language_given, &settings);
    if (st == STATUS_OK && is_inside(a, in->study, in->operands[0])) {
        say_error("backup.inside");
        st = STATUS_USAGE;
    }
    if (st == STATUS_OK && path_exists(in->operands[0])) {
        say_error("backup.exists", in->operands[0]);
        st = STATUS_REFUSED;
    }
    return st;
}

enum status run_backup(struct arena *a, const struct command *self,
                       void *invocation)
{
    const struct invocation *in = invocation;
    struct locks locks = {-1, -1};
    int64_t seconds;
    char *passphrase = NULL;
    (void)self;
    enum status st = check_backup(a, in, &seconds);
    if (st != STATUS_OK)
        return st;
    if (in->dry_run) {
        say("backup.would", in->operands[0]);
        return STATUS_OK;
    }
    st = passphrase_ask(PASSPHRASE_NEW_BACKUP, &passphrase);
    if (st == STATUS_OK)
        st = wait_for_locks(a, in->study, seconds, &locks);
    if (st == STATUS_OK)
        st = write_backup(a, in, passphrase);
    passphrase_free(passphrase);
    study_unlock(locks.identity);
    study_unlock(locks.research);
    return st;
}

/* ------------------------------------------------------------------- restore
 */

static enum status extract(struct arena *a, struct backup_reader *r,
                           const char *folder, const struct backup_entry *e)
{
    char *path = arena_format(a, "%s/%s", folder, e->name);
    char *parent = arena_copy_n(a, path, (size_t)(strrchr(path, '/') - path));
    enum status st = folder_make(parent, 0700);
    return st == STATUS_OK ? backup_extract(r, e, path) : st;
}

static enum status extract_all(struct arena *a, struct backup_reader *r,
                               const char *folder, size_t *n)
{
    struct backup_entry entry;
    bool found = true;
    enum status st = STATUS_OK;
    while (st == STATUS_OK && found) {
        st = backup_next(r, &entry, &found);
        if (st == STATUS_OK && found)
            st = extract(a, r, folder, &entry);
        *n += st == STATUS_OK && found;
    }
    return st;
}

/* Beside the study first: a half restored one never has its name. */
static enum status restore_to(struct arena *a, const struct invocation *in,
                              const char *folder, struct backup_reader *r)
{
    char *building = arena_format(a, "%s.restoring", folder);
    size_t n = 0;
    enum status st = folder_remove(building);
    if (st == STATUS_OK)
        st = folder_make(building, 0700);
    if (st == STATUS_OK)
        st = extract_all(a, r, building, &n);
    /* Only an empty folder gives way. */
    if (st == STATUS_OK && rmdir(folder) != 0 && errno != ENOENT) {
        say_error("file.failed", folder, strerror(errno));
        st = STATUS_IO;
    }
    if (st == STATUS_OK && rename(building, folder) != 0) {
        say_error("file.failed", folder, strerror(errno));
        st = STATUS_IO;
    }
    if (st != STATUS_OK)
        return status_worse(st, folder_remove(building));
    say("backup.restored", n, folder, in->operands[0]);
    return STATUS_OK;
}

static enum status need_empty(struct arena *a, const char *folder)
{
    const char **names;
    size_t n = 0, n_hidden = 0;
    enum status st = STATUS_OK;
    if (path_exists(folder) && !path_is_folder(folder))
        n = 1;
    else if (path_exists(folder))
        st = folder_list(a, folder, &names, &n, &n_hidden);
    if (st == STATUS_OK && n + n_hidden > 0) {
        say_error("backup.not_empty", folder);
        st = STATUS_REFUSED;
    }
    return st;
}

static char *without_slashes(struct arena *a, const char *folder)
{
    size_t n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    return arena_copy_n(a, folder, n);
}

enum status run_restore(struct arena *a, const struct command *self,
                        void *invocation)
{
    const struct invocation *in = invocation;
    struct backup_reader *r = NULL;
    char *passphrase = NULL;
    char *folder = without_slashes(a, in->study);
    (void)self;
    enum status st = need_one_file(in, "restore");
    if (st == STATUS_OK && strcmp(folder, ".") == 0) {
        say_error("command.needs_value", "restore", "--study", "DIR");
        st = STATUS_USAGE;
    }
    if (st == STATUS_OK)
        st = need_empty(a, folder);
    if (st != STATUS_OK)
        return st;
    if (in->dry_run) {
        say("backup.would_restore", in->operands[0], folder);
        return STATUS_OK;
    }
    st = passphrase_ask(PASSPHRASE_OF_BACKUP, &passphrase);
    if (st == STATUS_OK)
        st = backup_open(a, in->operands[0], passphrase, &r);
    passphrase_free(passphrase);
    if (st == STATUS_OK)
        st = restore_to(a, in, folder, r);
    backup_close(r);
    return st;
}

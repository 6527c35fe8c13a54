/* expiring_list: a list of names for the clerk, which does not stay. */
#include "anonymize/expiring_list.h"

#include "anonymize/audit.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/output_file.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define UNTIL "_until_"
#define HALF_MADE ".partial"

bool list_days(const char *asked, int *days)
{
    int64_t n = LIST_DAYS;
    if (asked != NULL && !number_parse_integer(asked, &n))
        return false;
    *days = (int)n;
    return n >= 1 && n <= LIST_MOST_DAYS;
}

bool list_name_is_plain(const char *name)
{
    size_t n = strlen(name);
    return n >= 1 && n <= 32 &&
           strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789-_") == n;
}

char *list_path(struct arena *a, const char *study, const char *kind,
                const char *name, struct date until)
{
    char iso[11];
    date_write_iso(until, iso);
    return arena_format(a, "%s/" IDENTITY_FOLDER "/%s_%s" UNTIL "%s.%s", study,
                        kind, name, iso,
                        strcmp(kind, DISCLOSURE_LIST) == 0 ? "html" : "csv");
}

static bool starts_with(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool is_of_kind(const char *name)
{
    return starts_with(name, CONTACT_LIST "_") ||
           starts_with(name, LABELS_LIST "_") ||
           starts_with(name, DISCLOSURE_LIST "_");
}

/* A list of ours, and its last day. */
static bool is_list(struct arena *a, const char *name, struct date *until)
{
    const char *at = strstr(name, UNTIL);
    if (at == NULL || !is_of_kind(name))
        return false;
    at += strlen(UNTIL);
    return strlen(at) > strlen("2024-07-14") &&
           (strcmp(at + 10, ".csv") == 0 || strcmp(at + 10, ".html") == 0) &&
           date_parse_iso(arena_copy_n(a, at, 10), until);
}

bool list_is_expiring(struct arena *a, const char *name)
{
    struct date until;
    return starts_with(name, IDENTITY_FOLDER "/") &&
           is_list(a, name + strlen(IDENTITY_FOLDER "/"), &until);
}

static enum status failed(const char *path)
{
    say_error("file.failed", path, strerror(errno));
    return STATUS_IO;
}

static enum status remove_list(struct arena *a, const char *study,
                               const struct keys *k, const char *name)
{
    const char *path =
        arena_format(a, "%s/" IDENTITY_FOLDER "/%s", study, name);
    const struct audit_event event = {"list_removed", "", name};
    enum status st = STATUS_OK;
    if (k != NULL)
        st = audit_append(a, study, k, &event);
    if (st != STATUS_OK || unlink(path) == 0 || errno == ENOENT)
        return st;
    return failed(path);
}

static bool is_half_made(const char *name)
{
    size_t n = strlen(name), ending = strlen(HALF_MADE);
    return name[0] == '.' && is_of_kind(name + 1) && n > ending &&
           strcmp(name + n - ending, HALF_MADE) == 0;
}

/* What a killed command left is nobody's list, and has no last day. */
static enum status remove_half_made(struct arena *a, const char *study,
                                    const struct keys *k)
{
    enum status st = STATUS_OK;
    const struct dirent *entry;
    char *path = arena_format(a, "%s/" IDENTITY_FOLDER, study);
    DIR *d = opendir(path);
    if (d == NULL)
        return failed(path);
    while (st == STATUS_OK && (errno = 0, entry = readdir(d)) != NULL)
        if (is_half_made(entry->d_name))
            st = remove_list(a, study, k, entry->d_name);
    if (st == STATUS_OK && errno != 0)
        st = failed(path);
    closedir(d);
    return st;
}

enum status lists_remove(struct arena *a, const char *study,
                         const struct keys *k, struct date today, bool all,
                         size_t *n)
{
    const char **names;
    size_t n_names;
    char *folder = arena_format(a, "%s/" IDENTITY_FOLDER, study);
    *n = 0;
    if (!path_exists(folder))
        return STATUS_OK;
    enum status st = remove_half_made(a, study, k);
    if (st == STATUS_OK)
        st = folder_list(a, folder, &names, &n_names, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        struct date until;
        if (!is_list(a, names[i], &until) ||
            (!all && date_compare(until, today) >= 0))
            continue;
        st = remove_list(a, study, k, names[i]);
        *n += st == STATUS_OK;
    }
    return st;
}

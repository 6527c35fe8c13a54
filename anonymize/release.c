/* release: a finished handover waits until an official has approved it. */
#include "anonymize/release.h"

#include "anonymize/audit.h"
#include "anonymize/confirmation.h"
#include "anonymize/folder_swap.h"
#include "anonymize/manifest.h"
#include "base/messages.h"
#include "base/output_file.h"

#include <string.h>

enum { SHORTEST_HASH = 16 };

static char *manifest_path(struct arena *a, const char *study,
                           const char *folder)
{
    return arena_format(a, "%s/%s/" HANDOVER_MANIFEST, study, folder);
}

static bool waits(const struct identity_run *r)
{
    return r->settings.handover_approval &&
           path_exists(manifest_path(r->arena, r->study, HANDOVER_WAITING));
}

static char *folder_path(const struct identity_run *r, bool waiting)
{
    return arena_format(r->arena, "%s/%s", r->study,
                        waiting ? HANDOVER_WAITING : HANDOVER_FOLDER);
}

char *release_folder(const struct identity_run *r)
{
    return folder_path(r, r->settings.handover_approval);
}

char *release_newest(const struct identity_run *r)
{
    return folder_path(r, waits(r));
}

enum status release_settle(struct identity_run *r)
{
    char waiting[FILE_HASH_SIZE], released[FILE_HASH_SIZE] = "";
    char *folder = arena_format(r->arena, "%s/" HANDOVER_WAITING, r->study);
    char *path = manifest_path(r->arena, r->study, HANDOVER_FOLDER);
    /* What waited while the settings asked for it is out of date. */
    if (!r->settings.handover_approval)
        return folder_remove(folder);
    enum status st =
        file_hash(manifest_path(r->arena, r->study, HANDOVER_WAITING), waiting);
    if (st == STATUS_OK && path_exists(path))
        st = file_hash(path, released);
    if (st == STATUS_OK && strcmp(waiting, released) == 0)
        st = folder_remove(folder);
    return st;
}

enum status release_say(const struct identity_run *r)
{
    char hash[FILE_HASH_SIZE];
    if (!waits(r))
        return STATUS_OK;
    enum status st =
        file_hash(manifest_path(r->arena, r->study, HANDOVER_WAITING), hash);
    if (st != STATUS_OK)
        return st;
    say_error("release.waiting", CONFIRMATION_FILE, hash);
    return STATUS_FINDINGS;
}

/* --------------------------------------------------------------- approving */

static bool is_hash(const char *typed)
{
    size_t n = strlen(typed);
    return n >= SHORTEST_HASH && n < FILE_HASH_SIZE &&
           strspn(typed, "0123456789abcdef") == n;
}

static enum status check_waiting(struct arena *a, const char *study,
                                 const char *typed, char hash[FILE_HASH_SIZE])
{
    bool whole = false;
    char *path = manifest_path(a, study, HANDOVER_WAITING);
    if (!path_exists(path)) {
        say_error("release.nothing_waits");
        return STATUS_REFUSED;
    }
    enum status st = file_hash(path, hash);
    if (st == STATUS_OK &&
        (!is_hash(typed) || strncmp(hash, typed, strlen(typed)) != 0)) {
        say_error("release.other_hash", CONFIRMATION_FILE);
        return STATUS_REFUSED;
    }
    if (st == STATUS_OK)
        st = manifest_outputs_are_whole(
            a, arena_format(a, "%s/" HANDOVER_WAITING, study), &whole);
    if (st == STATUS_OK && !whole) {
        say_error("release.changed");
        st = STATUS_REFUSED;
    }
    return st;
}

/* A study of indicators only has neither key nor log. */
static enum status note_approval(struct arena *a, const char *study,
                                 const char *hash)
{
    struct keys *keys = NULL;
    const struct audit_event event = {AUDIT_APPROVAL, "", hash};
    if (!key_file_exists(a, study))
        return STATUS_OK;
    enum status st = key_file_load(a, study, &keys);
    if (st == STATUS_OK)
        st = audit_append(a, study, keys, &event);
    keys_free(keys);
    return st;
}

enum status release_check_log(struct arena *a, const char *study)
{
    char hash[FILE_HASH_SIZE];
    bool tells = false;
    if (!path_exists(arena_format(
            a, "%s/" HANDOVER_FOLDER "/" HANDOVER_APPROVAL, study)))
        return STATUS_OK;
    enum status st = file_hash(manifest_path(a, study, HANDOVER_FOLDER), hash);
    if (st == STATUS_OK)
        st = audit_tells(a, study, AUDIT_APPROVAL, hash, &tells);
    if (st == STATUS_OK && !tells) {
        say_error("release.not_in_log", hash);
        st = STATUS_REFUSED;
    }
    return st;
}

static enum status write_approval(struct arena *a, const char *study,
                                  const char *hash)
{
    char *text = arena_format(a, "{\"manifest_sha256\": \"%s\"}\n", hash);
    return file_write(
        arena_format(a, "%s/" HANDOVER_WAITING "/" HANDOVER_APPROVAL, study),
        text, strlen(text), 0644);
}

enum status release_approve(struct arena *a, const char *study,
                            const char *hash)
{
    struct settings settings;
    char whole_hash[FILE_HASH_SIZE];
    char *folder = arena_format(a, "%s/" HANDOVER_FOLDER, study);
    enum status st = settings_load(a, study, &settings);
    if (st == STATUS_OK && !settings.handover_approval) {
        say_error("release.not_asked");
        return STATUS_USAGE;
    }
    if (st == STATUS_OK)
        st = folder_swap_recover(a, folder);
    if (st == STATUS_OK)
        st = check_waiting(a, study, hash, whole_hash);
    if (st == STATUS_OK)
        st = note_approval(a, study, whole_hash);
    if (st == STATUS_OK)
        st = write_approval(a, study, whole_hash);
    if (st == STATUS_OK)
        st = folder_swap_adopt(a, folder,
                               arena_format(a, "%s/" HANDOVER_WAITING, study));
    if (st == STATUS_OK)
        say("release.released", whole_hash);
    return st;
}

/* identity_run: one run of the identity room. */
#include "anonymize/identity_run.h"

#include "anonymize/checked_file.h"
#include "anonymize/confirmation.h"
#include "anonymize/consent_version.h"
#include "anonymize/leak_check.h"
#include "anonymize/manifest.h"
#include "anonymize/part_stamp.h"
#include "anonymize/release.h"
#include "base/codebook_strangers.h"
#include "base/command_line.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

enum status identity_run_open(struct identity_run *r, struct arena *a,
                              const struct invocation *in,
                              const struct date *as_of_asked)
{
    const char *study = in->study;
    memset(r, 0, sizeof *r);
    r->arena = a;
    r->study = study;
    r->corrections.arena = a;
    study_files_init(&r->files, a, &r->codebook);
    if (as_of_asked != NULL) {
        r->files.as_of = *as_of_asked;
        r->files.as_of_is_asked = true;
    }
    enum status st =
        settings_load_and_speak(a, study, in->language_given, &r->settings);
    if (st == STATUS_OK)
        st = codebook_load(a, codebook_shipped_folder(),
                           arena_format(a, "%s/codebook", study), &r->codebook);
    if (st == STATUS_OK)
        st = codebook_name_strangers(a, &r->codebook);
    if (st == STATUS_OK)
        st = name_variants_load(a, &r->codebook, &r->variants);
    if (st == STATUS_OK)
        st = study_files_list(&r->files, study);
    /* A study without an identity room keeps nothing. */
    const char *identity = arena_format(a, "%s/" IDENTITY_FOLDER, study);
    bool has_room = path_is_folder(identity);
    if (has_room)
        r->files.checked_folder =
            arena_format(a, "%s/" CHECKED_FOLDER, identity);
    study_files_may_spill(&r->files, has_room ? identity : NULL);
    return st;
}

enum status identity_run_close(struct identity_run *r)
{
    enum status st = STATUS_OK;
    if (r->vault != NULL) {
        vault_rollback(r->vault);
        st = vault_close(r->vault);
    }
    r->vault = NULL;
    keys_free(r->keys);
    r->keys = NULL;
    study_files_release(&r->files);
    return st;
}

/* --lang is for the screen; the files follow the study. */
static enum status write_review(struct identity_run *r)
{
    enum language of_screen = language_get();
    language_set(r->settings.language);
    enum status st = STATUS_OK;
    if (r->vault != NULL)
        st = review_write(&r->review, r->study);
    if (st == STATUS_OK)
        st = corrections_write(&r->corrections, &r->files, r->study);
    language_set(of_screen);
    return st;
}

enum status identity_run_commit(struct identity_run *r, bool is_matched)
{
    enum status st = STATUS_OK;
    if (r->vault != NULL)
        st = review_keep_settled(&r->review, r->arena, r->study);
    if (st == STATUS_OK && r->vault != NULL)
        st = vault_commit(r->vault);
    if (st == STATUS_OK && is_matched)
        st = write_review(r);
    return st;
}

static const char *text_of(struct arena *a, const struct delivered_file *f,
                           const char *const *texts, enum variable_role role)
{
    int at = kind_role(f->kind, role);
    return at < 0 || texts[at] == NULL ? "" : text_trim(a, texts[at]);
}

static bool is_contact(const struct delivered_file *f, const char *const *texts,
                       size_t variable)
{
    return f->kind->variables[variable]->role == ROLE_CONTACT &&
           texts[variable] != NULL && !text_is_blank(texts[variable]);
}

/* A line each. */
static const char *contact_of(struct arena *a, const struct delivered_file *f,
                              const char *const *texts)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < f->kind->n_variables; i++)
        if (is_contact(f, texts, i))
            n += strlen(texts[i]) + 1;
    char *all = arena_take(a, n + 1);
    for (size_t i = 0; n > 0 && i < f->kind->n_variables; i++) {
        if (!is_contact(f, texts, i))
            continue;
        const char *line = text_trim(a, texts[i]);
        size_t length = strlen(line);
        memcpy(all + at, line, length);
        at += length;
        all[at++] = '\n';
    }
    return all;
}

void row_person(struct arena *a, const struct delivered_file *f,
                const struct cell *birth, const struct cell *office,
                const char *const *texts, struct person_record *out)
{
    bool has_birth = birth != NULL && birth->state == CELL_VALUE;
    bool has_office = office != NULL && office->state == CELL_VALUE;
    *out = (struct person_record){
        .office = has_office ? arena_copy(a, office->clean) : f->office,
        .number = text_of(a, f, texts, ROLE_OFFICE_NUMBER),
        .name = text_of(a, f, texts, ROLE_NAME),
        .kana = text_of(a, f, texts, ROLE_KANA),
        .birth = has_birth ? arena_copy(a, birth->clean) : "",
        .contact = contact_of(a, f, texts),
    };
}

/* ---------------------------------------------------------------- unchanged */

/* Outside the handover stand what a handover depends on and may not name. */
static enum status private_hash(struct identity_run *r,
                                char out[FILE_HASH_SIZE])
{
    const char *const paths[] = {
        arena_format(r->arena, "%s/" REVIEW_FOLDER "/" REVIEW_FILE, r->study),
        arena_format(r->arena, "%s/" REVIEW_FOLDER "/" REVIEW_BOOK, r->study),
        arena_format(r->arena, "%s/name_variants.csv",
                     r->codebook.shipped_folder),
        arena_format(r->arena, "%s/codebook/name_variants.csv", r->study),
        arena_format(r->arena, "%s/codebook/" LEAK_EXCEPTIONS, r->study),
        arena_format(r->arena, "%s/" CONSENT_VERSIONS_FILE,
                     r->codebook.shipped_folder),
        arena_format(r->arena, "%s/codebook/" CONSENT_VERSIONS_FILE, r->study),
    };
    enum { N_PATHS = sizeof paths / sizeof paths[0] };
    char hashes[N_PATHS][FILE_HASH_SIZE] = {""};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < N_PATHS; i++)
        if (path_exists(paths[i]))
            st = file_hash(paths[i], hashes[i]);
    bytes_hash(hashes, sizeof hashes, out);
    return st;
}

static char *receipt_path(struct identity_run *r)
{
    return arena_format(r->arena, "%s/" IDENTITY_FOLDER "/last_handover",
                        r->study);
}

static enum status receipt_text(struct identity_run *r, char **text)
{
    char private[FILE_HASH_SIZE], manifest[FILE_HASH_SIZE];
    enum status st = private_hash(r, private);
    if (st == STATUS_OK)
        st = file_hash(
            arena_format(r->arena, "%s/" HANDOVER_MANIFEST, release_newest(r)),
            manifest);
    if (st == STATUS_OK)
        *text = arena_format(r->arena, "%s\n%s\n", manifest, private);
    return st;
}

enum status identity_run_is_unchanged(struct identity_run *r, bool *unchanged)
{
    char *wanted, *found;
    size_t n;
    bool has_receipt = path_exists(receipt_path(r));
    enum status st = manifest_is_current(r->arena, release_newest(r), &r->files,
                                         &r->settings, unchanged);
    *unchanged =
        *unchanged &&
        path_exists(arena_format(r->arena, "%s/" CONFIRMATION_FILE, r->study));
    if (st != STATUS_OK || !*unchanged)
        return st;
    if (!has_receipt) {
        /* Nothing about people was ever handed over. */
        *unchanged =
            !manifest_names_people(r->arena, release_newest(r), &r->codebook);
        return STATUS_OK;
    }
    *unchanged = false;
    if (!vault_exists(r->arena, r->study))
        return STATUS_OK;
    st = receipt_text(r, &wanted);
    if (st == STATUS_OK)
        st = file_read(r->arena, receipt_path(r), &found, &n);
    if (st == STATUS_OK)
        *unchanged = strcmp(wanted, found) == 0;
    return st;
}

enum status identity_run_remember(struct identity_run *r)
{
    char *text;
    if (r->parts != NULL)
        part_stamps_keep(&r->files, release_newest(r), r->parts);
    if (r->vault == NULL)
        return STATUS_OK;
    enum status st = receipt_text(r, &text);
    if (st == STATUS_OK)
        st = file_write(receipt_path(r), text, strlen(text), 0600);
    return st;
}

/* An empty receipt is that of no handover. */
enum status identity_run_forget(struct identity_run *r)
{
    enum status st = checked_files_forget(r->arena, r->study);
    if (st != STATUS_OK)
        return st;
    return file_write(receipt_path(r), "", 0, 0600);
}

enum status identity_threshold(const struct identity_run *r, const char *name,
                               double *out)
{
    if (codebook_threshold(&r->codebook, name, r->files.as_of, out))
        return STATUS_OK;
    say_error("match.no_threshold", name);
    return STATUS_USAGE;
}

/* manifest: handover/manifest.json, written last. */
#include "anonymize/manifest.h"

#include "anonymize/part_stamp.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/self_hash.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

bool column_may_cross(const struct variable *v)
{
    return role_may_cross(v->role);
}

bool cell_may_cross(const struct file_kind *k, const struct variable *v)
{
    bool is_free_text_of_people =
        k->people != PEOPLE_NONE && v->type == TYPE_TEXT;
    return column_may_cross(v) && !is_free_text_of_people;
}

static json_t *text_or_null(const char *text)
{
    return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

static json_t *date_or_null(bool has_date, struct date d)
{
    char iso[11];
    if (!has_date)
        return json_null();
    date_write_iso(d, iso);
    return json_string(iso);
}

static json_t *columns_of(const struct delivered_file *f)
{
    json_t *columns = json_object();
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        char letters[8];
        if (f->variable_column[i] < 0)
            continue;
        column_letters((size_t)f->variable_column[i], letters);
        json_object_set_new(columns, f->kind->variables[i]->name,
                            json_string(letters));
    }
    return columns;
}

static json_t *absent_of(const struct delivered_file *f)
{
    json_t *absent = json_array();
    for (size_t i = 0; i < f->kind->n_variables; i++)
        if (f->variable_column[i] < 0 &&
            column_may_cross(f->kind->variables[i]))
            json_array_append_new(absent,
                                  json_string(f->kind->variables[i]->name));
    return absent;
}

static json_t *file_entry(const struct delivered_file *f)
{
    bool has_columns = f->refused == NULL && f->kind != NULL;
    json_t *e = json_object();
    json_object_set_new(e, "number", json_integer((json_int_t)f->number));
    json_object_set_new(e, "name", json_string(f->name));
    json_object_set_new(e, "sheet", text_or_null(f->sheet));
    json_object_set_new(e, "sha256", json_string(f->hash));
    json_object_set_new(e, "kind",
                        text_or_null(f->kind == NULL ? NULL : f->kind->kind));
    json_object_set_new(e, "encoding", text_or_null(f->encoding));
    json_object_set_new(e, "refused", text_or_null(f->refused));
    json_object_set_new(e, "delivered",
                        date_or_null(f->has_delivered, f->delivered));
    json_object_set_new(e, "columns",
                        has_columns ? columns_of(f) : json_object());
    json_object_set_new(e, "absent", has_columns ? absent_of(f) : json_array());
    return e;
}

static enum status hash_into(json_t *object, const char *key, struct arena *a,
                             const char *folder, const char *name)
{
    char hash[FILE_HASH_SIZE];
    enum status st = file_hash(arena_format(a, "%s/%s", folder, name), hash);
    if (st == STATUS_OK)
        json_object_set_new(object, key, json_string(hash));
    return st;
}

size_t manifest_part_rows(const struct manifest_part *p)
{
    return p->n_named + p->n_counted + p->n_nobody;
}

char *manifest_part_path(struct arena *a, const struct delivered_file *f)
{
    return arena_format(a, "%s_%s.%04zu.csv", f->kind->kind, f->kind->table,
                        f->number);
}

static enum status add_parts(json_t *root, struct arena *a, const char *folder,
                             const struct manifest_parts *parts)
{
    json_t *list = json_array();
    enum status st = STATUS_OK;
    json_object_set_new(root, "parts", list);
    for (size_t i = 0; st == STATUS_OK && i < parts->n; i++) {
        struct manifest_part *p = &parts->list[i];
        const struct file_kind *k = p->file->kind;
        json_t *e = json_object();
        json_array_append_new(list, e);
        json_object_set_new(e, "file",
                            json_integer((json_int_t)p->file->number));
        json_object_set_new(e, "kind", json_string(k->kind));
        json_object_set_new(e, "table", json_string(k->table));
        json_object_set_new(e, "path", json_string(p->path));
        json_object_set_new(e, "rows",
                            json_integer((json_int_t)manifest_part_rows(p)));
        if (*p->sha256 == '\0')
            st =
                file_hash(arena_format(a, "%s/%s", folder, p->path), p->sha256);
        json_object_set_new(e, "sha256", json_string(p->sha256));
    }
    return st;
}

/* What the leak check looked at: a reader sees that it was made. */
static json_t *leaks_entry(const struct leak_result *leaks)
{
    json_t *e = json_object();
    json_t *excepted = json_array();
    json_object_set_new(e, "rule", json_integer(LEAK_RULE));
    json_object_set_new(e, "values", json_integer((json_int_t)leaks->n_values));
    json_object_set_new(e, "cells", json_integer((json_int_t)leaks->n_cells));
    json_object_set_new(e, "hits", json_integer(0));
    json_object_set_new(e, "excepted", excepted);
    for (size_t i = 0; i < leaks->n_excepted; i++)
        json_array_append_new(excepted, json_string(leaks->excepted[i]));
    return e;
}

enum status manifest_write(struct identity_run *r, const char *folder,
                           const struct manifest_parts *parts,
                           const struct leak_result *leaks)
{
    struct arena *a = r->arena;
    const struct study_files *s = &r->files;
    const struct settings *settings = &r->settings;
    json_t *root = json_object();
    json_t *files = json_array();
    json_object_set_new(root, "format", json_integer(HANDOVER_FORMAT));
    json_object_set_new(root, "program", json_string(AYUMI_VERSION));
    json_object_set_new(root, "as_of", date_or_null(true, s->as_of));
    json_object_set_new(root, "as_of_asked",
                        date_or_null(s->as_of_is_asked, s->as_of));
    json_object_set_new(root, "codebook", json_string(s->codebook->version));
    json_object_set_new(root, "settings", json_string(settings->hash));
    json_object_set_new(root, "files", files);
    for (size_t i = 0; i < s->n_files; i++)
        json_array_append_new(files, file_entry(&s->files[i]));
    enum status st = add_parts(root, a, folder, parts);
    if (st == STATUS_OK)
        st = hash_into(root, "findings_sha256", a, folder, HANDOVER_FINDINGS);
    if (st == STATUS_OK)
        st = hash_into(root, "balance_sha256", a, folder, HANDOVER_BALANCE);
    if (st == STATUS_OK)
        st = hash_into(root, "repairs_sha256", a, folder, HANDOVER_REPAIRS);
    if (st == STATUS_OK)
        st = hash_into(root, "known_sha256", a, folder, HANDOVER_KNOWN);
    if (st == STATUS_OK)
        st = hash_into(root, "pseudonyms_sha256", a, folder,
                       HANDOVER_PSEUDONYMS);
    if (st == STATUS_OK)
        st = hash_into(root, "links_sha256", a, folder, HANDOVER_LINKS);
    json_object_set_new(root, "leak_check", leaks_entry(leaks));
    json_object_set_new(root, SELF_HASH_KEY, json_string(SELF_HASH_BLANK));
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    json_decref(root);
    if (st == STATUS_OK) {
        char *lines = arena_format(a, "%s\n", text);
        self_hash_write(lines, strlen(lines));
        st = file_write(arena_format(a, "%s/" HANDOVER_MANIFEST, folder), lines,
                        strlen(lines), 0644);
    }
    free(text);
    return st;
}

/* ------------------------------------------------------------- comparing */

/* NULL when it is missing or not as it was written. */
static json_t *load_manifest(struct arena *a, const char *folder)
{
    char *path = arena_format(a, "%s/" HANDOVER_MANIFEST, folder);
    char *bytes;
    size_t n;
    if (!path_exists(path) || file_read(a, path, &bytes, &n) != STATUS_OK ||
        !self_hash_is_right(bytes, n))
        return NULL;
    return json_loadb(bytes, n, JSON_REJECT_DUPLICATES, NULL);
}

static bool says(const json_t *object, const char *key, const char *wanted)
{
    const char *found = json_string_value(json_object_get(object, key));
    return found != NULL && strcmp(found, wanted) == 0;
}

static bool as_of_is_same(const json_t *root, const struct study_files *s)
{
    char iso[11];
    if (!s->as_of_is_asked)
        return json_is_null(json_object_get(root, "as_of_asked"));
    date_write_iso(s->as_of, iso);
    return says(root, "as_of_asked", iso);
}

static bool files_are_same(const json_t *root, const struct study_files *s)
{
    const json_t *files = json_object_get(root, "files");
    bool same = json_array_size(files) == s->n_files;
    for (size_t i = 0; same && i < s->n_files; i++) {
        const json_t *e = json_array_get(files, i);
        const char *sheet = json_string_value(json_object_get(e, "sheet"));
        same = says(e, "name", s->files[i].name) &&
               strcmp(sheet == NULL ? "" : sheet, s->files[i].sheet) == 0 &&
               says(e, "sha256", s->files[i].hash);
    }
    return same;
}

/* A missing or changed file makes a new handover, not an error. */
static enum status still_has(struct arena *a, const char *folder,
                             const json_t *object, const char *key,
                             const char *name, bool *same)
{
    char hash[FILE_HASH_SIZE];
    char *path = arena_format(a, "%s/%s", folder, name == NULL ? "" : name);
    *same =
        *same && name != NULL && strchr(name, '/') == NULL && path_exists(path);
    if (!*same)
        return STATUS_OK;
    enum status st = file_hash(path, hash);
    *same = st == STATUS_OK && says(object, key, hash);
    return st;
}

/* s: what stamps of parts are asked; NULL: every byte is read. */
static enum status parts_are_same(struct arena *a, const struct study_files *s,
                                  const char *folder, const json_t *parts,
                                  bool *same)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && *same && i < json_array_size(parts);
         i++) {
        const json_t *e = json_array_get(parts, i);
        const char *path = json_string_value(json_object_get(e, "path"));
        const char *hash = json_string_value(json_object_get(e, "sha256"));
        json_int_t n = json_integer_value(json_object_get(e, "file"));
        bool is_listed = s != NULL && path != NULL && hash != NULL && n >= 1 &&
                         (size_t)n <= s->n_files;
        if (is_listed &&
            part_stamp_holds(s, &s->files[n - 1], folder, path, hash))
            continue;
        st = still_has(a, folder, e, "sha256", path, same);
    }
    return st;
}

static enum status outputs_are_same(struct arena *a,
                                    const struct study_files *s,
                                    const char *folder, const json_t *root,
                                    bool *same)
{
    enum status st =
        still_has(a, folder, root, "findings_sha256", HANDOVER_FINDINGS, same);
    if (st == STATUS_OK)
        st = still_has(a, folder, root, "balance_sha256", HANDOVER_BALANCE,
                       same);
    if (st == STATUS_OK)
        st = still_has(a, folder, root, "repairs_sha256", HANDOVER_REPAIRS,
                       same);
    if (st == STATUS_OK)
        st = still_has(a, folder, root, "known_sha256", HANDOVER_KNOWN, same);
    if (st == STATUS_OK)
        st = still_has(a, folder, root, "pseudonyms_sha256",
                       HANDOVER_PSEUDONYMS, same);
    if (st == STATUS_OK)
        st = still_has(a, folder, root, "links_sha256", HANDOVER_LINKS, same);
    if (st == STATUS_OK)
        st = parts_are_same(a, s, folder, json_object_get(root, "parts"), same);
    return st;
}

enum status manifest_is_current(struct arena *a, const char *folder,
                                const struct study_files *s,
                                const struct settings *settings, bool *current)
{
    json_t *root = load_manifest(a, folder);
    enum status st = STATUS_OK;
    *current = root != NULL && says(root, "program", AYUMI_VERSION) &&
               json_integer_value(json_object_get(root, "format")) ==
                   HANDOVER_FORMAT &&
               says(root, "codebook", s->codebook->version) &&
               says(root, "settings", settings->hash) &&
               as_of_is_same(root, s) && files_are_same(root, s);
    if (*current)
        st = outputs_are_same(a, s, folder, root, current);
    json_decref(root);
    return st;
}

enum status manifest_outputs_are_whole(struct arena *a, const char *folder,
                                       bool *whole)
{
    json_t *root = load_manifest(a, folder);
    enum status st = STATUS_OK;
    *whole = root != NULL;
    if (*whole)
        st = outputs_are_same(a, NULL, folder, root, whole);
    json_decref(root);
    return st;
}

static bool has_file(const json_t *files, const struct delivered_file *f)
{
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *e = json_array_get(files, i);
        if (says(e, "name", f->name) && says(e, "sha256", f->hash))
            return true;
    }
    return false;
}

void manifest_mark_new(struct arena *a, const char *folder,
                       struct study_files *s)
{
    json_t *root = load_manifest(a, folder);
    const json_t *files = json_object_get(root, "files");
    for (size_t i = 0; root != NULL && i < s->n_files; i++)
        s->files[i].is_new = !has_file(files, &s->files[i]);
    json_decref(root);
}

bool manifest_names_people(struct arena *a, const char *folder,
                           const struct codebook *c)
{
    json_t *root = load_manifest(a, folder);
    const json_t *files = json_object_get(root, "files");
    bool any = false;
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *e = json_array_get(files, i);
        const char *kind = json_string_value(json_object_get(e, "kind"));
        const struct file_kind *k =
            kind == NULL ? NULL : codebook_kind(c, kind);
        any = any || (k != NULL && k->people != PEOPLE_NONE &&
                      json_is_null(json_object_get(e, "refused")));
    }
    json_decref(root);
    return any;
}

/* manifest: what the identity room handed over. */
#include "pipeline/manifest.h"

#include "base/handover.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/self_hash.h"

#include <jansson.h>
#include <string.h>

static const char *text_of(struct arena *a, const json_t *object,
                           const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? NULL : arena_copy(a, text);
}

/* Where a text must stand, an absent one becomes empty and is caught by the
 * hash check or the codebook later. */
static const char *needed_text(struct arena *a, const json_t *object,
                               const char *key)
{
    const char *text = text_of(a, object, key);
    return text == NULL ? "" : text;
}

static void read_columns(struct arena *a, json_t *columns,
                         struct manifest_file *f)
{
    f->columns =
        arena_take_array(a, json_object_size(columns), sizeof *f->columns);
    const char *variable;
    json_t *letter;
    json_object_foreach(columns, variable, letter)
    {
        const char *text = json_string_value(letter);
        f->columns[f->n_columns++] = (struct manifest_column){
            arena_copy(a, variable), arena_copy(a, text == NULL ? "" : text)};
    }
}

static void read_absent(struct arena *a, const json_t *absent,
                        struct manifest_file *f)
{
    f->absent = arena_take_array(a, json_array_size(absent), sizeof *f->absent);
    for (size_t i = 0; i < json_array_size(absent); i++) {
        const char *text = json_string_value(json_array_get(absent, i));
        if (text != NULL)
            f->absent[f->n_absent++] = arena_copy(a, text);
    }
}

static void read_file(struct arena *a, const json_t *item,
                      struct manifest_file *f)
{
    f->number = (int)json_integer_value(json_object_get(item, "number"));
    f->name = needed_text(a, item, "name");
    const char *sheet = text_of(a, item, "sheet");
    f->file = f->name;
    f->sheet = sheet == NULL ? "" : sheet;
    if (sheet != NULL)
        f->name = arena_format(a, "%s[%s]", f->name, sheet);
    f->kind = text_of(a, item, "kind");
    f->encoding = text_of(a, item, "encoding");
    f->refused = text_of(a, item, "refused");
    f->delivered = text_of(a, item, "delivered");
    f->sha256 = needed_text(a, item, "sha256");
    read_columns(a, json_object_get(item, "columns"), f);
    read_absent(a, json_object_get(item, "absent"), f);
}

static void read_files(struct arena *a, const json_t *files, struct manifest *m)
{
    m->n_files = json_array_size(files);
    m->files = arena_take_array(a, m->n_files, sizeof *m->files);
    for (size_t i = 0; i < m->n_files; i++)
        read_file(a, json_array_get(files, i), &m->files[i]);
}

static void read_parts(struct arena *a, const json_t *parts, struct manifest *m)
{
    m->n_parts = json_array_size(parts);
    m->parts = arena_take_array(a, m->n_parts, sizeof *m->parts);
    for (size_t i = 0; i < m->n_parts; i++) {
        const json_t *item = json_array_get(parts, i);
        struct manifest_part *t = &m->parts[i];
        t->file = (int)json_integer_value(json_object_get(item, "file"));
        t->kind = needed_text(a, item, "kind");
        t->table = needed_text(a, item, "table");
        t->path = needed_text(a, item, "path");
        t->sha256 = needed_text(a, item, "sha256");
        t->n_rows = json_integer_value(json_object_get(item, "rows"));
    }
}

static enum status broken(const char *path)
{
    say_error("handover.broken", path);
    return STATUS_UNREADABLE;
}

static enum status check_hash(struct arena *a, const char *folder,
                              const char *name, const char *expected)
{
    char got[FILE_HASH_SIZE];
    const char *path = arena_format(a, "%s/%s", folder, name);
    if (strchr(name, '/') != NULL || !path_exists(path))
        return broken(path);
    enum status st = file_hash(path, got);
    if (st == STATUS_OK && strcmp(got, expected) != 0)
        st = broken(path);
    return st;
}

static enum status check_lists(struct arena *a, const char *folder,
                               const json_t *root)
{
    static const char *const names[][2] = {
        {HANDOVER_FINDINGS, "findings_sha256"},
        {HANDOVER_BALANCE, "balance_sha256"},
        {HANDOVER_REPAIRS, "repairs_sha256"},
        {HANDOVER_KNOWN, "known_sha256"},
        {HANDOVER_PSEUDONYMS, "pseudonyms_sha256"}};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < 5; i++)
        st = check_hash(a, folder, names[i][0],
                        needed_text(a, root, names[i][1]));
    /* A handover need not say how sure its links are. */
    const char *links =
        json_string_value(json_object_get(root, "links_sha256"));
    if (st == STATUS_OK && links != NULL)
        st = check_hash(a, folder, HANDOVER_LINKS, links);
    return st;
}

static enum status read_root(struct arena *a, const char *folder,
                             const char *path, const json_t *root,
                             bool with_hashes, struct manifest *m)
{
    if (json_integer_value(json_object_get(root, "format")) != HANDOVER_FORMAT)
        return broken(path);
    if (!date_parse_iso(needed_text(a, root, "as_of"), &m->as_of))
        return broken(path);
    m->codebook = needed_text(a, root, "codebook");
    read_files(a, json_object_get(root, "files"), m);
    read_parts(a, json_object_get(root, "parts"), m);
    return with_hashes ? check_lists(a, folder, root) : STATUS_OK;
}

static enum status read_manifest(struct arena *a, const char *handover,
                                 bool with_hashes, struct manifest *out)
{
    const char *path = arena_format(a, "%s/%s", handover, HANDOVER_MANIFEST);
    if (!path_exists(path)) {
        say_error("handover.missing", path);
        return STATUS_UNREADABLE;
    }
    char *bytes;
    size_t n;
    enum status st = file_read(a, path, &bytes, &n);
    if (st != STATUS_OK)
        return st;
    memset(out, 0, sizeof *out);
    bytes_hash(bytes, n, out->hash);
    if (!self_hash_is_right(bytes, n))
        return broken(path);
    json_t *root = json_loadb(bytes, n, 0, NULL);
    st = root == NULL ? broken(path)
                      : read_root(a, handover, path, root, with_hashes, out);
    json_decref(root);
    return st;
}

enum status manifest_read(struct arena *a, const char *handover,
                          struct manifest *out)
{
    return read_manifest(a, handover, true, out);
}

enum status manifest_load(struct arena *a, const char *handover,
                          struct manifest *out)
{
    return read_manifest(a, handover, false, out);
}

enum status manifest_check_part(struct arena *a, const char *handover,
                                const char *path, const char *sha256)
{
    return check_hash(a, handover, path, sha256);
}

enum status manifest_need_approval(struct arena *a, const char *handover,
                                   const struct manifest *m)
{
    const char *path = arena_format(a, "%s/%s", handover, HANDOVER_APPROVAL);
    json_t *root = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    bool is_approved =
        strcmp(needed_text(a, root, "manifest_sha256"), m->hash) == 0;
    json_decref(root);
    if (is_approved)
        return STATUS_OK;
    say_error("handover.not_approved", path);
    return STATUS_REFUSED;
}

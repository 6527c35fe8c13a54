/* kept_part: a part of the last handover that is still right. */
#include "anonymize/kept_part.h"

#include "anonymize/byte_record.h"
#include "anonymize/checked_file.h"
#include "anonymize/part_stamp.h"
#include "base/output_file.h"

#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum { PRINT = 32 };

static bool may_be_kept(const struct study_files *s,
                        const struct delivered_file *f)
{
    return s->checked_folder != NULL && f->kind->people == PEOPLE_NONE;
}

/* Beside the file's record, and tidied with it. */
static char *record_path(const struct study_files *s, struct arena *a,
                         const struct delivered_file *f)
{
    char key[FILE_HASH_SIZE];
    checked_file_key(s, f, key);
    return arena_format(a, "%s/%s.part", s->checked_folder, key);
}

static void add(crypto_generichash_state *h, const void *bytes, size_t n)
{
    crypto_generichash_update(h, bytes, n);
}

/* Of what the part is made from. */
static void print_inputs(const struct study_files *s,
                         const struct delivered_file *f,
                         unsigned char out[PRINT])
{
    crypto_generichash_state h;
    char key[FILE_HASH_SIZE];
    checked_file_key(s, f, key);
    crypto_generichash_init(&h, NULL, 0, PRINT);
    add(&h, key, sizeof key);
    for (size_t i = 0; i < f->n_rows; i++) {
        const struct row_note *note = file_note(f, i);
        const uint32_t row[] = {note->row, note->has_marks};
        if (note->fate == ROW_ACCEPTED)
            add(&h, row, sizeof row);
    }
    for (size_t i = 0; i < f->n_overlays; i++) {
        const struct row_overlay *o = &f->overlays[i];
        const uint32_t place[] = {o->row, o->variable};
        add(&h, place, sizeof place);
        add(&h, o->text, strlen(o->text) + 1);
    }
    crypto_generichash_final(&h, out, PRINT);
}

static bool read_record(const struct study_files *s, struct arena *a,
                        const struct delivered_file *f, const char **path,
                        struct manifest_part *out)
{
    struct byte_record r;
    unsigned char print[PRINT];
    if (!byte_record_open(&r, record_path(s, a, f)))
        return false;
    print_inputs(s, f, print);
    const void *was = record_take(&r, PRINT);
    bool is_same = was != NULL && memcmp(was, print, PRINT) == 0;
    *path = arena_copy(a, record_take_text(&r));
    const char *sha256 = record_take_text(&r);
    *out = (struct manifest_part){.file = f};
    is_same = is_same && strlen(sha256) < FILE_HASH_SIZE;
    if (is_same)
        memcpy(out->sha256, sha256, strlen(sha256) + 1);
    out->n_nobody = (size_t)record_take_number(&r);
    is_same = is_same && byte_record_is_whole(&r);
    byte_record_release(&r);
    return is_same;
}

/* The same file under both names where the disk can; else a copy. */
static enum status take_over(const char *from, const char *to)
{
    return link(from, to) == 0 ? STATUS_OK : file_copy(from, to);
}

enum status kept_part_take(const struct study_files *s,
                           const struct delivered_file *f, const char *last,
                           const char *folder, struct manifest_part *part,
                           bool *taken)
{
    struct arena a;
    const char *path;
    char hash[FILE_HASH_SIZE];
    enum status st = STATUS_OK;
    *taken = false;
    if (!may_be_kept(s, f))
        return STATUS_OK;
    arena_init(&a);
    if (read_record(s, &a, f, &path, part)) {
        char *from = arena_format(&a, "%s/%s", last, path);
        part->path = manifest_part_path(s->arena, f);
        *taken = strchr(path, '/') == NULL && path_exists(from);
        bool is_stamped =
            *taken && part_stamp_holds(s, f, last, path, part->sha256);
        if (*taken && !is_stamped)
            st = file_hash(from, hash);
        *taken = is_stamped ||
                 (*taken && st == STATUS_OK && strcmp(hash, part->sha256) == 0);
        if (*taken)
            st = take_over(from, arena_format(&a, "%s/%s", folder, part->path));
    }
    arena_release(&a);
    return st;
}

enum status kept_part_keep(const struct study_files *s, const char *folder,
                           struct manifest_part *part)
{
    struct arena a;
    struct byte_record r;
    unsigned char print[PRINT];
    if (!may_be_kept(s, part->file) || !path_is_folder(s->checked_folder))
        return STATUS_OK;
    arena_init(&a);
    enum status st =
        file_hash(arena_format(&a, "%s/%s", folder, part->path), part->sha256);
    byte_record_begin(&r, &a, record_path(s, &a, part->file));
    if (st == STATUS_OK) {
        print_inputs(s, part->file, print);
        record_put(&r, print, sizeof print);
        record_put_text(&r, part->path);
        record_put_text(&r, part->sha256);
        record_put_number(&r, (int64_t)part->n_nobody);
        bool is_written = byte_record_keep(&r);
        (void)is_written; /* else the part is written again */
    }
    byte_record_release(&r);
    arena_release(&a);
    return st;
}

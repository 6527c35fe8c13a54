/* part_stamp: is a part of the handover still as it was written? */
#include "anonymize/part_stamp.h"

#include "anonymize/byte_record.h"
#include "anonymize/checked_file.h"
#include "base/output_file.h"

#include <string.h>

/* Beside the file's record, and tidied with it. */
static char *record_path(const struct study_files *s, struct arena *a,
                         const struct delivered_file *f)
{
    char key[FILE_HASH_SIZE];
    checked_file_key(s, f, key);
    return arena_format(a, "%s/%s.stamp", s->checked_folder, key);
}

static void keep(const struct study_files *s, const char *folder,
                 const struct manifest_part *p)
{
    struct arena a;
    struct byte_record r;
    arena_init(&a);
    char *path = arena_format(&a, "%s/%s", folder, p->path);
    const struct file_stamp stamp = file_stamp_take(path);
    byte_record_begin(&r, &a, record_path(s, &a, p->file));
    record_put_text(&r, path);
    record_put_text(&r, p->sha256);
    record_put(&r, &stamp, sizeof stamp);
    bool is_written = byte_record_keep(&r);
    (void)is_written; /* else the part is hashed again */
    byte_record_release(&r);
    arena_release(&a);
}

void part_stamps_keep(const struct study_files *s, const char *folder,
                      const struct manifest_parts *parts)
{
    if (s->checked_folder == NULL || !path_is_folder(s->checked_folder))
        return;
    for (size_t i = 0; i < parts->n; i++)
        if (parts->list[i].sha256[0] != '\0')
            keep(s, folder, &parts->list[i]);
}

bool part_stamp_holds(const struct study_files *s,
                      const struct delivered_file *f, const char *folder,
                      const char *path, const char *sha256)
{
    struct arena a;
    struct byte_record r;
    struct file_stamp stamp;
    bool holds = false;
    if (s->checked_folder == NULL)
        return false;
    arena_init(&a);
    if (byte_record_open(&r, record_path(s, &a, f))) {
        char *whole = arena_format(&a, "%s/%s", folder, path);
        bool is_it = strcmp(record_take_text(&r), whole) == 0;
        is_it = strcmp(record_take_text(&r), sha256) == 0 && is_it;
        const void *bytes = record_take(&r, sizeof stamp);
        if (bytes != NULL)
            memcpy(&stamp, bytes, sizeof stamp);
        holds = is_it && byte_record_is_whole(&r) &&
                file_stamp_holds_content(&stamp, whole);
        byte_record_release(&r);
    }
    arena_release(&a);
    return holds;
}

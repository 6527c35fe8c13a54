/* manifest: handover/manifest.json, written last (layout: base/handover.h). */
#ifndef AYUMI_ANONYMIZE_MANIFEST_H
#define AYUMI_ANONYMIZE_MANIFEST_H

#include "anonymize/leak_check.h"
#include "anonymize/study_files.h"
#include "base/handover.h"

/* What of one delivered file crossed: a part of its kind's table. */
struct manifest_part {
    const struct delivered_file *file;
    const char *path;                    /* in the folder */
    size_t n_named, n_counted, n_nobody; /* rows: under a pseudonym, a token,
                                            neither */
    char sha256[FILE_HASH_SIZE];         /* "" = not known yet */
};

struct manifest_parts {
    struct manifest_part *list; /* in the order of the files */
    size_t n;
};

size_t manifest_part_rows(const struct manifest_part *p);
/* The name of a file's part. */
char *manifest_part_path(struct arena *a, const struct delivered_file *f);

/* Hashes the files of `folder` and writes its manifest. */
MUST_CHECK enum status manifest_write(struct identity_run *r,
                                      const char *folder,
                                      const struct manifest_parts *parts,
                                      const struct leak_result *leaks);

/* The folder's handover is whole and was made by this program from these
 * files, codebook, settings and as-of. */
MUST_CHECK enum status manifest_is_current(struct arena *a, const char *folder,
                                           const struct study_files *s,
                                           const struct settings *settings,
                                           bool *current);

/* Every file of the folder has the bytes that its manifest states. */
MUST_CHECK enum status
manifest_outputs_are_whole(struct arena *a, const char *folder, bool *whole);

/* Sets is_new of every file that the handover in the folder does not have;
 * where there is no handover, none is. */
void manifest_mark_new(struct arena *a, const char *folder,
                       struct study_files *s);

/* Does the folder's manifest list files about people? */
bool manifest_names_people(struct arena *a, const char *folder,
                           const struct codebook *c);

/* Does the handover have this column? Default is no: its role must say so. */
bool column_may_cross(const struct variable *v);
/* Free text of people is never written, whatever its role says. */
bool cell_may_cross(const struct file_kind *k, const struct variable *v);

#endif

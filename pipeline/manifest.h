/* manifest: what the identity room handed over. */
#ifndef AYUMI_PIPELINE_MANIFEST_H
#define AYUMI_PIPELINE_MANIFEST_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/file_hash.h"
#include "base/status.h"

struct manifest_column {
    const char *variable; /* codebook name */
    const char *letter;   /* Excel's */
};

struct manifest_file {
    int number;            /* from 1 */
    const char *name;      /* with its sheet: 2023Q2.xlsx[名簿] */
    const char *file;      /* without */
    const char *sheet;     /* "" for a text file */
    const char *kind;      /* NULL when refused or not recognised */
    const char *encoding;  /* NULL when it could not be read */
    const char *refused;   /* rule, or NULL */
    const char *delivered; /* ISO date or NULL */
    const char *sha256;
    size_t n_columns;
    struct manifest_column *columns;
    size_t n_absent;
    const char **absent; /* variables whose column the file does not have */
};

/* Of one delivered file: the rows that crossed. */
struct manifest_part {
    int file; /* its number */
    const char *kind;
    const char *table;
    const char *path; /* inside the handover folder */
    const char *sha256;
    long long n_rows;
};

struct manifest {
    struct date as_of;
    const char *codebook;
    size_t n_files;
    struct manifest_file *files;
    size_t n_parts;
    struct manifest_part *parts;
    char hash[FILE_HASH_SIZE]; /* of manifest.json itself */
};

/* STATUS_UNREADABLE with a message that says what to do when there is no
 * handover, when it is not complete, or when one of its lists was changed
 * after it was written (their hashes are checked; a part's by
 * manifest_check_part when it is read). */
MUST_CHECK enum status manifest_read(struct arena *a, const char *handover,
                                     struct manifest *out);
/* The same without reading the other files: they were checked by this run. */
MUST_CHECK enum status manifest_load(struct arena *a, const char *handover,
                                     struct manifest *out);
/* STATUS_UNREADABLE with the message when a part has other bytes than the
 * manifest states. */
MUST_CHECK enum status manifest_check_part(struct arena *a,
                                           const char *handover,
                                           const char *path,
                                           const char *sha256);

/* STATUS_REFUSED with a message unless approval.json beside the manifest
 * names this manifest. */
MUST_CHECK enum status manifest_need_approval(struct arena *a,
                                              const char *handover,
                                              const struct manifest *m);

#endif

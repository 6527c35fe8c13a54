/* kept_parts: which parts of the handover stand in the database already?
 *
 * The rows of a part depend on its bytes and on the days on which they were
 * known. While both are what kept_part says, clean_<table> has the rows and
 * kept_finding what was found in them: nothing is read again. */
#ifndef AYUMI_PIPELINE_KEPT_PARTS_H
#define AYUMI_PIPELINE_KEPT_PARTS_H

#include "base/codebook.h"
#include "base/file_hash.h"
#include "base/store.h"

/* A row that was known on another day than its file's delivery. */
struct part_day {
    uint32_t row;
    char known[11]; /* ISO; "" = always */
};

struct crossed_part {
    int64_t file; /* number in raw_file */
    const struct file_kind *kind;
    const char *path;      /* in the folder of the handover */
    const char *sha256;    /* of its bytes */
    const char *delivered; /* ISO, or NULL: always known */
    int64_t n_rows;        /* as the manifest states */
    char days_hash[FILE_HASH_SIZE];
    bool is_kept; /* its rows are in the database */
};

struct crossed_parts {
    struct crossed_part *list; /* by kind, then by file */
    size_t n;
};

/* What the manifest lists, beside what kept_part says. STATUS_BUG when a kind
 * is not in the codebook. */
MUST_CHECK enum status crossed_parts_list(struct arena *a, struct store *s,
                                          const struct codebook *c,
                                          struct crossed_parts *out);

/* Removes the rows of parts that are gone or have changed. */
MUST_CHECK enum status crossed_parts_forget(struct arena *a, struct store *s,
                                            const struct codebook *c,
                                            const struct crossed_parts *parts);

/* Is little to be loaded, beside what is kept? */
bool crossed_parts_are_few(const struct crossed_parts *parts);

/* The part's rows are in the database now. */
MUST_CHECK enum status crossed_part_keep(struct store *s,
                                         const struct crossed_part *p,
                                         int64_t n_quarantined);

/* By row. */
MUST_CHECK enum status crossed_part_days(struct arena *a, struct store *s,
                                         const struct crossed_part *p,
                                         struct part_day **days, size_t *n);

#endif

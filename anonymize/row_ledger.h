/* row_ledger: has this row been received before, and in which version?
 *
 * Keeps 8-byte fingerprints of keys and contents, never cells: among a million
 * rows two keys look the same once in 30 million studies. Past the first
 * 30,000 rows they stand on the disk (spilled.h), in the folder that the study
 * names: where no fingerprint may lie, that is none. Rows are told
 * in (file, row) order. A row whose content equals any version of its key is a
 * duplicate, so that an old list sent again undoes no correction and no
 * withdrawal; other content under a key of the same file is an error; in a
 * later file it is a new version, which supersedes the older one from the day
 * on which it is known.
 *
 * A row without a day of its own is known from its earliest delivery,
 * whichever copy of it was met first; a new version is never known before
 * the one that it corrects. */
#ifndef AYUMI_ANONYMIZE_ROW_LEDGER_H
#define AYUMI_ANONYMIZE_ROW_LEDGER_H

#include "anonymize/row_index.h"

#include <stdbool.h>

enum { ROW_PRINT_SIZE = 8, ROW_SECRET_SIZE = 32 };

/* known_days of a row that has no day of its own, until row_ledger_settle. */
#define ROW_KNOWN_BY_DELIVERY (INT32_MIN + 1)

struct row_version {
    unsigned char key[ROW_PRINT_SIZE];
    unsigned char content[ROW_PRINT_SIZE];
    uint32_t file;            /* index of the delivery */
    uint32_t row;             /* index among the delivery's rows */
    int32_t known_days;       /* when the row was known; INT32_MIN = always */
    uint32_t older_plus : 30; /* index of the older version + 1; 0 = none */
    uint32_t is_by_delivery : 1; /* its delivery says when */
    uint32_t is_older : 1;       /* there is a newer one */
};

/* A duplicate, in another file, of a row that is known by delivery. */
struct row_copy {
    uint32_t version; /* index */
    uint32_t file;
};

struct row_ledger {
    struct spilled versions; /* struct row_version */
    struct spilled copies;   /* struct row_copy */
    struct row_index newest; /* by key: index of the newest version + 1 */
};

enum row_news {
    ROW_NEW,        /* the key was not known: kept */
    ROW_SAME,       /* duplicate of the newest version: not kept */
    ROW_OUTDATED,   /* duplicate of an older version: not kept */
    ROW_CHANGED,    /* same key, other content, later file: kept */
    ROW_CONTRADICTS /* same key, other content, same file: not kept */
};

/* folder: as in spilled_init. */
void row_ledger_init(struct row_ledger *l, const char *folder);
void row_ledger_release(struct row_ledger *l);

/* In the order in which they were told; i < versions.n. */
struct row_version *row_ledger_version(struct row_ledger *l, size_t i);

/* `version` without older_plus and the flags. */
enum row_news row_ledger_add(struct row_ledger *l,
                             const struct row_version *version);

/* As it was when it had so many versions and copies. */
void row_ledger_undo(struct row_ledger *l, size_t n_versions, size_t n_copies);

/* Once all files are read: gives every row known by delivery its day.
 * `delivered` says when a file came; INT32_MIN = always known. */
void row_ledger_settle(struct row_ledger *l,
                       int32_t (*delivered)(void *context, uint32_t file),
                       void *context);

/* Does a file after this one have a version of the key that is known? */
bool row_ledger_has_later(struct row_ledger *l, const unsigned char *key,
                          uint32_t file, int32_t as_of_days);

/* Calls back for every version that a newer one, known on as_of_days or
 * before, has superseded. */
void row_ledger_superseded(struct row_ledger *l, int32_t as_of_days,
                           void (*take)(void *context,
                                        const struct row_version *old),
                           void *context);

#endif

/* checked_file: what the check of a file found, kept for the next run.
 *
 * Most of what file_check finds depends on the file's bytes, its folder's
 * office, the codebook and the program alone. It is kept in
 * identity/checked/, one record a file, named by a hash of these. What the
 * rows mean beside those of other files is not kept: they are told to the row
 * ledger again, and where one of them now reads otherwise (new, duplicate,
 * contradiction) nothing of the record is used and the file is read.
 *
 * A record holds fingerprints of rows, so that it stays where the vault is,
 * and no longer than its file: checked_files_tidy. One that is damaged is no
 * record. */
#ifndef AYUMI_ANONYMIZE_CHECKED_FILE_H
#define AYUMI_ANONYMIZE_CHECKED_FILE_H

#include "anonymize/file_check.h"

#define CHECKED_FOLDER "checked"

/* What was said of a row beside the others: row_note.told. */
enum row_telling {
    ROW_NOT_TOLD, /* it was in quarantine before */
    ROW_TOLD      /* + enum row_news */
};

/* Gathered while a file is checked; nothing when the study keeps nothing. */
struct checked_notes {
    struct spilled unkept; /* struct row_version: told, but not kept by the
                              ledger */
    size_t n_versions, n_refused, n_findings; /* before the file */
    int32_t later;    /* earliest day after today, or INT32_MAX */
    uint32_t *listed; /* events whose days this file tells */
    size_t n_listed, listed_capacity;
};

void checked_notes_begin(struct checked_notes *n, const struct study_files *s);
void checked_notes_release(struct checked_notes *n);
/* What the ledger said of a row; only where the study keeps records. */
void checked_notes_told(struct checked_notes *n, enum row_news news,
                        const struct row_version *version);

void checked_notes_event(struct checked_notes *n, uint32_t event);

/* Keeps what was found; a disk that is full is no reason to stop. */
void checked_file_keep(struct study_files *s, size_t file,
                       struct checked_notes *n);

/* As file_check leaves it, from the record. *done false: there is none that
 * holds; the study is as before. */
MUST_CHECK enum status checked_file_recall(struct study_files *s, size_t file,
                                           const struct row_taker *taker,
                                           bool *done);

/* The name of a file's record: of its bytes, office, codebook, program. */
void checked_file_key(const struct study_files *s,
                      const struct delivered_file *f, char out[FILE_HASH_SIZE]);

/* Records of files that are not in the inbox any more are removed. */
MUST_CHECK enum status checked_files_tidy(const struct study_files *s);
/* All of them. */
MUST_CHECK enum status checked_files_forget(struct arena *a, const char *study);

#endif

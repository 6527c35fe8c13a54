/* backup_file: a study in one encrypted file.
 *
 *   "AYUMIBK1", opslimit, memlimit (8 bytes each, little end first), salt
 *   (16), header of crypto_secretstream_xchacha20poly1305 (24); then chunks
 *   of 64 KiB, the last one tagged final. The head is authenticated with the
 *   first chunk. The key comes from the passphrase by Argon2id (MODERATE).
 *   Inside: for each file 'F', length of its path (4), mode (4), size (8),
 *   path, bytes; at the end 'E'.
 *
 * A file that was changed, cut short or glued together does not open. */
#ifndef AYUMI_ANONYMIZE_BACKUP_FILE_H
#define AYUMI_ANONYMIZE_BACKUP_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct backup_writer;
struct backup_reader;

/* path must not exist yet; mode 0600. It appears when backup_keep succeeds. */
MUST_CHECK enum status backup_create(struct arena *a, const char *path,
                                     const char *passphrase,
                                     struct backup_writer **out);
/* name: of the file inside the study; path: where it lies. */
MUST_CHECK enum status backup_add(struct backup_writer *w, const char *name,
                                  const char *path);
MUST_CHECK enum status backup_keep(struct backup_writer *w);
void backup_drop(struct backup_writer *w);

/* STATUS_UNREADABLE with a message when it is no backup; a wrong passphrase
 * or a damaged file is told by backup_next (STATUS_REFUSED). */
MUST_CHECK enum status backup_open(struct arena *a, const char *path,
                                   const char *passphrase,
                                   struct backup_reader **out);
struct backup_entry {
    const char *name; /* relative, no "..": safe to put below a folder */
    uint32_t mode;    /* 0600 or 0644 */
    uint64_t size;
};
/* *found is false behind the last entry, whole file checked. */
MUST_CHECK enum status backup_next(struct backup_reader *r,
                                   struct backup_entry *entry, bool *found);
/* The bytes of the entry just read, into a new file. */
MUST_CHECK enum status backup_extract(struct backup_reader *r,
                                      const struct backup_entry *entry,
                                      const char *path);
void backup_close(struct backup_reader *r);

#endif

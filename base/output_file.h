/* output_file: a file appears whole or not at all.
 *
 * Written under a temporary name in the same folder, fsynced, renamed, the
 * folder fsynced. Nothing is left under the final name when it is dropped. */
#ifndef AYUMI_BASE_OUTPUT_FILE_H
#define AYUMI_BASE_OUTPUT_FILE_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>
#include <stdio.h>

struct output_file {
    FILE *stream; /* write here; errors are found at output_file_keep */
    char *path;
    char *temporary;
    /* Set by who can write it again at any time (an engine's tables): it
     * still appears whole or not at all, but nobody waits for the disk. */
    bool is_repeatable;
};

/* mode: 0644 or 0600. Messages to stderr name path and errno. */
MUST_CHECK enum status output_file_open(struct output_file *out,
                                        struct arena *a, const char *path,
                                        unsigned mode);
MUST_CHECK enum status output_file_keep(struct output_file *out);
void output_file_drop(struct output_file *out);

/* A library wants to write the file itself (xlsx, pdf): it writes to
 * .temporary (stream closed), then keep renames. */
MUST_CHECK enum status output_file_reserve(struct output_file *out,
                                           struct arena *a, const char *path,
                                           unsigned mode);

/* Folders: makes missing parents; existing is fine. */
MUST_CHECK enum status folder_make(const char *path, unsigned mode);
/* Also where the system can't tell (a broken disk, no permission): whoever
 * opens it then says why, and nobody starts anew as if nothing were there. */
bool path_exists(const char *path);
/* Where either answer would start something: STATUS_IO with a message when the
 * system can't tell. */
MUST_CHECK enum status path_look(const char *path, bool *exists);
/* Through links; also where the system can't tell, as above. */
bool path_is_folder(const char *path);
/* Removes a folder and all below it; missing is fine. Never follows links. */
MUST_CHECK enum status folder_remove(const char *path);
/* Whole file into memory (arena, NUL added). STATUS_IO with a message. */
MUST_CHECK enum status file_read(struct arena *a, const char *path,
                                 char **bytes, size_t *n);
MUST_CHECK enum status file_write(const char *path, const void *bytes, size_t n,
                                  unsigned mode);
MUST_CHECK enum status file_copy(const char *from, const char *to);
/* Names below folder (relative paths, '/' between), sorted bytewise in NFC,
 * regular files and links (never followed into a folder: who opens one finds
 * out whether it leads to a file); names that start with '.' or '~$' are left
 * out and counted in *n_hidden (may be NULL). */
MUST_CHECK enum status folder_list(struct arena *a, const char *folder,
                                   const char ***names, size_t *n_names,
                                   size_t *n_hidden);

#endif

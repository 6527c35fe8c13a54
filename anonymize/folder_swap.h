/* folder_swap: a folder is replaced as a whole, or not at all.
 *
 * A new snapshot is built in a sibling; then the two names change places in
 * one system call. A file system without that call gets two renames and a
 * repair at the next start. */
#ifndef AYUMI_ANONYMIZE_FOLDER_SWAP_H
#define AYUMI_ANONYMIZE_FOLDER_SWAP_H

#include "base/arena.h"
#include "base/status.h"

/* Puts back what a killed swap left aside; removes half-built siblings. Call
 * before anything reads `folder`. */
MUST_CHECK enum status folder_swap_recover(struct arena *a, const char *folder);
/* An empty sibling to build in; *building is its path. */
MUST_CHECK enum status folder_swap_begin(struct arena *a, const char *folder,
                                         char **building);
/* Any sibling that is ready becomes `folder`; the old one is removed. */
MUST_CHECK enum status folder_swap_adopt(struct arena *a, const char *folder,
                                         const char *ready);
/* The sibling of folder_swap_begin becomes `folder`. */
MUST_CHECK enum status folder_swap_finish(struct arena *a, const char *folder);

#endif

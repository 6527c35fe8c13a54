/* study_lock: one run at a time. An fcntl lock on <study>/.ayumi.lock, so a
 * killed run leaves nothing to clean up. */
#ifndef AYUMI_BASE_STUDY_LOCK_H
#define AYUMI_BASE_STUDY_LOCK_H

#include "base/arena.h"
#include "base/status.h"
#include <stdbool.h>

/* STATUS_BUSY with a message when another process holds it. *fd is closed by
 * study_unlock (or by the end of the process). */
MUST_CHECK enum status study_lock(struct arena *a, const char *folder,
                                  const char *name, int *fd);
void study_unlock(int fd);

/* Does another process hold it now? Says nothing, takes nothing. */
bool study_is_locked(struct arena *a, const char *folder, const char *name);

#endif

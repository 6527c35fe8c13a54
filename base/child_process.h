/* child_process: start the other program that lies beside this one. */
#ifndef AYUMI_BASE_CHILD_PROCESS_H
#define AYUMI_BASE_CHILD_PROCESS_H

#include "base/arena.h"
#include "base/status.h"

/* Path of a program in the folder of the running one; STATUS_USAGE with a
 * message when it is not there. */
MUST_CHECK enum status sibling_program(struct arena *a, const char *name,
                                       char **path);
/* argv is NULL-terminated, argv[0] the path. The child's streams are ours.
 * *exit_code is its exit code; a signal gives STATUS_IO with a message. */
MUST_CHECK enum status child_run(const char *const *argv, int *exit_code);

#endif

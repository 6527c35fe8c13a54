/* commands: the verbs of ayumi-anonymize. */
#ifndef AYUMI_ANONYMIZE_COMMANDS_H
#define AYUMI_ANONYMIZE_COMMANDS_H

#include "base/command_line.h"

extern const struct command anonymize_commands[];

/* check FILE…: what would happen to these files? Needs no study and no key;
 * reads nothing but the files and the codebooks. */
MUST_CHECK enum status check_files(struct arena *a,
                                   const struct invocation *in);

#endif

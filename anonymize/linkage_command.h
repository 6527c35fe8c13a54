/* linkage_command: ayumi-anonymize linkage, the engine alone on plain CSV. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_COMMAND_H
#define AYUMI_ANONYMIZE_LINKAGE_COMMAND_H

#include "base/command_line.h"

extern const struct option linkage_options[];
MUST_CHECK enum status
linkage_command(struct arena *a, const struct command *self, void *invocation);

#endif

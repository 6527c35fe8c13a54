/* reidentify_command: `reidentify`, whose pseudonym is this? */
#ifndef AYUMI_ANONYMIZE_REIDENTIFY_COMMAND_H
#define AYUMI_ANONYMIZE_REIDENTIFY_COMMAND_H

#include "base/command_line.h"

extern const struct option reidentify_options[];
MUST_CHECK enum status
run_reidentify(struct arena *a, const struct command *self, void *invocation);

#endif

/* key_command: `key`, making, guarding and renewing a study's key. */
#ifndef AYUMI_ANONYMIZE_KEY_COMMAND_H
#define AYUMI_ANONYMIZE_KEY_COMMAND_H

#include "base/command_line.h"

extern const struct option key_options[];

MUST_CHECK enum status run_key(struct arena *a, const struct command *self,
                               void *invocation);

#endif

/* disclose_command: `disclose`, everything held about one person, printed. */
#ifndef AYUMI_ANONYMIZE_DISCLOSE_COMMAND_H
#define AYUMI_ANONYMIZE_DISCLOSE_COMMAND_H

#include "base/command_line.h"

extern const struct option disclose_options[];
MUST_CHECK enum status run_disclose(struct arena *a, const struct command *self,
                                    void *invocation);

#endif

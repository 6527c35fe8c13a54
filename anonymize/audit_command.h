/* audit_command: `audit`, the log of audit.h read and checked. */
#ifndef AYUMI_ANONYMIZE_AUDIT_COMMAND_H
#define AYUMI_ANONYMIZE_AUDIT_COMMAND_H

#include "base/command_line.h"

extern const struct option audit_options[];

/* Prints every line of the log, or with --verify checks the chain:
 * STATUS_REFUSED, naming the line, when it is broken. */
MUST_CHECK enum status run_audit(struct arena *a, const struct command *self,
                                 void *invocation);

#endif

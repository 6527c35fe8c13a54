/* withdraw_command: `withdraw`, a person takes consent back. */
#ifndef AYUMI_ANONYMIZE_WITHDRAW_COMMAND_H
#define AYUMI_ANONYMIZE_WITHDRAW_COMMAND_H

#include "base/command_line.h"

extern const struct option withdraw_options[];

/* In this order, each step safe to repeat: audit line; ledger and erasure in
 * one transaction of the vault; handover/ written anew; rows of the research
 * side; certificate. A run that was cut short is finished by giving the same
 * command again. */
MUST_CHECK enum status run_withdraw(struct arena *a, const struct command *self,
                                    void *invocation);

#endif

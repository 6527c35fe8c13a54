/* list_commands: `contact` and `labels`, lists of names for the clerk. */
#ifndef AYUMI_ANONYMIZE_LIST_COMMANDS_H
#define AYUMI_ANONYMIZE_LIST_COMMANDS_H

#include "base/command_line.h"

extern const struct option contact_options[];
extern const struct option labels_options[];
MUST_CHECK enum status run_contact(struct arena *a, const struct command *self,
                                   void *invocation);
MUST_CHECK enum status run_labels(struct arena *a, const struct command *self,
                                  void *invocation);

/* chosen: by serial, 0 to n. STATUS_REFUSED with a message when one is past
 * the last that a form number can stand for. */
MUST_CHECK enum status labels_have_numbers(const bool *chosen, size_t n);

#endif

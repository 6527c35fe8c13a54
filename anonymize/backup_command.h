/* backup_command: `backup` and `restore`, a study in one encrypted file. */
#ifndef AYUMI_ANONYMIZE_BACKUP_COMMAND_H
#define AYUMI_ANONYMIZE_BACKUP_COMMAND_H

#include "base/command_line.h"

extern const struct option backup_options[];
extern const struct option restore_options[];
MUST_CHECK enum status run_backup(struct arena *a, const struct command *self,
                                  void *invocation);
MUST_CHECK enum status run_restore(struct arena *a, const struct command *self,
                                   void *invocation);

#endif

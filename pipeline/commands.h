/* commands: the verbs of `ayumi`; main.c puts them into one table. */
#ifndef AYUMI_PIPELINE_COMMANDS_H
#define AYUMI_PIPELINE_COMMANDS_H

#include "base/command_line.h"

#define COMMAND(name)                                                          \
    enum status name(struct arena *a, const struct command *self,              \
                     void *invocation)

COMMAND(command_init);
COMMAND(command_demo);
COMMAND(command_plan);
COMMAND(command_run);
COMMAND(command_status);
COMMAND(command_check);
COMMAND(command_report);
COMMAND(command_doctor);

#endif

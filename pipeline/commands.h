/* commands: the verbs of `ayumi`; main.c puts them into one table. */
#ifndef AYUMI_PIPELINE_COMMANDS_H
#define AYUMI_PIPELINE_COMMANDS_H

#include "base/command_line.h"

#define COMMAND(name)                                                          \
    enum status name(struct arena *a, const struct command *self,              \
                     void *invocation)

/* Of the identity room; plan, run and report pass it on as it was given. */
#define PASSPHRASE_FD "--passphrase-fd"

COMMAND(command_init);
COMMAND(command_demo);
COMMAND(command_plan);
COMMAND(command_run);
COMMAND(command_status);
COMMAND(command_check);
COMMAND(command_accept);
COMMAND(command_codebook);
COMMAND(command_explain);
COMMAND(command_report);
COMMAND(command_score);
COMMAND(command_doctor);
COMMAND(command_model);
COMMAND(command_describe);

/* What `--help` of the engines says; they stand beside their code. */
extern const struct option command_model_options[];
extern const char command_model_more_ja[], command_model_more_en[];
extern const struct option command_describe_options[];
extern const char command_describe_more_ja[], command_describe_more_en[];

#endif

/* command_line: verbs, long options and --help from one table.
 *
 *   program verb --option value --flag operand …
 * An unknown verb or option is answered with the nearest known one and exit
 * 2. Options every command has (--study --lang --dry-run --quiet --json
 * --jobs --help) are added by command_line_read itself. */
#ifndef AYUMI_BASE_COMMAND_LINE_H
#define AYUMI_BASE_COMMAND_LINE_H

#include "base/arena.h"
#include "base/messages.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>

struct option {
    const char *name;     /* "--quarter" */
    const char *argument; /* "Q" shown in help; NULL for a flag */
    bool repeats;
    const char *help_ja, *help_en;
};

struct command {
    const char *name;              /* "run" */
    const char *operands;          /* "DIR", "FILE…" or NULL: none allowed */
    const char *help_ja, *help_en; /* one line */
    const char *more_ja, *more_en; /* paragraphs for `verb --help`, or NULL */
    const struct option *options;  /* closed by a NULL name; may be NULL */
    enum status (*run)(struct arena *a, const struct command *self,
                       void *invocation);
};

struct given_option {
    const char *name;
    const char *value; /* "" for a flag */
};

struct invocation {
    const struct command *command; /* NULL when only help was asked for */
    size_t n_given;
    struct given_option *given;
    size_t n_operands;
    const char **operands;
    const char *study;      /* --study or "." */
    enum language language; /* --lang, if given */
    bool language_given;
    bool dry_run, quiet, json;
    int jobs; /* 0 = not given */
};

/* commands: closed by a NULL name. Prints help and sets *done for --help,
 * --version and no verb at all. STATUS_USAGE with a message otherwise. */
MUST_CHECK enum status command_line_read(struct arena *a, int argc, char **argv,
                                         const char *program,
                                         const struct command *commands,
                                         struct invocation *out, bool *done);
/* NULL when not given. The last one wins for options that don't repeat. */
const char *option_value(const struct invocation *in, const char *name);
bool option_given(const struct invocation *in, const char *name);

#endif

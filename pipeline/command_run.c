/* command_run: plan, run, report and check. */
#include "pipeline/commands.h"
#include "pipeline/run.h"

#include "base/child_process.h"
#include "base/number_text.h"
#include "base/text.h"

#include "pipeline/stage.h"

#include <string.h>

/* The descriptor is inherited by the identity room; nothing is read here. */
static void pass_on(struct arena *a, const struct invocation *in,
                    struct run_request *q)
{
    const char **words = arena_take_array(a, 2 * in->n_given, sizeof *words);
    for (size_t i = 0; i < in->n_given; i++) {
        if (!text_equal(in->given[i].name, PASSPHRASE_FD))
            continue;
        words[q->n_identity_words++] = PASSPHRASE_FD;
        words[q->n_identity_words++] = in->given[i].value;
    }
    q->identity_words = words;
}

static struct run_request request_of(struct arena *a,
                                     const struct invocation *in)
{
    struct run_request q = {.study = in->study,
                            .as_of = option_value(in, "--as-of"),
                            .quarter = option_value(in, "--quarter"),
                            .until = option_value(in, "--stage"),
                            .dry_run = in->dry_run,
                            .json = in->json,
                            .quiet = in->quiet,
                            .with_late = option_given(in, "--late"),
                            .language_given = in->language_given,
                            .jobs = in->jobs};
    pass_on(a, in, &q);
    return q;
}

static enum status check_stage(const char *name)
{
    const char *names[16] = {NULL};
    size_t n = 0;
    if (name == NULL)
        return STATUS_OK;
    for (; stages[n] != NULL; n++) {
        names[n] = stages[n]->name;
        if (text_equal(names[n], name))
            return STATUS_OK;
    }
    const char *near = text_nearest(name, names);
    say_error("command.wrong_value", "--stage",
              "ingest | validate | link | derive | describe | model | tables "
              "| summary");
    if (near != NULL)
        say_error("command.did_you_mean", near);
    return STATUS_USAGE;
}

COMMAND(command_plan)
{
    (void)self;
    struct run_request request = request_of(a, invocation);
    return plan_study(a, &request);
}

COMMAND(command_run)
{
    (void)self;
    struct run_request request = request_of(a, invocation);
    enum status st = check_stage(request.until);
    if (st == STATUS_OK && request.with_late &&
        (request.until != NULL || request.dry_run)) {
        say_error("command.not_together", "--late", "--stage --dry-run");
        st = STATUS_USAGE;
    }
    if (st == STATUS_OK)
        st = run_study(a, &request);
    if (!request.with_late || (st != STATUS_OK && st != STATUS_FINDINGS))
        return st;
    return status_worse(st, run_late_quarters(a, &request));
}

COMMAND(command_report)
{
    (void)self;
    const struct invocation *in = invocation;
    struct run_request request = request_of(a, in);
    const char *year = option_value(in, "--year");
    if (year == NULL) {
        say_error("command.needs_value", "--year", "--year", "2023");
        return STATUS_USAGE;
    }
    if (!fiscal_year_parse(a, year, &request.report_year)) {
        say_error("command.wrong_value", "--year", "2023 | R5");
        return STATUS_USAGE;
    }
    return run_study(a, &request);
}

/* Only the identity room may open a file with names. */
COMMAND(command_check)
{
    (void)self;
    const struct invocation *in = invocation;
    char *program;
    int code = 0;
    enum status st = sibling_program(a, "ayumi-anonymize", &program);
    if (st != STATUS_OK)
        return st;
    const char **words =
        arena_take_array(a, in->n_operands + 10, sizeof *words);
    size_t n = 0;
    words[n++] = program;
    words[n++] = "check";
    words[n++] = "--study";
    words[n++] = in->study;
    if (in->language_given) {
        words[n++] = "--lang";
        words[n++] = in->language == LANGUAGE_JA ? "ja" : "en";
    }
    if (in->json)
        words[n++] = "--json";
    if (option_given(in, "--template")) {
        words[n++] = "--template";
        words[n++] = option_value(in, "--template");
    }
    for (size_t i = 0; i < in->n_operands; i++)
        words[n++] = in->operands[i];
    st = child_run(words, &code);
    return st == STATUS_OK ? (enum status)code : st;
}

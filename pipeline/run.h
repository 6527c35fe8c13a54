/* run: one quarter from what lies in the study to what lies in out/. */
#ifndef AYUMI_PIPELINE_RUN_H
#define AYUMI_PIPELINE_RUN_H

#include "base/arena.h"
#include "base/codebook.h"
#include "base/command_line.h"
#include "base/settings.h"

struct run_request {
    const char *study;
    const char *as_of;   /* as typed, or NULL: the newest delivery */
    const char *quarter; /* as typed, or NULL: the last finished at as-of */
    int report_year;     /* fiscal year; 0: as before, else the quarter's */
    const char *until;   /* --stage: stop after this one, or NULL */
    bool dry_run, json, quiet;
    bool with_late; /* --late: other quarters that lack rows follow */
    bool language_given;
    int jobs;
    /* Options for the identity room alone, which reads the passphrases. */
    const char *const *identity_words;
    size_t n_identity_words;
};

/* What a run needs to know about its study. */
struct study {
    struct settings settings;
    struct codebook codebook;
};

/* Settings and codebook; sets the process's language unless one was given. */
MUST_CHECK enum status study_open(struct arena *a, const char *folder,
                                  bool language_given, struct study *out);

/* The last quarter finished at as-of; before the first one has ended, that. */
struct quarter quarter_to_look_at(const struct settings *settings,
                                  struct date as_of);

/* STATUS_OK, STATUS_FINDINGS (done, a person must look) or a failure. */
MUST_CHECK enum status run_study(struct arena *a,
                                 const struct run_request *request);

/* The written quarters that lack rows which came since, run again one after
 * the other; each keeps its earlier edition. STATUS_OK when there are none. */
MUST_CHECK enum status run_late_quarters(struct arena *a,
                                         const struct run_request *request);

/* The same without writing anything: what would run, and why. */
MUST_CHECK enum status plan_study(struct arena *a,
                                  const struct run_request *request);

#endif

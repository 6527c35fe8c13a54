/* run_record: what a run was made from and what it made.
 *
 * run.json for machines (the only place with times), run.html for people
 * (none, so that the same run gives the same bytes). */
#ifndef AYUMI_PIPELINE_RUN_RECORD_H
#define AYUMI_PIPELINE_RUN_RECORD_H

#include "pipeline/output_folder.h"
#include "pipeline/stage.h"

#include <time.h>

enum { N_STAGES = 8 };

struct stage_record {
    const char *name;
    const char *reason; /* name of a message; NULL = not run again */
    size_t n_in, n_out;
    double seconds;
};

struct run_record {
    char fingerprint[FILE_HASH_SIZE]; /* of everything the run depends on */
    const struct stage_inputs *inputs;
    const struct stage_context *context;
    struct stage_record stages[N_STAGES];
    struct timespec started, ended; /* wall clock, for run.json only */
};

void run_fingerprint(struct arena *a, const struct stage_inputs *inputs,
                     char out[FILE_HASH_SIZE]);

/* Writes run.html and then run.json into the folder being built. */
MUST_CHECK enum status run_record_write(struct arena *a,
                                        const struct run_record *r);

/* What the record of an earlier run says. */
struct run_earlier {
    bool is_there;
    char fingerprint[FILE_HASH_SIZE];
    int report_year;
    int exit_code;
    bool is_intact; /* every output it lists is there, unchanged */
};
MUST_CHECK enum status run_record_read(struct arena *a, const char *folder,
                                       struct run_earlier *out);

/* STATUS_FINDINGS when a warning or an error is among the findings. */
MUST_CHECK enum status run_outcome(struct store *s);

#endif

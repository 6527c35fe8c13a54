/* stage: one step of the pipeline, one file, one public symbol.
 *
 * The driver (stage.c) opens one transaction per stage, empties the tables
 * the stage writes (those not called raw_…), holds it to its declaration by
 * store_allow, and logs `link  in 1204  out 812  findings 3  0.42 s`. */
#ifndef AYUMI_PIPELINE_STAGE_H
#define AYUMI_PIPELINE_STAGE_H

#include "base/codebook.h"
#include "base/settings.h"
#include "base/store.h"

#include <time.h>

/* What every stage is given. */
struct stage_context {
    struct arena *arena; /* of this stage; released afterwards */
    struct store *store;
    const struct codebook *codebook;
    const struct settings *settings;
    struct quarter quarter; /* bounds when things happened */
    struct date as_of;      /* bounds when they became known */
    int jobs;               /* processors to use; 0: as there are */
    int report_year;        /* fiscal year of the summary */
    const char *output;     /* folder being built: out/.FY2023Q2.partial */
    const char *handover;   /* folder of the handover */
    size_t n_in, n_out;     /* rows, set by the stage for the log */
    size_t n_new;           /* of them read anew, in a stage that keeps rows */
    struct timespec new_rows_since;
    double new_rows_seconds;
};

/* Around the work that goes with new rows alone: told apart in the log. */
void stage_begin_new_rows(struct stage_context *c);
void stage_end_new_rows(struct stage_context *c);

struct stage {
    const char *name;          /* "link" */
    const char *purpose;       /* one line for `plan` */
    const char *const *reads;  /* tables, NULL-terminated */
    const char *const *writes; /* emptied by the driver, then filled */
    const char *const *adds;   /* filled by an earlier stage too; or NULL */
    enum status (*run)(struct stage_context *context);
};

/* The stages in their order; closed by NULL. */
extern const struct stage *const stages[];

/* Why a stage has to run; NULL = nothing it depends on has changed. The name
 * of a message (plan.reason_…). */
struct stage_reason {
    const struct stage *stage;
    const char *reason;
};

/* What the stages of this run depend on. */
struct stage_inputs {
    const char *program, *handover, *codebook, *settings, *clock;
};

/* Makes what is missing in a research database: raw tables always; derived
 * and codebook tables when program or codebook changed. */
MUST_CHECK enum status stage_schema(struct arena *a, struct store *s,
                                    const struct codebook *c,
                                    const struct stage_inputs *inputs);

/* Fills reasons (one per stage, in order). The stages that write the output
 * folder always have a reason. */
MUST_CHECK enum status stage_plan(struct store *s,
                                  const struct stage_inputs *inputs,
                                  struct stage_reason *reasons);

/* One stage in one transaction, held to its declaration, logged by say(). */
MUST_CHECK enum status stage_run_one(const struct stage *stage,
                                     struct stage_context *context,
                                     const struct stage_inputs *inputs);

extern const struct stage stage1_ingest;
extern const struct stage stage2_validate;
extern const struct stage stage3_link;
extern const struct stage stage4_derive;
extern const struct stage stage5_describe;
extern const struct stage stage6_model;
extern const struct stage stage7_tables;
extern const struct stage stage8_summary;

#endif

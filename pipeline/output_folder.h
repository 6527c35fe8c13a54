/* output_folder: a quarter's results appear whole, and earlier ones stay.
 *
 * Built under out/.FY2023Q2.partial/, then moved to out/FY2023Q2/. What lay
 * there goes to out/editions/FY2023Q2-001/ (-002, …) when any file but
 * run.json differs; changed.csv in it lists what became different. Rows of
 * people (export/) and findings, which name pseudonyms, are not kept in an
 * edition: somebody may have withdrawn. */
#ifndef AYUMI_PIPELINE_OUTPUT_FOLDER_H
#define AYUMI_PIPELINE_OUTPUT_FOLDER_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/file_hash.h"
#include "base/status.h"
#include <stdbool.h>
#include <stddef.h>

#define RUN_RECORD "run.json"

struct output_entry {
    const char *name; /* relative to the folder */
    char sha256[FILE_HASH_SIZE];
};

struct output_folder {
    const char *final;    /* <study>/out/FY2023Q2 */
    const char *partial;  /* <study>/out/.FY2023Q2.partial */
    const char *aside;    /* <study>/out/.FY2023Q2.old, only while swapping */
    const char *editions; /* <study>/out/editions */
    const char *quarter;
};

/* Names only; nothing is made. */
void output_folder_name(struct arena *a, const char *study, struct quarter q,
                        struct output_folder *out);
/* An empty partial folder; what an interrupted run left there is removed. */
MUST_CHECK enum status output_folder_begin(const struct output_folder *f);
/* All files below a folder but RUN_RECORD, sorted by name. */
MUST_CHECK enum status output_folder_list(struct arena *a, const char *folder,
                                          struct output_entry **out, size_t *n);

struct output_change {
    size_t n_changed, n_added, n_removed;
    size_t n_beside_summary; /* of these, those not below summary/ */
    const char *edition;     /* folder the earlier results went to, or NULL */
};

/* Swaps; *change says what became different from an earlier edition. With
 * is_other_report another fiscal year's summary was asked for: where nothing
 * but the summary differs, no edition is kept, for no result has changed. */
MUST_CHECK enum status output_folder_publish(struct arena *a,
                                             const struct output_folder *f,
                                             bool is_other_report,
                                             struct output_change *change);

#endif

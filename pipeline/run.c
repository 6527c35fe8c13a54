/* run: one quarter from what lies in the study to what lies in out/. */
#include "pipeline/run.h"

#include "pipeline/books.h"
#include "pipeline/clock.h"
#include "pipeline/late_rows.h"
#include "pipeline/manifest.h"
#include "pipeline/report_choice.h"
#include "pipeline/run_record.h"
#include "pipeline/run_summary.h"

#include "base/child_process.h"
#include "base/handover.h"
#include "base/output_file.h"
#include "base/study_lock.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* Everything one run holds open. */
struct run {
    struct arena *arena;
    const struct run_request *request;
    struct study study;
    struct manifest manifest;
    struct date as_of;
    struct quarter quarter;
    int report_year;
    struct stage_inputs inputs;
    struct output_folder output;
    struct run_earlier earlier;
    struct run_record record;
    struct store *store;
    bool has_findings; /* the identity room's exit code said so */
    bool new_handover; /* dry run: it would write the handover anew */
};

enum status study_open(struct arena *a, const char *folder, bool language_given,
                       struct study *out)
{
    enum status st =
        settings_load_and_speak(a, folder, language_given, &out->settings);
    if (st != STATUS_OK)
        return st;
    return codebook_load(a, codebook_shipped_folder(),
                         arena_format(a, "%s/codebook", folder),
                         &out->codebook);
}

/* The identity room ------------------------------------------------------ */

static const char **child_words(struct run *r, const char *program)
{
    const struct run_request *q = r->request;
    const char **words =
        arena_take_array(r->arena, 12 + q->n_identity_words, sizeof *words);
    size_t n = 0;
    words[n++] = program;
    words[n++] = "handover";
    words[n++] = "--study";
    words[n++] = q->study;
    words[n++] = "--lang";
    words[n++] = language_get() == LANGUAGE_JA ? "ja" : "en";
    if (q->as_of != NULL) {
        words[n++] = "--as-of";
        words[n++] = q->as_of;
    }
    /* What came is said once, at the end, by the run itself. */
    words[n++] = "--quiet";
    if (q->dry_run)
        words[n++] = "--dry-run";
    for (size_t i = 0; i < q->n_identity_words; i++)
        words[n++] = q->identity_words[i];
    return words;
}

static bool has_files(struct arena *a, const char *folder)
{
    const char **names;
    size_t n = 0;
    return path_is_folder(folder) &&
           folder_list(a, folder, &names, &n, NULL) == STATUS_OK && n > 0;
}

static bool has_handover(const struct run *r)
{
    return path_exists(arena_format(r->arena,
                                    "%s/" HANDOVER_FOLDER "/" HANDOVER_MANIFEST,
                                    r->request->study));
}

/* Where there is an inbox or an identity room, the other program is asked to
 * bring the handover up to date; else what lies in handover/ is the start. */
static enum status refresh_handover(struct run *r)
{
    struct arena *a = r->arena;
    const char *study = r->request->study;
    bool has_inbox = has_files(a, arena_format(a, "%s/inbox", study));
    bool has_identity = path_is_folder(arena_format(a, "%s/identity", study));
    if (!has_inbox && (!has_identity || has_handover(r)))
        return STATUS_OK;
    char *program;
    int code = 0;
    enum status st = sibling_program(a, "ayumi-anonymize", &program);
    if (st == STATUS_OK)
        st = child_run(child_words(r, program), &code);
    if (st == STATUS_OK && code == STATUS_FINDINGS)
        *(r->request->dry_run ? &r->new_handover : &r->has_findings) = true;
    else if (st == STATUS_OK && code != 0)
        st = (enum status)code;
    return st;
}

/* Where the study asks for it, only what an official has approved is taken,
 * and nothing while a newer handover waits. */
static enum status need_approval(struct run *r)
{
    const char *study = r->request->study;
    if (!r->study.settings.handover_approval)
        return STATUS_OK;
    if (path_exists(arena_format(
            r->arena, "%s/" HANDOVER_WAITING "/" HANDOVER_MANIFEST, study))) {
        say_error("handover.waits");
        return STATUS_REFUSED;
    }
    return STATUS_OK;
}

/* What only this side found, and how much of what is printed each finding
 * touches, goes into the letters that only the identity room can write. */
static enum status renew_letters(struct run *r)
{
    struct arena *a = r->arena;
    const char *study = r->request->study;
    char *program;
    char as_of[11];
    int code = 0;
    if (!has_files(a, arena_format(a, "%s/inbox", study)))
        return STATUS_OK;
    enum status st = sibling_program(a, "ayumi-anonymize", &program);
    if (st != STATUS_OK)
        return st;
    date_write_iso(r->as_of, as_of);
    const char *const words[] = {
        program,
        "inquiry",
        "--study",
        study,
        "--as-of",
        as_of,
        "--cells",
        arena_format(a, "%s/findings/printed_cells.csv", r->output.final),
        "--lang",
        language_get() == LANGUAGE_JA ? "ja" : "en",
        "--quiet",
        NULL};
    st = child_run(words, &code);
    return st == STATUS_OK ? (enum status)code : st;
}

/* Clocks ----------------------------------------------------------------- */

/* The wall clock only refuses: nothing is known yet as of a day to come. */
static enum status refuse_future(const char *typed)
{
    struct date as_of;
    int32_t today = (int32_t)(time(NULL) / 86400);
    if (typed == NULL || !date_parse_iso(typed, &as_of) ||
        date_to_days(as_of) <= today + 1)
        return STATUS_OK;
    say_error("run.as_of_to_come", typed);
    return STATUS_USAGE;
}

/* Before the identity room rewrites the handover for a day that the study
 * can say nothing about. */
static enum status refuse_early(const struct run *r)
{
    struct date as_of;
    char first[11];
    struct date begins = quarter_first_day(r->study.settings.first_quarter);
    const char *typed = r->request->as_of;
    if (typed == NULL || !date_parse_iso(typed, &as_of) ||
        date_compare(as_of, begins) >= 0)
        return STATUS_OK;
    date_write_iso(begins, first);
    say_error("run.as_of_too_early", typed, first);
    return STATUS_USAGE;
}

/* The columns mean what the identity room's codebook said when it checked
 * them. Before a plan's handover is written anew it may differ. */
static enum status refuse_other_codebook(const struct run *r)
{
    if (r->new_handover ||
        strcmp(r->manifest.codebook, r->study.codebook.version) == 0)
        return STATUS_OK;
    say_error("handover.other_codebook", r->request->study);
    return STATUS_UNREADABLE;
}

static enum status refuse_empty(const struct run *r)
{
    if (r->manifest.n_files > 0)
        return STATUS_OK;
    say_error("run.no_files", r->request->study);
    return STATUS_UNREADABLE;
}

static enum status choose_as_of(struct run *r)
{
    const char *typed = r->request->as_of;
    r->as_of = r->manifest.as_of;
    if (typed == NULL)
        return STATUS_OK;
    if (!date_parse_iso(typed, &r->as_of)) {
        say_error("command.wrong_value", "--as-of", "YYYY-MM-DD");
        return STATUS_USAGE;
    }
    if (date_compare(r->as_of, r->manifest.as_of) > 0) {
        char known[11];
        date_write_iso(r->manifest.as_of, known);
        say_error("run.handover_older", known);
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

struct quarter quarter_to_look_at(const struct settings *settings,
                                  struct date as_of)
{
    struct quarter q = quarter_of(as_of);
    if (date_compare(quarter_last_day(q), as_of) > 0)
        q = quarter_before(q);
    if (date_compare(quarter_last_day(q),
                     quarter_first_day(settings->first_quarter)) < 0)
        q = settings->first_quarter;
    return q;
}

static enum status choose_quarter(struct run *r)
{
    const char *typed = r->request->quarter;
    r->quarter = quarter_to_look_at(&r->study.settings, r->as_of);
    if (typed == NULL)
        return STATUS_OK;
    if (!quarter_parse(text_fold(r->arena, typed), &r->quarter)) {
        say_error("command.wrong_value", "--quarter", "FY2023Q2 | R5Q2");
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

/* A quarter that the study can say something about. */
static enum status check_quarter(struct run *r)
{
    char typed[10], first[10];
    quarter_write(r->quarter, typed);
    quarter_write(r->study.settings.first_quarter, first);
    if (date_compare(quarter_last_day(r->quarter),
                     quarter_first_day(r->study.settings.first_quarter)) < 0) {
        say_error("run.quarter_too_early", typed, first);
        return STATUS_USAGE;
    }
    if (date_compare(quarter_first_day(r->quarter), r->as_of) > 0) {
        char as_of[11];
        date_write_iso(r->as_of, as_of);
        say_error("run.quarter_not_begun", typed, as_of);
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

static const char *database_of(const struct run *r)
{
    return arena_format(r->arena, "%s/study.sqlite", r->request->study);
}

static enum status choose_report_year(struct run *r)
{
    r->report_year = r->request->report_year;
    if (r->report_year != 0)
        return STATUS_OK;
    r->report_year = r->quarter.fiscal_year;
    return report_choice_read(database_of(r), r->output.quarter,
                              &r->report_year);
}

static enum status gather_inputs(struct run *r)
{
    struct arena *a = r->arena;
    char books[FILE_HASH_SIZE], as_of[11], quarter[10];
    enum status st = books_hash(a, &r->study.codebook, books);
    if (st != STATUS_OK)
        return st;
    date_write_iso(r->as_of, as_of);
    quarter_write(r->quarter, quarter);
    r->inputs = (struct stage_inputs){
        .program = AYUMI_VERSION,
        .handover = r->manifest.hash,
        .codebook = arena_copy(a, books),
        .settings = r->study.settings.hash,
        .clock = arena_format(a, "%s %s %d", quarter, as_of, r->report_year)};
    run_fingerprint(a, &r->inputs, r->record.fingerprint);
    return STATUS_OK;
}

/* From the study's folder to everything that decides what has to run. */
static enum status prepare(struct run *r)
{
    const char *study = r->request->study;
    enum status st =
        study_open(r->arena, study, r->request->language_given, &r->study);
    if (st == STATUS_OK)
        st = refuse_future(r->request->as_of);
    if (st == STATUS_OK)
        st = refuse_early(r);
    if (st == STATUS_OK)
        st = refresh_handover(r);
    if (st == STATUS_OK)
        st = need_approval(r);
    /* A plan before the first run: no delivery has decided the clocks yet. */
    if (st == STATUS_OK && r->new_handover && !has_handover(r))
        return STATUS_OK;
    if (st == STATUS_OK)
        st = manifest_read(r->arena,
                           arena_format(r->arena, "%s/" HANDOVER_FOLDER, study),
                           &r->manifest);
    if (st == STATUS_OK && r->study.settings.handover_approval)
        st = manifest_need_approval(
            r->arena, arena_format(r->arena, "%s/" HANDOVER_FOLDER, study),
            &r->manifest);
    if (st == STATUS_OK)
        st = refuse_other_codebook(r);
    if (st == STATUS_OK)
        st = refuse_empty(r);
    if (st == STATUS_OK)
        st = choose_as_of(r);
    if (st == STATUS_OK)
        st = choose_quarter(r);
    if (st == STATUS_OK)
        st = check_quarter(r);
    if (st != STATUS_OK)
        return st;
    output_folder_name(r->arena, study, r->quarter, &r->output);
    st = run_record_read(r->arena, r->output.final, &r->earlier);
    if (st == STATUS_OK)
        st = choose_report_year(r);
    return st == STATUS_OK ? gather_inputs(r) : st;
}

/* Running ---------------------------------------------------------------- */

static struct stage_context context_of(struct run *r)
{
    return (struct stage_context){
        .arena = r->arena,
        .store = r->store,
        .codebook = &r->study.codebook,
        .settings = &r->study.settings,
        .quarter = r->quarter,
        .as_of = r->as_of,
        .jobs = r->request->jobs,
        .report_year = r->report_year,
        .output = r->output.partial,
        .handover =
            arena_format(r->arena, "%s/" HANDOVER_FOLDER, r->request->study)};
}

static double seconds_between(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) +
           (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static enum status run_stage(struct run *r, struct stage_context *c, size_t i,
                             const char *reason)
{
    struct stage_record *record = &r->record.stages[i];
    struct timespec before, after;
    struct arena of_stage;
    record->name = stages[i]->name;
    record->reason = reason;
    if (reason == NULL)
        return STATUS_OK;
    arena_init(&of_stage);
    c->arena = &of_stage;
    clock_gettime(CLOCK_MONOTONIC, &before);
    enum status st = stage_run_one(stages[i], c, &r->inputs);
    clock_gettime(CLOCK_MONOTONIC, &after);
    c->arena = r->arena;
    arena_release(&of_stage);
    record->n_in = c->n_in;
    record->n_out = c->n_out;
    record->seconds = seconds_between(before, after);
    return st;
}

static enum status run_stages(struct run *r, struct stage_context *c)
{
    struct stage_reason reasons[N_STAGES];
    enum status st = stage_schema(r->arena, r->store, c->codebook, &r->inputs);
    if (st == STATUS_OK)
        st = stage_plan(r->store, &r->inputs, reasons);
    if (st == STATUS_OK && r->request->report_year != 0)
        st = report_choice_keep(r->store, r->output.quarter, r->report_year);
    if (st == STATUS_OK)
        st = clock_fill(c);
    for (size_t i = 0; st == STATUS_OK && i < N_STAGES; i++) {
        st = run_stage(r, c, i, reasons[i].reason);
        if (r->request->until != NULL &&
            text_equal(stages[i]->name, r->request->until))
            break;
    }
    return st;
}

static enum status finish(struct run *r, struct stage_context *c)
{
    struct output_change change = {0};
    clock_gettime(CLOCK_REALTIME, &r->record.ended);
    r->record.inputs = &r->inputs;
    r->record.context = c;
    enum language of_screen = language_get();
    language_set(r->study.settings.language);
    enum status st = run_record_write(r->arena, &r->record);
    language_set(of_screen);
    if (st == STATUS_OK)
        st = run_outcome(r->store);
    enum status outcome = st;
    if (st == STATUS_OK || st == STATUS_FINDINGS)
        st = output_folder_publish(r->arena, &r->output,
                                   r->earlier.report_year != r->report_year,
                                   &change);
    if (st == STATUS_OK)
        st = run_summary_print(r->arena, r->store, &r->output, &change,
                               r->request);
    return st == STATUS_OK ? outcome : st;
}

/* What came late for a quarter that is written: said, and run again only when
 * asked for, since that changes what may have been published. */
static enum status say_late(struct run *r)
{
    struct late_quarter *late;
    size_t n;
    enum status st =
        late_quarters(r->arena, r->store, &r->study.codebook, r->request->study,
                      r->output.quarter, &late, &n);
    if (st != STATUS_OK || n == 0 || r->request->json)
        return st;
    for (size_t i = 0; i < n; i++)
        puts(message_format(r->arena, "run.late_rows", late[i].name,
                            late[i].n_rows));
    if (!r->request->with_late)
        puts(message("run.late_how"));
    return st;
}

static enum status run_all(struct run *r)
{
    clock_gettime(CLOCK_REALTIME, &r->record.started);
    enum status st = store_open(database_of(r), 0600, &r->store);
    if (st != STATUS_OK)
        return st;
    struct stage_context c = context_of(r);
    st = output_folder_begin(&r->output);
    if (st == STATUS_OK)
        st = run_stages(r, &c);
    if (st == STATUS_OK && r->request->until == NULL)
        st = finish(r, &c);
    if (r->request->until == NULL && (st == STATUS_OK || st == STATUS_FINDINGS))
        st = status_worse(st, say_late(r));
    enum status closed = store_close(r->store);
    if (st == STATUS_OK || st == STATUS_FINDINGS)
        st = status_worse(st, closed);
    if (r->request->until != NULL || (st != STATUS_OK && st != STATUS_FINDINGS))
        return status_worse(st, folder_remove(r->output.partial));
    enum status letters = renew_letters(r);
    return letters == STATUS_OK ? st : letters;
}

static bool is_unchanged(const struct run *r)
{
    return r->request->until == NULL && r->earlier.is_there &&
           r->earlier.is_intact &&
           strcmp(r->earlier.fingerprint, r->record.fingerprint) == 0;
}

static enum status run_prepared(struct run *r)
{
    if (is_unchanged(r)) {
        run_summary_unchanged(r->output.final, r->request->json);
        return (enum status)r->earlier.exit_code;
    }
    return run_all(r);
}

enum status run_study(struct arena *a, const struct run_request *request)
{
    struct run r = {.arena = a, .request = request};
    int lock = -1;
    if (request->dry_run)
        return plan_study(a, request);
    enum status st = STATUS_OK;
    if (path_exists(arena_format(a, "%s/study.csv", request->study)))
        st = study_lock(a, request->study, ".ayumi.lock", &lock);
    if (st == STATUS_OK)
        st = prepare(&r);
    if (st == STATUS_OK)
        st = run_prepared(&r);
    if (st == STATUS_OK && r.has_findings)
        st = STATUS_FINDINGS;
    study_unlock(lock);
    return st;
}

static enum status list_late(struct arena *a, const char *study,
                             struct late_quarter **out, size_t *n)
{
    struct study opened;
    struct store *s;
    enum status st = study_open(a, study, true, &opened);
    if (st == STATUS_OK)
        st = store_open(arena_format(a, "%s/study.sqlite", study), 0600, &s);
    if (st != STATUS_OK)
        return st;
    st = late_quarters(a, s, &opened.codebook, study, NULL, out, n);
    return status_worse(st, store_close(s));
}

enum status run_late_quarters(struct arena *a,
                              const struct run_request *request)
{
    struct late_quarter *late;
    size_t n;
    enum status worst = STATUS_OK;
    enum status st = list_late(a, request->study, &late, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        struct run_request again = *request;
        again.quarter = late[i].name;
        again.report_year = 0;
        st = run_study(a, &again);
        if (st == STATUS_FINDINGS) {
            worst = st;
            st = STATUS_OK;
        }
    }
    return st == STATUS_OK ? worst : st;
}

/* Planning --------------------------------------------------------------- */

static void give_reason(struct stage_reason *reasons, const char *reason)
{
    for (size_t i = 0; i < N_STAGES; i++)
        reasons[i] = (struct stage_reason){stages[i], reason};
}

static enum status plan_from_store(struct run *r, struct stage_reason *reasons)
{
    const char *path = database_of(r);
    give_reason(reasons, "plan.reason_first");
    if (!path_exists(path))
        return STATUS_OK;
    if (r->new_handover) {
        give_reason(reasons, "plan.reason_handover");
        return STATUS_OK;
    }
    enum status st = store_open(path, 0600, &r->store);
    if (st != STATUS_OK)
        return st;
    bool has_run;
    st = store_find_table(r->store, "stage_run", &has_run);
    if (st == STATUS_OK && has_run)
        st = stage_plan(r->store, &r->inputs, reasons);
    return status_worse(st, store_close(r->store));
}

/* What crossed is the same whatever quarter is looked at: it is read once, and
 * the next stage is the first that a late row makes run again. */
static const char *first_late_stage(void)
{
    return stage2_validate.name;
}

/* Quarters that stand in out/ but the one that is planned: "FY2023Q1 …". */
static const char *others_written(struct run *r)
{
    const char *const *names;
    const char *list = "";
    size_t n;
    quarters_written(r->arena, r->request->study, &names, &n);
    for (size_t i = 0; i < n; i++)
        if (r->output.quarter == NULL ||
            strcmp(names[i], r->output.quarter) != 0)
            list = arena_format(r->arena, "%s%s%s", list,
                                *list == '\0' ? "" : " ", names[i]);
    return list;
}

/* After the plan of the quarter itself. */
static enum status plan_late(struct run *r)
{
    struct late_quarter *late;
    size_t n;
    const char *unread = r->new_handover ? others_written(r) : "";
    if (*unread != '\0')
        plan_print_unread(unread, first_late_stage());
    if (r->new_handover || !path_exists(database_of(r)))
        return STATUS_OK;
    enum status st = store_open(database_of(r), 0600, &r->store);
    if (st != STATUS_OK)
        return st;
    st = late_quarters(r->arena, r->store, &r->study.codebook,
                       r->request->study, r->output.quarter, &late, &n);
    if (st == STATUS_OK)
        plan_print_late(late, n, first_late_stage());
    return status_worse(st, store_close(r->store));
}

enum status plan_study(struct arena *a, const struct run_request *request)
{
    struct run_request asked = *request;
    struct run r = {.arena = a, .request = &asked};
    struct stage_reason reasons[N_STAGES];
    asked.dry_run = true;
    enum status st = prepare(&r);
    if (st == STATUS_OK)
        st = plan_from_store(&r, reasons);
    if (st != STATUS_OK)
        return st;
    if (r.new_handover && r.output.quarter != NULL)
        say("plan.deliveries");
    bool unchanged = !r.new_handover && is_unchanged(&r);
    plan_print(r.output.quarter, r.as_of, reasons, N_STAGES, unchanged,
               request->json);
    return request->json ? STATUS_OK : plan_late(&r);
}

/* run_summary: what a run says on the screen at its end. */
#include "pipeline/run_summary.h"

#include "pipeline/sql_run.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_line(const char *text)
{
    fputs(text, stdout);
    putchar('\n');
}

/* name  kind  received = accepted + quarantined + … ; or why it was refused */
static void print_file(struct arena *a, struct statement *st)
{
    const char *name = column_text(st, 0);
    const char *kind = column_text(st, 1);
    const char *refused = column_text(st, 3);
    if (refused[0] != '\0')
        print_line(message_format(a, "run.file_refused", name, refused));
    else
        print_line(message_format(
            a, "run.file_balance", name, kind, (size_t)column_integer(st, 4),
            (size_t)column_integer(st, 5), (size_t)column_integer(st, 6),
            (size_t)column_integer(st, 7), (size_t)column_integer(st, 8),
            (size_t)column_integer(st, 9)));
}

static enum status print_balance(struct arena *a, struct store *s)
{
    struct statement *st;
    enum status status = sql_prepare(s, "record_files", &st);
    if (status != STATUS_OK)
        return status;
    print_line(message("run.balance_title"));
    while (statement_step(st, &status))
        print_file(a, st);
    statement_free(st);
    return status;
}

static enum status count(struct store *s, const char *severity, size_t *out)
{
    struct statement *st;
    enum status status =
        store_prepare(s,
                      "SELECT count(*) FROM finding_state WHERE severity = ?1 "
                      "AND state IN ('new', 'open')",
                      &st);
    if (status != STATUS_OK)
        return status;
    statement_text(st, 1, severity);
    if (statement_step(st, &status))
        *out = (size_t)column_integer(st, 0);
    statement_free(st);
    return status;
}

struct finding_counts {
    size_t errors, warnings, infos; /* to be looked at */
    size_t news, fixed, accepted;   /* errors and warnings */
};

static enum status count_states(struct store *s, struct finding_counts *out)
{
    struct statement *st;
    enum status status =
        store_prepare(s,
                      "SELECT coalesce(sum(state = 'new'), 0), "
                      "coalesce(sum(state = 'fixed'), 0), "
                      "coalesce(sum(state = 'accepted'), 0) "
                      "FROM finding_state WHERE severity <> 'info'",
                      &st);
    if (status != STATUS_OK)
        return status;
    if (statement_step(st, &status)) {
        out->news = (size_t)column_integer(st, 0);
        out->fixed = (size_t)column_integer(st, 1);
        out->accepted = (size_t)column_integer(st, 2);
    }
    statement_free(st);
    return status;
}

static enum status count_findings(struct store *s, struct finding_counts *out)
{
    enum status st = count(s, "error", &out->errors);
    if (st == STATUS_OK)
        st = count(s, "warning", &out->warnings);
    if (st == STATUS_OK)
        st = count(s, "info", &out->infos);
    return st == STATUS_OK ? count_states(s, out) : st;
}

static void print_json(const struct output_folder *output,
                       const struct output_change *change,
                       const struct finding_counts *n)
{
    json_t *root = json_pack(
        "{s:s, s:b, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:s?, s:I}", "quarter",
        output->quarter, "changed", 1, "folder", output->final, "errors",
        (json_int_t)n->errors, "warnings", (json_int_t)n->warnings, "infos",
        (json_int_t)n->infos, "new", (json_int_t)n->news, "fixed",
        (json_int_t)n->fixed, "accepted", (json_int_t)n->accepted,
        "earlier_edition", change->edition, "files_changed",
        (json_int_t)(change->n_changed + change->n_added + change->n_removed));
    char *text = json_dumps(root, JSON_PRESERVE_ORDER);
    if (text != NULL)
        puts(text);
    free(text);
    json_decref(root);
}

enum status run_summary_print(struct arena *a, struct store *s,
                              const struct output_folder *output,
                              const struct output_change *change,
                              const struct run_request *request)
{
    struct finding_counts n = {0};
    enum status st = count_findings(s, &n);
    if (st != STATUS_OK)
        return st;
    if (request->json) {
        print_json(output, change, &n);
        return STATUS_OK;
    }
    if (!request->quiet)
        st = print_balance(a, s);
    if (change->edition != NULL)
        print_line(message_format(a, "run.edition", output->quarter,
                                  change->n_changed, change->n_added,
                                  change->n_removed, change->edition));
    print_line(
        message_format(a, "run.findings", n.errors, n.warnings, n.infos));
    print_line(
        message_format(a, "run.findings_since", n.news, n.fixed, n.accepted));
    print_line(message_format(a, "run.done", output->quarter, output->final,
                              output->final));
    if (n.errors + n.warnings > 0)
        print_line(message_format(a, "run.look_at", output->final));
    return st;
}

void run_summary_unchanged(const char *folder, bool json)
{
    struct arena a;
    arena_init(&a);
    if (json) {
        json_t *root = json_pack("{s:b, s:s}", "changed", 0, "folder", folder);
        char *text = json_dumps(root, JSON_PRESERVE_ORDER);
        if (text != NULL)
            puts(text);
        free(text);
        json_decref(root);
    } else {
        print_line(message_format(&a, "run.nothing_changed", folder));
    }
    arena_release(&a);
}

static void plan_json(const char *quarter, const char *as_of,
                      const struct stage_reason *reasons, size_t n,
                      bool unchanged)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:b, s:s?}", "stage", reasons[i].stage->name,
                            "run", !unchanged && reasons[i].reason != NULL,
                            "reason", unchanged ? NULL : reasons[i].reason));
    json_t *root = json_pack("{s:s?, s:s?, s:o}", "quarter", quarter, "as_of",
                             quarter == NULL ? NULL : as_of, "stages", list);
    char *text = json_dumps(root, JSON_PRESERVE_ORDER);
    if (text != NULL)
        puts(text);
    free(text);
    json_decref(root);
}

void plan_print_late(const struct late_quarter *late, size_t n,
                     const char *first)
{
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < n; i++)
        print_line(
            message_format(&a, "plan.late", late[i].name, late[i].n_rows));
    if (n > 0)
        print_line(message_format(&a, "plan.late_how", first));
    arena_release(&a);
}

void plan_print_unread(const char *quarters, const char *first)
{
    struct arena a;
    arena_init(&a);
    print_line(message_format(&a, "plan.late_to_read", quarters, first));
    arena_release(&a);
}

void plan_print(const char *quarter, struct date as_of,
                const struct stage_reason *reasons, size_t n, bool unchanged,
                bool json)
{
    struct arena a;
    char day[11];
    arena_init(&a);
    if (quarter != NULL)
        date_write_iso(as_of, day);
    if (json) {
        plan_json(quarter, day, reasons, n, unchanged);
        arena_release(&a);
        return;
    }
    print_line(quarter == NULL
                   ? message("plan.first")
                   : message_format(&a, "plan.title", quarter, day));
    for (size_t i = 0; i < n; i++) {
        const char *why = unchanged || reasons[i].reason == NULL
                              ? "plan.reason_none"
                              : reasons[i].reason;
        printf("  %-9s %s\n", reasons[i].stage->name, message(why));
    }
    if (unchanged)
        print_line(message("plan.nothing"));
    arena_release(&a);
}

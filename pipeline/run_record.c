/* run_record: what a run was made from and what it made. */
#include "pipeline/run_record.h"

#include "pipeline/sql_run.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"
#include "report/html.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void run_fingerprint(struct arena *a, const struct stage_inputs *in,
                     char out[FILE_HASH_SIZE])
{
    const char *all =
        arena_format(a, "%s\n%s\n%s\n%s\n%s\n", in->program, in->handover,
                     in->codebook, in->settings, in->clock);
    bytes_hash(all, strlen(all), out);
}

enum status run_outcome(struct store *s)
{
    int64_t n = 0;
    enum status st = store_integer(
        s,
        "SELECT count(*) FROM finding_state WHERE severity <> 'info' "
        "AND state IN ('new', 'open')",
        &n);
    return st != STATUS_OK ? st : n > 0 ? STATUS_FINDINGS : STATUS_OK;
}

/* JSON ------------------------------------------------------------------- */

static json_t *files_json(struct store *s, enum status *status)
{
    json_t *list = json_array();
    struct statement *st;
    *status = sql_prepare(s, "record_files", &st);
    if (*status != STATUS_OK)
        return list;
    while (statement_step(st, status)) {
        json_t *file = json_object();
        for (int i = 0; i < statement_columns(st); i++) {
            const char *name = statement_column_name(st, i);
            if (i < 4)
                json_object_set_new(file, name,
                                    json_string(column_text(st, i)));
            else
                json_object_set_new(file, name,
                                    json_integer(column_integer(st, i)));
        }
        json_array_append_new(list, file);
    }
    statement_free(st);
    return list;
}

static json_t *stages_json(const struct run_record *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < N_STAGES; i++) {
        const struct stage_record *s = &r->stages[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s?, s:I, s:I, s:f}", "stage", s->name, "reason",
                      s->reason, "in", (json_int_t)s->n_in, "out",
                      (json_int_t)s->n_out, "seconds", s->seconds));
    }
    return list;
}

static json_t *outputs_json(struct arena *a, const char *folder,
                            enum status *status)
{
    json_t *list = json_array();
    struct output_entry *entries = NULL;
    size_t n;
    *status = output_folder_list(a, folder, &entries, &n);
    for (size_t i = 0; *status == STATUS_OK && i < n; i++)
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "path", entries[i].name,
                                        "sha256", entries[i].sha256));
    return list;
}

static json_t *time_json(struct timespec t)
{
    char text[32];
    struct tm parts;
    gmtime_r(&t.tv_sec, &parts);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return json_string(text);
}

static json_t *record_json(struct arena *a, const struct run_record *r,
                           enum status *status)
{
    const struct stage_context *c = r->context;
    char as_of[11], quarter[10];
    date_write_iso(c->as_of, as_of);
    quarter_write(c->quarter, quarter);
    enum status outcome = run_outcome(c->store);
    json_t *root = json_pack(
        "{s:i, s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s}", "format", 1,
        "program", r->inputs->program, "fingerprint", r->fingerprint, "study",
        c->settings->name, "quarter", quarter, "as_of", as_of, "report_year",
        c->report_year, "exit_code", status_exit_code(outcome), "handover",
        r->inputs->handover, "codebook", r->inputs->codebook, "settings",
        r->inputs->settings);
    json_object_set_new(root, "started", time_json(r->started));
    json_object_set_new(root, "ended", time_json(r->ended));
    json_object_set_new(root, "stages", stages_json(r));
    json_object_set_new(root, "files", files_json(c->store, status));
    if (*status == STATUS_OK)
        json_object_set_new(root, "outputs",
                            outputs_json(a, c->output, status));
    return root;
}

static enum status write_json(struct arena *a, const struct run_record *r)
{
    enum status st = STATUS_OK;
    json_t *root = record_json(a, r, &st);
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    json_decref(root);
    if (text == NULL)
        return STATUS_BUG;
    if (st == STATUS_OK)
        st = file_write(arena_format(a, "%s/" RUN_RECORD, r->context->output),
                        text, strlen(text), 0644);
    free(text);
    return st;
}

/* HTML ------------------------------------------------------------------- */

static void table_from(struct arena *a, struct document *d,
                       struct document_table *t, struct statement *st,
                       int n_text, enum status *status)
{
    while (statement_step(st, status)) {
        table_line_begin(d, t, false);
        for (int i = 0; i < statement_columns(st); i++) {
            const char *text = column_text(st, i);
            if (i < n_text || text == NULL)
                table_line_cell(d, t, text == NULL ? "" : text);
            else
                table_line_cell(
                    d, t,
                    arena_format(a, "%lld", (long long)column_integer(st, i)));
        }
    }
}

/* A query as a table: one message per heading, in the query's order. */
static enum status query_table(struct arena *a, struct document *d,
                               struct store *s, const char *query,
                               const char *const *headings, int n_text)
{
    enum align aligns[12];
    struct statement *st;
    size_t n = 0;
    while (headings[n + 1] != NULL) {
        aligns[n] = (int)n < n_text ? ALIGN_LEFT : ALIGN_RIGHT;
        n++;
    }
    enum status status = sql_prepare(s, query, &st);
    if (status != STATUS_OK)
        return status;
    struct document_table *t =
        document_table(d, message(headings[0]), n, aligns);
    table_line_begin(d, t, true);
    for (size_t i = 0; i < n; i++)
        table_line_cell(d, t, message(headings[i + 1]));
    table_from(a, d, t, st, n_text, &status);
    statement_free(st);
    return status;
}

static void outputs_list(struct arena *a, struct document *d,
                         const char *folder, enum status *status)
{
    struct output_entry *entries = NULL;
    size_t n;
    *status = output_folder_list(a, folder, &entries, &n);
    if (*status != STATUS_OK || n == 0)
        return;
    const char **names = arena_take_array(a, n, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = entries[i].name;
    document_heading(d, 2, message("record.outputs"));
    document_bullets(d, names, n);
}

static enum status write_html(struct arena *a, const struct run_record *r)
{
    static const char *const files[] = {
        "record.files",      "record.file",        "record.kind",
        "record.encoding",   "record.refused",     "record.received",
        "record.accepted",   "record.quarantined", "record.duplicate",
        "record.superseded", "record.outside",     NULL};
    static const char *const findings[] = {"record.findings",
                                           "record.rule",
                                           "record.severity",
                                           "record.what",
                                           "record.todo",
                                           "record.n",
                                           NULL};
    const struct stage_context *c = r->context;
    char quarter[10], as_of[11];
    quarter_write(c->quarter, quarter);
    date_write_iso(c->as_of, as_of);
    struct document *d =
        document_new(a, arena_format(a, "%s %s", c->settings->name, quarter),
                     c->settings->language, c->as_of);
    document_heading(
        d, 1, message_format(a, "record.title", c->settings->name, quarter));
    document_paragraph(
        d, message_format(a, "record.made_from", as_of, r->inputs->program,
                          r->inputs->handover, r->inputs->codebook,
                          r->inputs->settings));
    enum status st = query_table(a, d, c->store, "record_files", files, 4);
    if (st == STATUS_OK)
        st = query_table(a, d, c->store,
                         c->settings->language == LANGUAGE_EN
                             ? "record_findings_en"
                             : "record_findings_ja",
                         findings, 4);
    if (st == STATUS_OK)
        outputs_list(a, d, c->output, &st);
    if (st == STATUS_OK)
        st = html_write(d, arena_format(a, "%s/run.html", c->output));
    return st;
}

enum status run_record_write(struct arena *a, const struct run_record *r)
{
    enum status st = write_html(a, r);
    return st == STATUS_OK ? write_json(a, r) : st;
}

/* Reading ---------------------------------------------------------------- */

static bool is_intact(struct arena *a, const char *folder, const json_t *root)
{
    const json_t *outputs = json_object_get(root, "outputs");
    for (size_t i = 0; i < json_array_size(outputs); i++) {
        const json_t *o = json_array_get(outputs, i);
        const char *path = json_string_value(json_object_get(o, "path"));
        const char *hash = json_string_value(json_object_get(o, "sha256"));
        char now[FILE_HASH_SIZE];
        if (path == NULL || hash == NULL)
            return false;
        const char *full = arena_format(a, "%s/%s", folder, path);
        if (!path_exists(full) || file_hash(full, now) != STATUS_OK ||
            !text_equal(now, hash))
            return false;
    }
    return json_array_size(outputs) > 0;
}

enum status run_record_read(struct arena *a, const char *folder,
                            struct run_earlier *out)
{
    const char *path = arena_format(a, "%s/" RUN_RECORD, folder);
    memset(out, 0, sizeof *out);
    if (!path_exists(path))
        return STATUS_OK;
    char *bytes;
    size_t n;
    enum status st = file_read(a, path, &bytes, &n);
    if (st != STATUS_OK)
        return st;
    json_t *root = json_loadb(bytes, n, 0, NULL);
    const char *print = json_string_value(json_object_get(root, "fingerprint"));
    if (print != NULL && strlen(print) == FILE_HASH_SIZE - 1) {
        out->is_there = true;
        memcpy(out->fingerprint, print, FILE_HASH_SIZE);
        out->report_year =
            (int)json_integer_value(json_object_get(root, "report_year"));
        out->exit_code =
            (int)json_integer_value(json_object_get(root, "exit_code"));
        out->is_intact = is_intact(a, folder, root);
    }
    json_decref(root);
    return STATUS_OK;
}

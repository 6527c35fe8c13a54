/* check_files: what would happen to these files? No study, no key. */
#include "anonymize/commands.h"

#include "anonymize/file_check.h"
#include "anonymize/shared_values.h"
#include "base/codebook_strangers.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"
#include "report/blank_form.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *text_or_null(const char *text)
{
    return text == NULL || *text == '\0' ? json_null() : json_string(text);
}

static json_t *json_finding(const struct study_files *s,
                            const struct place_finding *f)
{
    char letters[8] = "";
    json_t *e = json_object();
    if (f->column >= 0)
        column_letters((size_t)f->column, letters);
    json_object_set_new(e, "row",
                        f->row == 0 ? json_null() : json_integer(f->row));
    json_object_set_new(e, "column", text_or_null(letters));
    json_object_set_new(
        e, "variable",
        text_or_null(f->variable == NULL ? NULL : f->variable->name));
    json_object_set_new(e, "rule", json_string(f->rule));
    json_object_set_new(e, "severity",
                        json_string(severity_name(finding_severity(s, f))));
    return e;
}

/* Writes a member of an object that is written piece by piece. What stdout
 * did not take is found at the program's end. */
static void print_value(json_t *value)
{
    json_dumpf(value, stdout,
               JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENCODE_ANY |
                   JSON_EMBED);
    json_decref(value);
}

/* One at a time: there can be a million. */
static void print_findings(const struct study_files *s, size_t file)
{
    bool is_first = true;
    fputs(",\"findings\":[", stdout);
    for (size_t i = 0; i < s->findings->n; i++) {
        if (study_finding(s, i)->file != file)
            continue;
        fputs(is_first ? "{" : ",{", stdout);
        print_value(json_finding(s, study_finding(s, i)));
        fputs("}", stdout);
        is_first = false;
    }
    fputs("],\"repaired\":{", stdout);
}

static json_t *repairs_of(const struct delivered_file *f)
{
    json_t *repairs = json_object();
    for (unsigned bit = 0; bit < N_REPAIRS; bit++)
        if (f->repairs[bit] != 0)
            json_object_set_new(repairs, repair_code(bit),
                                json_integer((json_int_t)f->repairs[bit]));
    return repairs;
}

static json_t *count_of(const struct delivered_file *f, enum row_fate fate)
{
    return json_integer((json_int_t)file_count(f, fate));
}

static void print_json(const struct study_files *s, size_t file)
{
    const struct delivered_file *f = &s->files[file];
    json_t *o = json_object();
    json_object_set_new(o, "file", json_string(f->name));
    json_object_set_new(o, "sheet", text_or_null(f->sheet));
    json_object_set_new(o, "kind",
                        text_or_null(f->kind == NULL ? NULL : f->kind->kind));
    json_object_set_new(o, "encoding", text_or_null(f->encoding));
    json_object_set_new(o, "received", json_integer((json_int_t)f->n_rows));
    json_object_set_new(o, "accepted", count_of(f, ROW_ACCEPTED));
    json_object_set_new(o, "quarantined", count_of(f, ROW_QUARANTINED));
    json_object_set_new(o, "duplicate", count_of(f, ROW_DUPLICATE));
    json_object_set_new(o, "refused", text_or_null(f->refused));
    fputs("{", stdout);
    print_value(o);
    print_findings(s, file);
    print_value(repairs_of(f));
    puts("}}");
}

static void print_text(const struct study_files *s, size_t file)
{
    const struct delivered_file *f = &s->files[file];
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < s->findings->n; i++) {
        if (study_finding(s, i)->file != file)
            continue;
        arena_reset(&a);
        const struct finding found =
            study_files_finding(s, &a, study_finding(s, i));
        puts(finding_sentence(&a, s->codebook, &found, language_get()));
    }
    bool ja = language_get() == LANGUAGE_JA;
    const char *kind = f->kind == NULL ? "-"
                       : ja            ? f->kind->label_ja
                                       : f->kind->label_en;
    puts(message_format(
        &a, f->refused == NULL ? "check.summary" : "check.refused",
        file_label(&a, f), kind, f->n_rows, file_count(f, ROW_ACCEPTED),
        file_count(f, ROW_QUARANTINED), file_count(f, ROW_DUPLICATE)));
    arena_release(&a);
}

/* 3 for a refused file, 1 where a person has something to do. */
static enum status verdict_of(const struct study_files *s)
{
    for (size_t i = 0; i < s->n_files; i++)
        if (s->files[i].refused != NULL)
            return STATUS_UNREADABLE;
    for (size_t i = 0; i < s->findings->n; i++)
        if (finding_severity(s, study_finding(s, i)) != SEVERITY_INFO)
            return STATUS_FINDINGS;
    return STATUS_OK;
}

static enum status take_row(void *context, struct delivered_file *f,
                            const struct row_note *note,
                            const struct cell *cells, const char *const *texts)
{
    struct shared_values *v = context;
    (void)texts;
    const struct shared_row row = {.row = note->row, .cells = cells};
    shared_values_see(v, f->number - 1, &row);
    return STATUS_OK;
}

static enum status check_one(struct arena *a, const struct codebook *c,
                             const char *path, bool as_json)
{
    struct study_files s;
    struct shared_values values;
    const struct row_taker taker = {.take = take_row, .context = &values};
    const struct delivered_file like = {
        .name = path, .path = path, .office = ""};
    enum status st = STATUS_OK;
    study_files_init(&s, a, c);
    study_files_may_spill(&s, NULL);
    s.counts_only = true;
    study_files_add(&s, &like);
    shared_values_init(&values, &s);
    for (size_t i = 0; st == STATUS_OK && i < s.n_files; i++) {
        st = file_check(&s, i, &taker);
        if (st == STATUS_OK)
            st = file_balances(&s.files[i]);
    }
    study_files_sort_findings(&s);
    for (size_t i = 0; st == STATUS_OK && i < s.n_files; i++) {
        if (as_json)
            print_json(&s, i);
        else
            print_text(&s, i);
    }
    if (st == STATUS_OK)
        st = verdict_of(&s);
    shared_values_release(&values);
    study_files_release(&s);
    return st;
}

/* --template 06 [DIR]: what somebody may have filled in is never replaced. */
static enum status write_template(struct arena *a, const struct codebook *c,
                                  const char *kind, const char *folder)
{
    const struct file_kind *k = codebook_kind(c, text_fold(a, kind));
    if (k == NULL) {
        const char *all = "";
        for (size_t i = 0; i < c->n_kinds; i++)
            all = arena_format(a, "%s%s%s", all, i == 0 ? "" : " ",
                               c->kinds[i].kind);
        say_error("check.template_unknown", kind, all);
        return STATUS_USAGE;
    }
    const char *csv = blank_form_path(a, folder, k, "csv");
    const char *xlsx = blank_form_path(a, folder, k, "xlsx");
    if (path_exists(csv) || path_exists(xlsx)) {
        say_error("check.template_exists", path_exists(csv) ? csv : xlsx);
        return STATUS_USAGE;
    }
    enum status st = folder_make(folder, 0755);
    if (st == STATUS_OK)
        st = blank_form_csv(a, csv, k);
    if (st == STATUS_OK)
        st = blank_form_xlsx(a, xlsx, k);
    if (st == STATUS_OK)
        printf("%s\n%s\n", csv, xlsx);
    return st;
}

enum status check_files(struct arena *a, const struct invocation *in)
{
    struct codebook c;
    const char *template = option_value(in, "--template");
    enum status worst = STATUS_OK;
    enum status st =
        codebook_load(a, codebook_shipped_folder(),
                      arena_format(a, "%s/codebook", in->study), &c);
    if (st == STATUS_OK)
        st = codebook_name_strangers(a, &c);
    if (st == STATUS_OK && template != NULL)
        return write_template(a, &c, template,
                              in->n_operands == 0 ? "." : in->operands[0]);
    for (size_t i = 0; st == STATUS_OK && i < in->n_operands; i++) {
        struct arena own;
        arena_init(&own);
        enum status one = check_one(&own, &c, in->operands[i], in->json);
        arena_release(&own);
        if (one != STATUS_UNREADABLE && one != STATUS_FINDINGS)
            st = one;
        worst = status_worse(worst, one);
    }
    return status_worse(st, worst);
}

/* command_score: a frailty instrument on any plain CSV.
 *
 * Needs no study. Where --study (or the current folder) is one, its own
 * codebook/ is added, so that a city's version of a scale works here too. */
#include "pipeline/commands.h"

#include "base/output_file.h"
#include "base/text.h"
#include "pipeline/books.h"
#include "pipeline/score_file.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct scales {
    struct score_definition *definitions;
    size_t n;
};

static bool has_items(const struct score_definition *d)
{
    return d->n_items > 0;
}

/* "KCL 2006, FC22 2015 2019, …": every version that can be scored. */
static const char *list_of(struct arena *a, const struct scales *s)
{
    const char *all = "", *last = "";
    for (size_t i = 0; i < s->n; i++) {
        const struct score_definition *d = &s->definitions[i];
        if (!has_items(d))
            continue;
        if (text_equal(last, d->instrument))
            all = arena_format(a, "%s %s", all, d->version);
        else
            all = arena_format(a, "%s%s%s %s", all, all[0] == '\0' ? "" : ", ",
                               d->instrument, d->version);
        last = d->instrument;
    }
    return all;
}

static void suggest(struct arena *a, const char *typed,
                    const char *const *names)
{
    char *upper = arena_copy(a, typed);
    for (char *c = upper; *c != '\0'; c++) {
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    const char *near = text_nearest(upper, names);
    if (near != NULL)
        say_error("command.did_you_mean", near);
}

static enum status no_instrument(struct arena *a, const struct scales *s,
                                 const char *typed)
{
    const char **names = arena_take_array(a, s->n + 1, sizeof *names);
    for (size_t i = 0; i < s->n; i++)
        names[i] = s->definitions[i].instrument;
    say_error("score.no_instrument", typed, list_of(a, s));
    suggest(a, typed, names);
    return STATUS_USAGE;
}

static enum status no_version(struct arena *a, const struct scales *s,
                              const char *instrument, const char *typed)
{
    const char **names = arena_take_array(a, s->n + 1, sizeof *names);
    const char *all = "";
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (!text_equal(s->definitions[i].instrument, instrument))
            continue;
        names[n++] = s->definitions[i].version;
        all = arena_format(a, "%s%s%s", all, n == 1 ? "" : " ",
                           s->definitions[i].version);
    }
    say_error("score.no_version", instrument, typed, all);
    suggest(a, typed, names);
    return STATUS_USAGE;
}

/* A version is never guessed, unless there is only one. */
static enum status choose(struct arena *a, const struct scales *s,
                          const char *instrument, const char *version,
                          const struct score_definition **out)
{
    const struct score_definition *only = NULL;
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct score_definition *d = &s->definitions[i];
        if (!has_items(d) || !text_equal(d->instrument, instrument))
            continue;
        n++;
        only = d;
        if (version != NULL && text_equal(d->version, version)) {
            *out = d;
            return STATUS_OK;
        }
    }
    if (n == 0)
        return no_instrument(a, s, instrument);
    if (version != NULL || n > 1)
        return no_version(a, s, instrument, version == NULL ? "" : version);
    *out = only;
    return STATUS_OK;
}

static enum status load_codebook(struct arena *a, const char *study,
                                 struct codebook *out)
{
    const char *shipped = codebook_shipped_folder();
    const char *local = NULL;
    if (shipped == NULL) {
        say_error("codebook.not_found");
        return STATUS_USAGE;
    }
    if (path_exists(arena_format(a, "%s/study.csv", study)))
        local = arena_format(a, "%s/codebook", study);
    return codebook_load(a, shipped, local, out);
}

static enum status load_scales(struct arena *a, const struct codebook *c,
                               struct scales *out)
{
    struct store *s;
    enum status st = store_open(":memory:", 0600, &s);
    if (st != STATUS_OK)
        return st;
    st = books_load(a, s, c);
    if (st == STATUS_OK)
        st = score_definitions(a, s, &out->definitions, &out->n);
    return status_worse(st, store_close(s));
}

static enum status read_coding(const struct invocation *in,
                               enum score_digits *out)
{
    const char *coding = option_value(in, "--coding");
    if (coding == NULL)
        return STATUS_OK;
    if (text_equal(coding, "risk"))
        *out = DIGITS_RISK;
    else if (text_equal(coding, "yes"))
        *out = DIGITS_YES;
    else {
        say_error("command.wrong_value", "--coding", "risk | yes");
        return STATUS_USAGE;
    }
    return STATUS_OK;
}

static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

static enum status read_paths(const struct invocation *in,
                              struct score_request *r)
{
    r->data = option_value(in, "--data");
    r->out = option_value(in, "--out");
    if (r->data == NULL || (r->out == NULL && !in->dry_run)) {
        say_error("score.needs", r->data == NULL ? "--data" : "--out");
        return STATUS_USAGE;
    }
    if (r->out != NULL && is_same_file(r->data, r->out)) {
        say_error("score.same_file", r->out);
        return STATUS_USAGE;
    }
    if (in->dry_run)
        r->out = NULL;
    return STATUS_OK;
}

static void read_limits(const struct codebook *c, struct coding_limits *out)
{
    const struct date last = {9999, 12, 31};
    *out = (struct coding_limits){0, 0, 1};
    (void)codebook_threshold(c, "coding_check_records", last, &out->records);
    (void)codebook_threshold(c, "coding_check_lowest_max", last,
                             &out->lowest_max);
    (void)codebook_threshold(c, "coding_check_gain", last, &out->gain);
}

static bool needs_sex(const struct score_definition *d)
{
    bool by_sex = false;
    for (size_t i = 0; i < d->n_items; i++)
        by_sex = by_sex || d->items[i].rule == SCORE_BELOW_BY_SEX;
    return by_sex;
}

static void say_of_person(const struct score_columns *c)
{
    if (c->sex.column < 0 && needs_sex(&c->definition))
        say_error("score.no_sex");
    if (c->age.column < 0 && c->definition.validated_age_min > 0)
        say_error("score.no_age", (size_t)c->definition.validated_age_min);
}

/* What a person must know about the result, on stderr. */
static void say_remarks(struct arena *a, const struct score_request *r,
                        const struct score_report *report)
{
    const struct score_columns *c = &report->columns;
    const char *absent = "";
    for (size_t i = 0; i < c->n_absent; i++)
        absent =
            arena_format(a, "%s%s%s", absent, i == 0 ? "" : " ", c->absent[i]);
    if (c->unused != NULL)
        say_error("score.unused", c->unused);
    if (c->n_absent > 0)
        say_error(c->definition.needs_all_columns ? "score.absent_no_class"
                                                  : "score.absent",
                  absent);
    say_of_person(c);
    if (report->n_digits > 0)
        say_error(r->digits == DIGITS_YES ? "score.digits_yes"
                                          : "score.digits_risk",
                  report->n_digits);
    if (report->n_impossible > 0)
        say_error("score.impossible", report->n_impossible);
    if (report->looks_swapped)
        say_error("score.looks_swapped", r->data);
}

static void print_summary(struct arena *a, const struct score_request *r,
                          const struct score_report *report)
{
    const struct score_definition *d = r->definition;
    char *line = message_format(a, "score.done", d->instrument, d->version,
                                report->n_rows);
    for (size_t i = 0; i < d->n_classes; i++)
        line = arena_format(a, "%s, %s %zu", line, d->classes[i].name,
                            report->n_of_class[i]);
    if (d->n_classes > 0)
        line = arena_format(a, "%s, " SCORE_UNDETERMINED " %zu", line,
                            report->n_undetermined);
    puts(line);
    if (r->out != NULL)
        puts(message_format(a, "score.written", r->out));
}

static json_t *classes_of(const struct score_request *r,
                          const struct score_report *report)
{
    json_t *classes = json_object();
    for (size_t i = 0; i < r->definition->n_classes; i++)
        json_object_set_new(classes, r->definition->classes[i].name,
                            json_integer((json_int_t)report->n_of_class[i]));
    if (r->definition->n_classes > 0)
        json_object_set_new(classes, SCORE_UNDETERMINED,
                            json_integer((json_int_t)report->n_undetermined));
    return classes;
}

static void print_json(const struct score_request *r,
                       const struct score_report *report)
{
    json_t *absent = json_array();
    for (size_t i = 0; i < report->columns.n_absent; i++)
        json_array_append_new(absent, json_string(report->columns.absent[i]));
    json_t *all = json_pack(
        "{s:s, s:s, s:I, s:o, s:I, s:I, s:I, s:b, s:o}", "instrument",
        r->definition->instrument, "version", r->definition->version, "rows",
        (json_int_t)report->n_rows, "classes", classes_of(r, report),
        "out_of_validated_age", (json_int_t)report->n_out_of_age, "impossible",
        (json_int_t)report->n_impossible, "digits",
        (json_int_t)report->n_digits, "looks_swapped", report->looks_swapped,
        "absent", absent);
    char *text = json_dumps(all, JSON_COMPACT);
    if (text != NULL)
        puts(text);
    free(text);
    json_decref(all);
}

COMMAND(command_score)
{
    (void)self;
    const struct invocation *in = invocation;
    const char *instrument = option_value(in, "--instrument");
    struct codebook book;
    struct scales scales;
    struct score_request request = {.codebook = &book};
    struct score_report report;
    enum status st = load_codebook(a, in->study, &book);
    if (st == STATUS_OK)
        st = load_scales(a, &book, &scales);
    if (st == STATUS_OK && instrument == NULL) {
        say_error("score.needs_instrument", list_of(a, &scales));
        st = STATUS_USAGE;
    }
    if (st == STATUS_OK)
        st = choose(a, &scales, instrument, option_value(in, "--version"),
                    &request.definition);
    if (st == STATUS_OK)
        st = read_paths(in, &request);
    if (st == STATUS_OK) {
        request.digits = request.definition->digits;
        st = read_coding(in, &request.digits);
    }
    if (st != STATUS_OK)
        return st;
    read_limits(&book, &request.limits);
    st = score_file(a, &request, &report);
    if (st != STATUS_OK)
        return st;
    say_remarks(a, &request, &report);
    if (in->json)
        print_json(&request, &report);
    else
        print_summary(a, &request, &report);
    return STATUS_OK;
}

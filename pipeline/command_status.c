/* command_status: status (how does the study stand?) and doctor (can this
 * computer run it?). */
#include "pipeline/commands.h"
#include "pipeline/late_rows.h"
#include "pipeline/manifest.h"
#include "pipeline/quarter_rows.h"
#include "pipeline/run.h"
#include "pipeline/run_record.h"
#include "pipeline/sql_run.h"

#include "base/child_process.h"
#include "base/handover.h"
#include "base/output_file.h"
#include "base/study_lock.h"
#include "base/text.h"
#include "report/pdf.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* status ----------------------------------------------------------------- */

/* The quarters that were run, and what came since. */
struct quarter_list {
    struct arena *arena;
    const char *study;
    const struct codebook *codebook;
    struct store *store; /* NULL: there is none yet */
};

static enum status print_late(const struct quarter_list *l, const char *folder,
                              const char *name)
{
    struct quarter q;
    size_t n = 0;
    if (l->store == NULL || !quarter_parse(name, &q))
        return STATUS_OK;
    enum status st =
        late_rows_count(l->arena, l->store, l->codebook, folder, q, &n);
    if (st == STATUS_OK && n > 0)
        puts(message_format(l->arena, "status.late_rows", n, name));
    return st;
}

static enum status print_quarter(const struct quarter_list *l, const char *name)
{
    struct run_earlier earlier;
    const char *folder = arena_format(l->arena, "%s/out/%s", l->study, name);
    enum status st = run_record_read(l->arena, folder, &earlier);
    if (st != STATUS_OK)
        return st;
    const char *state = !earlier.is_there        ? "status.no_record"
                        : !earlier.is_intact     ? "status.touched"
                        : earlier.exit_code == 0 ? "status.done"
                                                 : "status.findings_open";
    printf("  %s  %s\n", name, message(state));
    return print_late(l, folder, name);
}

static enum status print_quarters(const struct quarter_list *l)
{
    const char *const *names;
    size_t n;
    quarters_written(l->arena, l->study, &names, &n);
    puts(message(n == 0 ? "status.no_quarters" : "status.quarters"));
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        st = print_quarter(l, names[i]);
    return st;
}

static const char *label_of(const struct codebook *c, const char *kind)
{
    const struct file_kind *k = kind == NULL ? NULL : codebook_kind(c, kind);
    if (k == NULL)
        return "-";
    return language_get() == LANGUAGE_JA ? k->label_ja : k->label_en;
}

static void print_files(struct arena *a, const struct codebook *c,
                        const struct manifest *m)
{
    char as_of[11];
    date_write_iso(m->as_of, as_of);
    printf("%s\n", message_format(a, "status.files", m->n_files, as_of));
    for (size_t i = 0; i < m->n_files; i++) {
        const struct manifest_file *f = &m->files[i];
        printf("  %s  %s%s%s\n", f->name, label_of(c, f->kind),
               f->refused == NULL ? "" : "  ",
               f->refused == NULL
                   ? ""
                   : message_format(a, "status.refused", f->refused));
    }
}

/* Padded on the left of numbers, on the right of names, by what is seen. */
static void print_padded(const char *text, size_t width, bool to_the_right)
{
    size_t seen = text_width(text);
    int spaces = seen < width ? (int)(width - seen) : 0;
    printf("%*s%s%*s", to_the_right ? spaces : 0, "", text,
           to_the_right ? 0 : spaces, "");
}

static void print_kind_rows(struct arena *a, const struct quarter_rows *r)
{
    enum { NAME = 30, NUMBER = 12 };
    const char *label =
        language_get() == LANGUAGE_JA ? r->kind->label_ja : r->kind->label_en;
    fputs("  ", stdout);
    print_padded(arena_format(a, "%s %s", r->kind->kind, label), NAME, false);
    print_padded(arena_format(a, "%lld", (long long)r->before), NUMBER, true);
    print_padded(arena_format(a, "%lld", (long long)r->now), NUMBER, true);
    printf("%s%s\n", quarter_rows_missing(r) ? "  " : "",
           quarter_rows_missing(r) ? message("status.missing") : "");
}

static enum status print_rows(struct arena *a, struct store *s,
                              const struct codebook *c, struct quarter q)
{
    char name[10], before[10];
    size_t n, n_missing = 0;
    struct quarter_rows *rows = arena_take_array(a, c->n_kinds, sizeof *rows);
    enum status st = quarter_rows_read(a, s, c, q, rows, &n);
    if (st != STATUS_OK || n == 0)
        return st;
    quarter_write(q, name);
    quarter_write(quarter_before(q), before);
    puts(message_format(a, "status.rows", before, name));
    for (size_t i = 0; i < n; i++) {
        print_kind_rows(a, &rows[i]);
        n_missing += quarter_rows_missing(&rows[i]);
    }
    if (n_missing > 0)
        puts(message_format(a, "status.missing_kinds", n_missing, name));
    return STATUS_OK;
}

/* Seminar > baseline > consent > check > follow-up; the reasons for each loss
 * below the step. */
static enum status print_flow(struct arena *a, struct store *s)
{
    enum { NAME = 44, NUMBER = 8 };
    struct statement *st;
    bool is_ja = language_get() == LANGUAGE_JA, is_first = true;
    bool has_flow = false, has_run = false;
    enum status status = store_find_table(s, "flow_loss", &has_flow);
    if (status == STATUS_OK)
        status = store_find_table(s, "run_clock", &has_run);
    if (status != STATUS_OK || !has_flow || !has_run)
        return status;
    status = sql_prepare(s, "status_flow", &st);
    while (status == STATUS_OK && statement_step(st, &status)) {
        bool is_step = column_text(st, 1)[0] == '\0';
        const char *label =
            column_text(st, (is_step ? 2 : 4) + (is_ja ? 0 : 1));
        if (is_first)
            puts(message("status.flow"));
        is_first = false;
        fputs(is_step ? "  " : "    - ", stdout);
        print_padded(label, is_step ? NAME : NAME - 4, false);
        print_padded(arena_format(a, "%lld", (long long)column_integer(st, 6)),
                     NUMBER, true);
        putchar('\n');
    }
    statement_free(st);
    return status;
}

/* What is there of a quarter: of the one asked for, else of the last one that
 * had ended when the newest file came. */
static enum status print_quarter_rows(struct arena *a,
                                      const struct invocation *in,
                                      const struct study *study,
                                      const struct manifest *m)
{
    const char *typed = option_value(in, "--quarter");
    struct quarter q = quarter_to_look_at(&study->settings, m->as_of);
    char *path = arena_format(a, "%s/study.sqlite", in->study);
    struct store *s;
    if (typed != NULL && !quarter_parse(text_fold(a, typed), &q)) {
        say_error("command.wrong_value", "--quarter", "FY2023Q2 | R5Q2");
        return STATUS_USAGE;
    }
    if (!path_exists(path))
        return STATUS_OK;
    enum status st = store_open(path, 0600, &s);
    if (st != STATUS_OK)
        return st;
    st = print_rows(a, s, &study->codebook, q);
    if (st == STATUS_OK)
        st = print_flow(a, s);
    return status_worse(st, store_close(s));
}

static bool was_run(struct arena *a, const struct manifest *m, const char *name)
{
    const char *wanted = text_nfc(a, name);
    for (size_t i = 0; i < m->n_files; i++)
        if (strcmp(text_nfc(a, m->files[i].file), wanted) == 0)
            return true;
    return false;
}

/* What lies in the inbox and was in no run yet, by its name. */
static enum status print_waiting(struct arena *a, const char *study,
                                 const struct manifest *m)
{
    enum { MOST = 10 };
    const char *inbox = arena_format(a, "%s/inbox", study);
    const char **names = NULL;
    size_t n = 0, n_waiting = 0;
    if (!path_is_folder(inbox))
        return STATUS_OK;
    enum status st = folder_list(a, inbox, &names, &n, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (!was_run(a, m, names[i]))
            names[n_waiting++] = names[i];
    if (st != STATUS_OK || n_waiting == 0)
        return st;
    puts(message_format(a, "status.waiting", n_waiting));
    for (size_t i = 0; i < n_waiting && i < MOST; i++)
        printf("  %s\n", names[i]);
    if (n_waiting > MOST)
        puts(message_format(a, "status.waiting_more", n_waiting - MOST));
    return STATUS_OK;
}

static enum status print_results(struct arena *a, const char *folder,
                                 const struct study *study)
{
    struct quarter_list l = {
        .arena = a, .study = folder, .codebook = &study->codebook};
    char *path = arena_format(a, "%s/study.sqlite", folder);
    enum status st = STATUS_OK;
    if (path_exists(path))
        st = store_open(path, 0600, &l.store);
    if (st != STATUS_OK)
        return st;
    st = print_quarters(&l);
    return l.store == NULL ? st : status_worse(st, store_close(l.store));
}

COMMAND(command_status)
{
    (void)self;
    const struct invocation *in = invocation;
    struct study study;
    enum status st = study_open(a, in->study, in->language_given, &study);
    if (st != STATUS_OK)
        return st;
    printf("%s\n", message_format(a, "status.study", study.settings.name,
                                  study.settings.municipality_name));
    const char *handover = arena_format(a, "%s/" HANDOVER_FOLDER, in->study);
    struct manifest m = {0};
    if (path_exists(arena_format(a, "%s/" HANDOVER_MANIFEST, handover))) {
        st = manifest_read(a, handover, &m);
        if (st == STATUS_OK) {
            print_files(a, &study.codebook, &m);
            st = print_quarter_rows(a, in, &study, &m);
        }
    } else {
        puts(message("status.no_handover"));
    }
    if (st == STATUS_OK)
        st = print_waiting(a, in->study, &m);
    return st == STATUS_OK ? print_results(a, in->study, &study) : st;
}

/* doctor ----------------------------------------------------------------- */

struct examination {
    struct arena *arena;
    size_t n_bad;
};

static void result(struct examination *x, bool good, const char *what,
                   const char *advice)
{
    printf("  [%s] %s%s%s\n", good ? "OK" : "NG", what, good ? "" : " - ",
           good ? "" : advice);
    x->n_bad += good ? 0 : 1;
}

static void examine_font(struct examination *x)
{
    const char *font = pdf_font(x->arena);
    result(x, font != NULL,
           message_format(x->arena, "doctor.font", font == NULL ? "-" : font),
           message("doctor.font_advice"));
}

static void examine_programs(struct examination *x)
{
    char *path;
    bool good =
        sibling_program(x->arena, "ayumi-anonymize", &path) == STATUS_OK;
    result(x, good, message("doctor.programs"), message("doctor.install"));
    result(x, codebook_shipped_folder() != NULL, message("doctor.codebooks"),
           message("doctor.install"));
}

static void examine_disk(struct examination *x, const char *study)
{
    struct statvfs v;
    bool good = statvfs(study, &v) == 0;
    unsigned long long mib =
        good ? (unsigned long long)v.f_bavail * v.f_frsize / 1048576 : 0;
    result(x, good && mib >= 200,
           message_format(x->arena, "doctor.disk", (size_t)mib),
           message("doctor.disk_advice"));
    result(x, access(study, W_OK) == 0, message("doctor.writable"),
           message("doctor.writable_advice"));
}

/* The key is looked at from outside only: it is never opened here. */
static void examine_key(struct examination *x, const char *study)
{
    struct stat s;
    const char *folder = arena_format(x->arena, "%s/identity", study);
    if (!path_is_folder(folder)) {
        printf("  [--] %s\n", message("doctor.no_identity"));
        return;
    }
    bool narrow = stat(folder, &s) == 0 && (s.st_mode & 077) == 0;
    result(x, narrow, message("doctor.identity"),
           message_format(x->arena, "doctor.identity_advice", folder));
    const char *key = arena_format(x->arena, "%s/key", folder);
    bool good =
        lstat(key, &s) == 0 && S_ISREG(s.st_mode) && (s.st_mode & 077) == 0;
    result(x, good, message("doctor.key"),
           message_format(x->arena, "doctor.key_advice", key));
}

static void examine_lock(struct examination *x, const char *study)
{
    int fd = -1;
    bool is_free = study_lock(x->arena, study, ".ayumi.lock", &fd) == STATUS_OK;
    study_unlock(fd);
    result(x, is_free, message("doctor.lock"), message("doctor.lock_advice"));
}

static void examine_study(struct examination *x, const struct invocation *in)
{
    struct study study;
    if (!path_exists(arena_format(x->arena, "%s/study.csv", in->study))) {
        printf("  [--] %s\n", message("doctor.no_study"));
        return;
    }
    result(x,
           study_open(x->arena, in->study, in->language_given, &study) ==
               STATUS_OK,
           message("doctor.study"), message("doctor.study_advice"));
    examine_disk(x, in->study);
    examine_key(x, in->study);
    examine_lock(x, in->study);
}

COMMAND(command_doctor)
{
    (void)self;
    struct examination x = {a, 0};
    puts(message("doctor.title"));
    examine_font(&x);
    examine_programs(&x);
    examine_study(&x, invocation);
    if (x.n_bad != 0)
        puts(message("doctor.bad"));
    return x.n_bad == 0 ? STATUS_OK : STATUS_USAGE;
}

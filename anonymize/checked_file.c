/* checked_file: what the check of a file found, kept for the next run. */
#include "anonymize/checked_file.h"

#include "anonymize/byte_record.h"
#include "anonymize/corrections.h"
#include "anonymize/key_file.h"
#include "base/growing.h"
#include "base/output_file.h"
#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_FORMAT "ayumi checked file 3"

/* ------------------------------------------------------------ where, what */

void checked_file_key(const struct study_files *s,
                      const struct delivered_file *f, char out[FILE_HASH_SIZE])
{
    struct arena a;
    arena_init(&a);
    char *text =
        arena_format(&a, "%s\n%s\n%s\n%s\n%s\n", RECORD_FORMAT, AYUMI_VERSION,
                     s->codebook->version, f->office, f->delivery);
    bytes_hash(text, strlen(text), out);
    arena_release(&a);
}

static char *record_path(const struct study_files *s, struct arena *a,
                         const struct delivered_file *f)
{
    char key[FILE_HASH_SIZE];
    checked_file_key(s, f, key);
    return arena_format(a, "%s/%s", s->checked_folder, key);
}

/* --------------------------------------------------------------- gathering */

void checked_notes_begin(struct checked_notes *n, const struct study_files *s)
{
    *n = (struct checked_notes){.n_versions = s->ledger.versions.n,
                                .n_refused = s->n_refused,
                                .n_findings = s->findings->n,
                                .later = INT32_MAX};
    spilled_init(&n->unkept, sizeof(struct row_version),
                 s->ledger.versions.folder);
}

void checked_notes_release(struct checked_notes *n)
{
    spilled_release(&n->unkept);
    free(n->listed);
    n->listed = NULL;
}

void checked_notes_event(struct checked_notes *n, uint32_t event)
{
    n->listed = growing_array(n->listed, n->n_listed, &n->listed_capacity,
                              sizeof *n->listed);
    n->listed[n->n_listed++] = event;
}

static bool is_kept(enum row_news news)
{
    return news == ROW_NEW || news == ROW_CHANGED;
}

void checked_notes_told(struct checked_notes *n, enum row_news news,
                        const struct row_version *version)
{
    if (is_kept(news))
        return;
    struct row_version *unkept = spilled_add(&n->unkept);
    *unkept = *version;
}

/* ----------------------------------------------------------------- keeping */

static void put_columns(struct byte_record *r, const struct delivered_file *f)
{
    record_put_number(r, (int64_t)f->header_row);
    record_put_number(r, (int64_t)f->n_headers);
    for (size_t i = 0; i < f->n_headers; i++)
        record_put_text(r, f->headers[i]);
    for (size_t i = 0; i < f->kind->n_variables; i++)
        record_put_number(r, f->variable_column[i]);
}

static void put_delivered(struct byte_record *r, const struct delivered_file *f,
                          const struct checked_notes *n)
{
    record_put_number(r, f->has_delivered);
    record_put_number(r, f->has_delivered ? date_to_days(f->delivered) : 0);
    record_put_number(r, n->later);
    for (size_t i = 0; i < N_REPAIRS; i++)
        record_put_number(r, (int64_t)f->repairs[i]);
}

/* The events that rows name. By number in this run: place in this list, from
 * 1, or 0. */
static uint32_t *put_events(struct byte_record *r, struct arena *a,
                            const struct study_files *s,
                            const struct delivered_file *f)
{
    size_t n = s->events.n_events;
    uint32_t *place = arena_take_array(a, n + 1, sizeof *place);
    uint32_t n_named = 0;
    for (size_t i = 0; i < f->n_rows; i++)
        place[file_note(f, i)->event] = 1;
    place[0] = 0; /* none */
    for (size_t i = 1; i <= n; i++)
        if (place[i] != 0)
            place[i] = ++n_named;
    record_put_number(r, n_named);
    for (size_t i = 1; i <= n; i++) {
        if (place[i] == 0)
            continue;
        record_put_text(r, s->events.events[i - 1].kind);
        record_put_text(r, s->events.events[i - 1].name);
    }
    return place;
}

/* The days that events have after this file. */
static void put_listed(struct byte_record *r, const struct study_files *s,
                       const struct checked_notes *n)
{
    record_put_number(r, (int64_t)n->n_listed);
    for (size_t i = 0; i < n->n_listed; i++) {
        const struct event_day *e = &s->events.events[n->listed[i] - 1];
        record_put_text(r, e->kind);
        record_put_text(r, e->name);
        record_put_number(r, e->days);
    }
}

struct kept_row {
    uint32_t row, event; /* place among those that put_events kept; 0: none */
    uint8_t fate, marks, told, unused;
};
enum { HAS_MARKS = 1, IS_ANONYMOUS = 2 };

static void put_rows(struct byte_record *r, const struct delivered_file *f,
                     const uint32_t *event_place)
{
    record_put_number(r, (int64_t)f->n_rows);
    for (size_t i = 0; i < f->n_rows; i++) {
        const struct row_note *note = file_note(f, i);
        const struct kept_row row = {
            .row = note->row,
            .event = event_place[note->event],
            .fate = note->fate,
            .marks = (uint8_t)((note->has_marks ? HAS_MARKS : 0) |
                               (note->is_anonymous ? IS_ANONYMOUS : 0)),
            .told = note->told};
        record_put(r, &row, sizeof row);
    }
}

/* What was told, in row order: some of it the ledger has kept. */
static void put_versions(struct byte_record *r, struct study_files *s,
                         const struct delivered_file *f,
                         struct checked_notes *n)
{
    size_t kept = n->n_versions, unkept = 0;
    for (size_t i = 0; i < f->n_rows; i++) {
        uint8_t told = file_note(f, i)->told;
        if (told == ROW_NOT_TOLD)
            continue;
        const struct row_version *v =
            is_kept((enum row_news)(told - ROW_TOLD))
                ? row_ledger_version(&s->ledger, kept++)
                : spilled_at(&n->unkept, unkept++);
        int32_t known =
            v->is_by_delivery ? ROW_KNOWN_BY_DELIVERY : v->known_days;
        record_put(r, v->key, sizeof v->key);
        record_put(r, v->content, sizeof v->content);
        record_put(r, &known, sizeof known);
    }
}

static void put_refused(struct byte_record *r, const struct study_files *s,
                        const struct checked_notes *n)
{
    record_put_number(r, (int64_t)(s->n_refused - n->n_refused));
    for (size_t i = n->n_refused; i < s->n_refused; i++) {
        record_put(r, s->refused[i].key, sizeof s->refused[i].key);
        record_put_number(r, s->refused[i].row);
    }
}

static int variable_number(const struct file_kind *k, const struct variable *v)
{
    for (size_t i = 0; v != NULL && i < k->n_variables; i++)
        if (k->variables[i] == v)
            return (int)i;
    return -1;
}

static void put_findings(struct byte_record *r, const struct study_files *s,
                         const struct delivered_file *f,
                         const struct checked_notes *n)
{
    record_put_number(r, (int64_t)f->n_reported);
    record_put_number(r, (int64_t)(s->findings->n - n->n_findings));
    for (size_t i = n->n_findings; i < s->findings->n; i++) {
        const struct place_finding *p = study_finding(s, i);
        record_put_number(r, p->row);
        record_put_number(r, p->column);
        record_put_number(r, variable_number(f->kind, p->variable));
        record_put_text(r, p->rule);
    }
}

/* Requests of correction are taken from the cells: they are read. */
static bool may_be_kept(const struct study_files *s,
                        const struct delivered_file *f)
{
    return s->keeps_checked && s->checked_folder != NULL && file_is_read(f) &&
           strcmp(f->kind->kind, CORRECTION_KIND) != 0;
}

void checked_file_keep(struct study_files *s, size_t file,
                       struct checked_notes *n)
{
    struct arena a;
    const struct delivered_file *f = &s->files[file];
    struct byte_record r;
    if (!may_be_kept(s, f) ||
        (!path_is_folder(s->checked_folder) &&
         folder_make(s->checked_folder, 0700) != STATUS_OK))
        return;
    arena_init(&a);
    byte_record_begin(&r, &a, record_path(s, &a, f));
    record_put_text(&r, f->kind->kind);
    record_put_text(&r, f->encoding);
    put_columns(&r, f);
    put_delivered(&r, f, n);
    const uint32_t *event_place = put_events(&r, &a, s, f);
    put_listed(&r, s, n);
    put_rows(&r, f, event_place);
    put_versions(&r, s, f, n);
    put_refused(&r, s, n);
    put_findings(&r, s, f, n);
    bool is_written = byte_record_keep(&r);
    (void)is_written; /* else the file is read again */
    byte_record_release(&r);
    arena_release(&a);
}

/* --------------------------------------------------------------- recalling */

struct recall {
    struct study_files *study;
    struct delivered_file *file;
    size_t index;
    struct byte_record in;
    struct arena own;
    uint32_t *event; /* by place in the record, from 1: number now */
    size_t n_events;
    struct event_day *listed; /* the days that events have after the file */
    size_t n_listed;
};

/* How many follow: each takes a byte at least. */
static bool take_count(struct recall *r, size_t *n)
{
    int64_t number = record_take_number(&r->in);
    *n = (size_t)number;
    return number >= 0 && (uint64_t)number <= record_n_left(&r->in);
}

static bool take_columns(struct recall *r)
{
    struct delivered_file *f = r->file;
    struct arena *a = r->study->arena;
    f->header_row = (size_t)record_take_number(&r->in);
    if (!take_count(r, &f->n_headers))
        return false;
    f->headers = arena_take_array(a, f->n_headers, sizeof *f->headers);
    for (size_t i = 0; i < f->n_headers; i++)
        f->headers[i] = arena_copy(a, record_take_text(&r->in));
    f->variable_column =
        arena_take_array(a, f->kind->n_variables, sizeof *f->variable_column);
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        int64_t column = record_take_number(&r->in);
        if (column < -1 || column >= (int64_t)f->n_headers)
            return false;
        f->variable_column[i] = (int)column;
    }
    answer_columns_find(a, f->kind, f->headers, f->n_headers, &f->answers);
    return !r->in.is_broken;
}

/* A day that was still to come may have come: the file is read again. */
static bool take_delivered(struct recall *r)
{
    struct delivered_file *f = r->file;
    f->has_delivered = record_take_number(&r->in) != 0;
    int32_t days = (int32_t)record_take_number(&r->in);
    int64_t later = record_take_number(&r->in);
    if (f->has_delivered)
        f->delivered = date_from_days(days);
    for (size_t i = 0; i < N_REPAIRS; i++)
        f->repairs[i] = (size_t)record_take_number(&r->in);
    return !r->in.is_broken && later > date_to_days(r->study->today) &&
           (!f->has_delivered ||
            date_compare(f->delivered, r->study->today) <= 0);
}

static bool take_events(struct recall *r)
{
    struct study_files *s = r->study;
    size_t n;
    if (!take_count(r, &n))
        return false;
    r->event = arena_take_array(&r->own, n + 1, sizeof *r->event);
    for (r->n_events = 0; r->n_events < n; r->n_events++) {
        const struct file_kind *k =
            codebook_kind(s->codebook, record_take_text(&r->in));
        const char *name = record_take_text(&r->in);
        if (k == NULL || r->in.is_broken)
            return false;
        r->event[r->n_events + 1] = event_number(&s->events, k->kind, name);
    }
    return !r->in.is_broken;
}

static bool take_listed(struct recall *r)
{
    struct study_files *s = r->study;
    size_t n;
    if (!take_count(r, &n))
        return false;
    r->listed = arena_take_array(&r->own, n, sizeof *r->listed);
    for (r->n_listed = 0; r->n_listed < n; r->n_listed++) {
        const struct file_kind *k =
            codebook_kind(s->codebook, record_take_text(&r->in));
        const char *name = arena_copy(&r->own, record_take_text(&r->in));
        int32_t days = (int32_t)record_take_number(&r->in);
        if (k == NULL || *name == '\0' || days == DAY_UNKNOWN)
            return false;
        r->listed[r->n_listed] = (struct event_day){k->kind, name, days};
    }
    return !r->in.is_broken;
}

/* Only after all else was right: a day is not taken back. */
static void set_listed(struct recall *r)
{
    struct event_days *events = &r->study->events;
    for (size_t i = 0; i < r->n_listed; i++) {
        const struct event_day *e = &r->listed[i];
        event_set_day(events, event_number(events, e->kind, e->name), e->days);
    }
}

static bool take_rows(struct recall *r)
{
    struct delivered_file *f = r->file;
    size_t n;
    if (!take_count(r, &n))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct kept_row row;
        const void *bytes = record_take(&r->in, sizeof row);
        if (bytes == NULL)
            return false;
        memcpy(&row, bytes, sizeof row);
        if (row.event > r->n_events || row.fate >= N_ROW_FATES)
            return false;
        struct row_note *note = file_note_add(f);
        *note =
            (struct row_note){.row = row.row,
                              .event = r->event[row.event],
                              .fate = row.fate,
                              .told = row.told,
                              .has_marks = (row.marks & HAS_MARKS) != 0,
                              .is_anonymous = (row.marks & IS_ANONYMOUS) != 0};
    }
    return true;
}

/* The rows beside those of the files before: each must be told the same. */
static bool tell_rows(struct recall *r)
{
    for (size_t i = 0; i < r->file->n_rows; i++) {
        struct row_version v = {.file = (uint32_t)r->index, .row = (uint32_t)i};
        uint8_t then = file_note(r->file, i)->told;
        if (then == ROW_NOT_TOLD)
            continue;
        const unsigned char *bytes =
            record_take(&r->in, 2 * ROW_PRINT_SIZE + sizeof v.known_days);
        if (bytes == NULL)
            return false;
        memcpy(v.key, bytes, ROW_PRINT_SIZE);
        memcpy(v.content, bytes + ROW_PRINT_SIZE, ROW_PRINT_SIZE);
        memcpy(&v.known_days, bytes + 2 * ROW_PRINT_SIZE, sizeof v.known_days);
        if (ROW_TOLD + (int)row_ledger_add(&r->study->ledger, &v) != then)
            return false;
    }
    return true;
}

static bool take_refused(struct recall *r)
{
    struct study_files *s = r->study;
    int64_t n = record_take_number(&r->in);
    for (int64_t i = 0; i < n; i++) {
        struct refused_row row = {.file = (uint32_t)r->index};
        const void *key = record_take(&r->in, sizeof row.key);
        if (key != NULL)
            memcpy(row.key, key, sizeof row.key);
        row.row = (uint32_t)record_take_number(&r->in);
        if (r->in.is_broken || row.row >= r->file->n_rows)
            return false;
        s->refused = arena_grow(s->arena, s->refused, s->n_refused,
                                &s->refused_capacity, sizeof *s->refused);
        s->refused[s->n_refused++] = row;
    }
    return !r->in.is_broken;
}

/* Rules live as long as the codebook; the few that it does not list are
 * copied. */
static const char *rule_name(struct study_files *s, const char *code)
{
    const struct rule *rule = codebook_rule(s->codebook, code);
    return rule == NULL ? arena_copy(s->arena, code) : rule->code;
}

static bool take_findings(struct recall *r)
{
    struct study_files *s = r->study;
    const struct file_kind *k = r->file->kind;
    r->file->n_reported = (size_t)record_take_number(&r->in);
    int64_t n = record_take_number(&r->in);
    for (int64_t i = 0; i < n; i++) {
        uint32_t row = (uint32_t)record_take_number(&r->in);
        int column = (int)record_take_number(&r->in);
        int64_t variable = record_take_number(&r->in);
        const char *rule = record_take_text(&r->in);
        if (r->in.is_broken || variable >= (int64_t)k->n_variables)
            return false;
        struct place_finding *new = spilled_add(s->findings);
        *new = (struct place_finding){
            (uint32_t)r->index, row, column,
            variable < 0 ? NULL : k->variables[variable], rule_name(s, rule)};
    }
    return !r->in.is_broken;
}

static bool take_all(struct recall *r)
{
    struct delivered_file *f = r->file;
    struct study_files *s = r->study;
    f->kind = codebook_kind(s->codebook, record_take_text(&r->in));
    const char *encoding = record_take_text(&r->in);
    f->encoding = *encoding == '\0' ? NULL : arena_copy(s->arena, encoding);
    return f->kind != NULL && !r->in.is_broken && take_columns(r) &&
           take_delivered(r) && take_events(r) && take_listed(r) &&
           take_rows(r) && tell_rows(r) && take_refused(r) &&
           take_findings(r) && byte_record_is_whole(&r->in);
}

/* As the study was before. Events that were given a number keep it: nothing
 * hangs on that. */
static void take_back(struct recall *r, const struct delivered_file *before,
                      const struct checked_notes *was, size_t n_copies)
{
    struct study_files *s = r->study;
    int64_t delivery = r->file->vault_delivery;
    *r->file = *before;
    spilled_cut(&s->notes, before->first_note);
    r->file->vault_delivery = delivery;
    row_ledger_undo(&s->ledger, was->n_versions, n_copies);
    s->n_refused = was->n_refused;
    spilled_cut(s->findings, was->n_findings);
}

enum status checked_file_recall(struct study_files *s, size_t file,
                                const struct row_taker *taker, bool *done)
{
    struct recall r = {.study = s, .file = &s->files[file], .index = file};
    const struct delivered_file before = *r.file;
    struct checked_notes was;
    size_t n_copies = s->ledger.copies.n;
    enum status st = STATUS_OK;
    *done = false;
    if (s->checked_folder == NULL)
        return STATUS_OK;
    arena_init(&r.own);
    checked_notes_begin(&was, s);
    if (byte_record_open(&r.in, record_path(s, &r.own, r.file))) {
        *done = take_all(&r);
        if (*done && taker != NULL && taker->has_all != NULL)
            st = taker->has_all(taker->context, r.file, done);
        if (*done)
            set_listed(&r);
        else
            take_back(&r, &before, &was, n_copies);
    }
    checked_notes_release(&was);
    byte_record_release(&r.in);
    arena_release(&r.own);
    return st;
}

/* ---------------------------------------------------------------- tidying */

enum status checked_files_tidy(const struct study_files *s)
{
    struct arena a;
    const char **names = NULL;
    size_t n = 0;
    enum status st = STATUS_OK;
    if (s->checked_folder == NULL || !path_is_folder(s->checked_folder))
        return STATUS_OK;
    arena_init(&a);
    char(*keys)[FILE_HASH_SIZE] =
        arena_take_array(&a, s->n_files + 1, sizeof *keys);
    for (size_t i = 0; i < s->n_files; i++)
        checked_file_key(s, &s->files[i], keys[i]);
    st = folder_list(&a, s->checked_folder, &names, &n, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        bool is_wanted = false;
        for (size_t k = 0; !is_wanted && k < s->n_files; k++)
            is_wanted = strncmp(names[i], keys[k], FILE_HASH_SIZE - 1) == 0;
        if (!is_wanted)
            st = folder_remove(
                arena_format(&a, "%s/%s", s->checked_folder, names[i]));
    }
    arena_release(&a);
    return st;
}

enum status checked_files_forget(struct arena *a, const char *study)
{
    return folder_remove(
        arena_format(a, "%s/" IDENTITY_FOLDER "/" CHECKED_FOLDER, study));
}

/* corrections: what the offices ask to be put right, file 28. */
#include "anonymize/corrections.h"

#include "anonymize/correction_target.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define RULE_CHANGED "I3401"
#define RULE_CANCELLED "I3402"

/* ------------------------------------------------------------- the request */

static const char *text_at(struct arena *a, const struct delivered_file *f,
                           const char *const *texts, const char *name)
{
    int at = kind_index(f->kind, name);
    return at < 0 || texts[at] == NULL ? "" : text_trim(a, texts[at]);
}

static const struct cell *cell_at(const struct delivered_file *f,
                                  const struct cell *cells, const char *name)
{
    int at = kind_index(f->kind, name);
    return at >= 0 && cells[at].state == CELL_VALUE ? &cells[at] : NULL;
}

/* A column of one answer each is no cell of its own: a new value under its
 * header would be that of the whole question. */
static int variable_named(const struct file_kind *k, const char *folded)
{
    int v = kind_find_header(k, folded);
    bool is_answer = v >= 0 && variable_answer(k->variables[v], folded) != NULL;
    return is_answer ? -1 : v;
}

void correction_take(struct corrections *c, const struct study_files *s,
                     const struct delivered_file *f, size_t note,
                     const struct cell *cells, const char *const *texts)
{
    struct arena *a = c->arena;
    const struct cell *table = cell_at(f, cells, "target_table");
    const struct cell *action = cell_at(f, cells, "action");
    const struct cell *day = cell_at(f, cells, "date");
    const struct cell *row = cell_at(f, cells, "target_row");
    if (table == NULL || action == NULL || day == NULL)
        return;
    const struct file_kind *k = codebook_kind(s->codebook, table->clean);
    if (k == NULL)
        return;
    c->list = arena_grow(a, c->list, c->n, &c->capacity, sizeof *c->list);
    struct correction *new = &c->list[c->n++];
    *new = (struct correction){
        .file = (uint32_t)(f - s->files),
        .note = (uint32_t)note,
        .days = date_to_days(day->date),
        .action = (enum correction_action)strtol(action->clean, NULL, 10),
        .kind = k,
        .key = text_at(a, f, texts, "target_key"),
        .field = text_at(a, f, texts, "target_field"),
        .old_value = text_at(a, f, texts, "old_value"),
        .new_value = text_at(a, f, texts, "new_value"),
        .who = text_at(a, f, texts, "who"),
        .target_file = text_at(a, f, texts, "target_file"),
        .target_row = row == NULL ? 0 : (uint32_t)row->number,
        .variable = -1};
    new->variable = variable_named(k, text_fold_header(a, new->field));
}

bool correction_is_of_people(const struct correction *c)
{
    return c->kind->people == PEOPLE_ENROL &&
           (c->action == CORRECT_MERGE || c->action == CORRECT_SPLIT);
}

static int by_day(const void *left, const void *right)
{
    const struct correction *a = left;
    const struct correction *b = right;
    if (a->days != b->days)
        return a->days < b->days ? -1 : 1;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return (a->note > b->note) - (a->note < b->note);
}

/* What can be said before any row is looked at. */
static void decide_early(struct correction *c, const struct study_files *s)
{
    bool is_change = c->action == CORRECT_CHANGE;
    if (file_note(&s->files[c->file], c->note)->fate != ROW_ACCEPTED)
        c->outcome = OUTCOME_REPLACED;
    else if (c->days > date_to_days(s->as_of))
        c->outcome = OUTCOME_LATER;
    else if (strcmp(c->kind->kind, CORRECTION_KIND) == 0 ||
             (c->action == CORRECT_SPLIT && !correction_is_of_people(c)))
        c->outcome = OUTCOME_NOT_THERE;
    else if (is_change && c->variable < 0)
        c->outcome = OUTCOME_NO_FIELD;
}

/* ------------------------------------------------------------------ one row */

/* A row and all that is asked of it. */
struct fix {
    struct corrections *corrections;
    struct study_files *study;
    const struct row_taker *taker;
    const struct file_rows *rows;
    const struct correction_hit *hits; /* of this row, by day */
    size_t n_hits;
    const char **texts; /* by variable: as corrected so far */
    bool *is_changed;   /* by variable */
    bool *is_met;       /* by hit: this row was changed as asked */
    size_t n_changed;
    bool *has_earlier; /* by correction: a row known by its day is meant */
    struct arena row;
};

static struct correction *asked(const struct fix *x, size_t hit)
{
    return &x->corrections->list[x->hits[hit].correction];
}

/* One version of the row that could be put right is enough. */
static void note_outcome(struct correction *c, enum correction_outcome outcome)
{
    if (c->outcome != OUTCOME_APPLIED &&
        (c->outcome != OUTCOME_ALREADY || outcome == OUTCOME_APPLIED))
        c->outcome = outcome;
}

static void note_done(const struct fix *x, struct correction *c)
{
    note_outcome(c, OUTCOME_APPLIED);
    c->done_before_file = c->done_file;
    c->done_before_row = c->done_row;
    c->done_file = (uint32_t)(x->rows->file - x->study->files);
    c->done_row = x->rows->note->row;
}

static void count_error(void *context, const struct rule *rule, size_t variable)
{
    (void)variable;
    if (rule->severity == SEVERITY_ERROR)
        ++*(size_t *)context;
}

/* Errors of the row as it would read. */
static size_t count_errors(struct fix *x)
{
    const struct file_kind *k = x->rows->file->kind;
    const struct codebook *book = x->study->codebook;
    struct cell *cells =
        arena_take_array(&x->row, k->n_variables, sizeof *cells);
    size_t n = x->rows->is_broken ? 1 : 0;
    for (size_t i = 0; i < k->n_variables; i++) {
        cell_check(&x->row, k->variables[i], x->texts[i], &cells[i]);
        const char *rule = x->is_changed[i] || x->rows->rules == NULL
                               ? cells[i].rule
                               : x->rows->rules[i];
        if (rule == NULL)
            rule = cells[i].rule;
        const struct rule *r = rule == NULL ? NULL : codebook_rule(book, rule);
        n += rule != NULL && (r == NULL || r->severity == SEVERITY_ERROR);
    }
    row_check(k, cells, count_error, &n);
    return n;
}

static bool is_allowed(struct fix *x, const struct correction *c)
{
    struct cell cell;
    cell_check(&x->row, c->kind->variables[c->variable], c->new_value, &cell);
    return cell.rule == NULL;
}

/* What can't be read says nothing, whatever stands in it. */
static bool is_readable(const struct fix *x, size_t variable)
{
    return x->is_changed[variable] || x->rows->rules == NULL ||
           x->rows->rules[variable] == NULL;
}

/* A cell reads as its new value, unless the row says that it isn't meant. A
 * row that was right stays right. */
static void change(struct fix *x, size_t hit)
{
    struct correction *c = asked(x, hit);
    size_t at = (size_t)c->variable;
    const struct variable *v = c->kind->variables[at];
    const char *now = cell_meaning(&x->row, v, x->texts[at]);
    const char *old = cell_meaning(&x->row, v, c->old_value);
    const char *before = x->texts[at];
    bool was_changed = x->is_changed[at];
    bool was_right = x->rows->note->fate != ROW_QUARANTINED;
    if (is_readable(x, at) &&
        strcmp(now, cell_meaning(&x->row, v, c->new_value)) == 0) {
        note_outcome(c, OUTCOME_ALREADY);
    } else if (*old != '\0' &&
               strcmp(text_fold(&x->row, now), text_fold(&x->row, old)) != 0) {
        note_outcome(c, OUTCOME_OLD_VALUE);
    } else if (!is_allowed(x, c)) {
        note_outcome(c, OUTCOME_NEW_VALUE);
    } else {
        x->texts[at] = c->new_value;
        x->is_changed[at] = true;
        if (was_right && count_errors(x) > 0) {
            x->texts[at] = before;
            x->is_changed[at] = was_changed;
            note_outcome(c, OUTCOME_NEW_VALUE);
            return;
        }
        x->n_changed++;
        x->is_met[hit] = true;
    }
}

/* The row stays in the file's count and is handed over no more. */
static void cancel(struct fix *x, struct correction *c)
{
    struct row_note *note = x->rows->note;
    size_t file = (size_t)(x->rows->file - x->study->files);
    if (note->fate == ROW_SUPERSEDED) { /* by a row that came later */
        note_done(x, c);
        return;
    }
    if (note->fate == ROW_QUARANTINED) {
        study_files_forget(x->study, file, note->row);
        note->was_refused = true;
    }
    note->fate = ROW_SUPERSEDED;
    study_files_report(x->study, file, note->row, -1, NULL, RULE_CANCELLED);
    note_done(x, c);
}

/* A row that came after the request was a new one: cancelled, then entered
 * again. Where the old value is told, it decides. */
static bool is_later_row(const struct fix *x, size_t hit)
{
    const struct correction *c = asked(x, hit);
    size_t file = x->hits[hit].file, row = x->hits[hit].row;
    return c->target_row == 0 && *c->old_value == '\0' &&
           x->has_earlier[x->hits[hit].correction] &&
           row_known_days(x->study, file, row) > c->days;
}

static void keep_changes(struct fix *x)
{
    struct delivered_file *f = x->rows->file;
    struct arena *a = x->study->arena;
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        if (!x->is_changed[i])
            continue;
        f->overlays = arena_grow(a, f->overlays, f->n_overlays,
                                 &f->overlays_capacity, sizeof *f->overlays);
        f->overlays[f->n_overlays++] =
            (struct row_overlay){x->rows->note->row, (uint32_t)i, x->texts[i]};
        study_files_report(x->study, (size_t)(f - x->study->files),
                           x->rows->note->row, f->variable_column[i],
                           f->kind->variables[i], RULE_CHANGED);
    }
}

/* A row that is now the same as one put right before it: that one is named. */
static void name_the_earlier(const struct fix *x)
{
    uint32_t file = (uint32_t)(x->rows->file - x->study->files);
    for (size_t i = 0; i < x->n_hits; i++) {
        struct correction *c = asked(x, i);
        if (c->done_before_row == 0 || c->done_file != file ||
            c->done_row != x->rows->note->row)
            continue;
        c->done_file = c->done_before_file;
        c->done_row = c->done_before_row;
    }
}

/* Takes the changes in, or says of all of them that they were not enough: of
 * this version of the row, whatever was done to another. */
static enum status settle_changes(struct fix *x)
{
    struct row_note *note = x->rows->note;
    int32_t last = INT32_MIN;
    bool is_enough = note->fate != ROW_QUARANTINED || count_errors(x) == 0;
    for (size_t i = 0; i < x->n_hits; i++) {
        struct correction *c = asked(x, i);
        if (!x->is_met[i])
            continue;
        last = c->days > last ? c->days : last;
        if (is_enough)
            note_done(x, c);
        else
            note_outcome(c, OUTCOME_STILL_WRONG);
    }
    if (!is_enough)
        return STATUS_OK;
    const struct row_again again = {
        .texts = x->texts, .is_changed = x->is_changed, .known_days = last};
    enum status st =
        file_recheck(x->study, (size_t)(x->rows->file - x->study->files),
                     x->rows, &again, x->taker);
    if (st == STATUS_OK)
        keep_changes(x);
    if (note->fate == ROW_DUPLICATE)
        name_the_earlier(x);
    return st;
}

static enum status fix_row(struct fix *x)
{
    const struct file_kind *k = x->rows->file->kind;
    arena_reset(&x->row);
    x->n_changed = 0;
    x->texts = arena_take_array(&x->row, k->n_variables, sizeof *x->texts);
    x->is_changed =
        arena_take_array(&x->row, k->n_variables, sizeof *x->is_changed);
    x->is_met = arena_take_array(&x->row, x->n_hits, sizeof *x->is_met);
    memset(x->is_met, 0, x->n_hits * sizeof *x->is_met);
    for (size_t i = 0; i < k->n_variables; i++) {
        x->texts[i] = x->rows->texts[i];
        x->is_changed[i] = false;
    }
    if (x->rows->note->fate == ROW_DUPLICATE)
        return STATUS_OK;
    for (size_t i = 0; i < x->n_hits; i++) {
        if (is_later_row(x, i))
            continue;
        if (asked(x, i)->action == CORRECT_CHANGE)
            change(x, i);
        else
            cancel(x, asked(x, i));
    }
    return x->n_changed > 0 ? settle_changes(x) : STATUS_OK;
}

/* ------------------------------------------------------------------ a file */

static enum status fix_file(struct fix *x, struct delivered_file *f,
                            const struct correction_hit *hits, size_t n)
{
    struct file_rows rows;
    size_t at = 0;
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    x->rows = &rows;
    while (st == STATUS_OK && file_rows_next(&rows)) {
        size_t row = file_note_index(f, rows.note);
        size_t first = at;
        while (at < n && hits[at].row == row)
            at++;
        if (at == first)
            continue;
        x->hits = hits + first;
        x->n_hits = at - first;
        st = fix_row(x);
    }
    if (st == STATUS_OK)
        return file_rows_close(&rows);
    file_rows_drop(&rows);
    return st;
}

static enum status fix_files(struct fix *x, const struct correction_hits *hits)
{
    enum status st = STATUS_OK;
    size_t at = 0;
    while (st == STATUS_OK && at < hits->n) {
        size_t first = at;
        uint32_t file = hits->list[at].file;
        while (at < hits->n && hits->list[at].file == file)
            at++;
        st =
            fix_file(x, &x->study->files[file], hits->list + first, at - first);
    }
    return st;
}

static void note_earlier(struct fix *x, const struct correction_hits *hits)
{
    size_t n = x->corrections->n;
    x->has_earlier =
        arena_take_array(x->study->arena, n, sizeof *x->has_earlier);
    memset(x->has_earlier, 0, n * sizeof *x->has_earlier);
    for (size_t i = 0; i < hits->n; i++) {
        const struct correction_hit *h = &hits->list[i];
        if (row_known_days(x->study, h->file, h->row) <=
            x->corrections->list[h->correction].days)
            x->has_earlier[h->correction] = true;
    }
}

enum status corrections_apply(struct corrections *c, struct study_files *s,
                              const struct row_taker *taker)
{
    struct correction_hits hits;
    struct fix x = {.corrections = c, .study = s, .taker = taker};
    if (c->n == 0)
        return STATUS_OK;
    qsort(c->list, c->n, sizeof *c->list, by_day);
    for (size_t i = 0; i < c->n; i++)
        decide_early(&c->list[i], s);
    enum status st = corrections_find(c, s, &hits);
    note_earlier(&x, &hits);
    arena_init(&x.row);
    if (st == STATUS_OK)
        st = fix_files(&x, &hits);
    arena_release(&x.row);
    for (size_t i = 0; i < c->n; i++)
        if (c->list[i].outcome == OUTCOME_WAITING &&
            !correction_is_of_people(&c->list[i]))
            c->list[i].outcome = OUTCOME_NOT_FOUND;
    return st;
}

/* ---------------------------------------------------------------- findings */

/* A roster's request that nobody was found for. */
static void close_waiting(struct corrections *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->list[i].outcome == OUTCOME_WAITING)
            c->list[i].outcome = OUTCOME_NO_PERSON;
}

static const char *done_rule(const struct correction *c)
{
    if (c->outcome != OUTCOME_APPLIED || !correction_is_of_people(c))
        return NULL;
    return c->action == CORRECT_MERGE ? "I3411" : "I3412";
}

void corrections_report(struct corrections *c, struct study_files *s)
{
    static const struct {
        const char *rule, *variable;
    } told[] = {
        [OUTCOME_NOT_FOUND] = {"W3403", "target_key"},
        [OUTCOME_AMBIGUOUS] = {"W3404", "target_key"},
        [OUTCOME_NO_FIELD] = {"W3405", "target_field"},
        [OUTCOME_OLD_VALUE] = {"W3406", "old_value"},
        [OUTCOME_NEW_VALUE] = {"W3407", "new_value"},
        [OUTCOME_STILL_WRONG] = {"W3408", "target_key"},
        [OUTCOME_NO_PERSON] = {"W3409", "target_key"},
        [OUTCOME_NOT_THERE] = {"W3410", "action"},
    };
    close_waiting(c);
    for (size_t i = 0; i < c->n; i++) {
        const struct correction *one = &c->list[i];
        const struct delivered_file *f = &s->files[one->file];
        if (done_rule(one) != NULL)
            study_files_report(s, one->file, file_note(f, one->note)->row, -1,
                               NULL, done_rule(one));
        if (told[one->outcome].rule == NULL)
            continue;
        int at = kind_index(f->kind, told[one->outcome].variable);
        study_files_report(s, one->file, file_note(f, one->note)->row,
                           at < 0 ? -1 : f->variable_column[at],
                           at < 0 ? NULL : f->kind->variables[at],
                           told[one->outcome].rule);
    }
}

/* study_files: what one run of the identity room knows about its files. */
#include "anonymize/study_files.h"

#include "anonymize/delivery_order.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Offices in Japan write the dates, whatever the machine's time zone says. */
static struct date today_in_japan(void)
{
    enum { HOURS_AHEAD = 9 };
    int64_t seconds = (int64_t)time(NULL) + HOURS_AHEAD * 3600;
    return date_from_days((int32_t)(seconds / 86400));
}

void study_files_init(struct study_files *s, struct arena *a,
                      const struct codebook *c)
{
    memset(s, 0, sizeof *s);
    s->arena = a;
    s->codebook = c;
    s->today = today_in_japan();
    spilled_init(&s->notes, sizeof(struct row_note), NULL);
    s->findings = arena_take(a, sizeof *s->findings);
    spilled_init(s->findings, sizeof(struct place_finding), NULL);
    row_ledger_init(&s->ledger, NULL);
    event_days_init(&s->events);
}

void study_files_release(struct study_files *s)
{
    spilled_release(&s->notes);
    spilled_release(s->findings);
    sodium_memzero(s->secret, sizeof s->secret);
    s->n_files = 0;
    row_ledger_release(&s->ledger);
    event_days_release(&s->events);
}

void study_files_may_spill(struct study_files *s, const char *identity)
{
    const char *folder = identity;
    if (folder == NULL) {
        folder = spilled_public_folder();
        randombytes_buf(s->secret, sizeof s->secret);
        s->has_secret = true;
    }
    spilled_release(&s->notes);
    spilled_init(&s->notes, sizeof(struct row_note), folder);
    s->findings->folder = folder;
    row_ledger_release(&s->ledger);
    row_ledger_init(&s->ledger, folder);
}

int kind_role(const struct file_kind *k, enum variable_role role)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (k->variables[i]->role == role)
            return (int)i;
    return -1;
}

int kind_index(const struct file_kind *k, const char *name)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (strcmp(k->variables[i]->name, name) == 0)
            return (int)i;
    return -1;
}

/* The folder below the inbox names the office, in the roster's code list. */
static const char *office_of(struct study_files *s, const char *name)
{
    const char *slash = strchr(name, '/');
    if (slash == NULL)
        return "";
    const char *folder = arena_copy_n(s->arena, name, (size_t)(slash - name));
    for (size_t i = 0; i < s->codebook->n_kinds; i++) {
        const struct file_kind *k = &s->codebook->kinds[i];
        int at = kind_role(k, ROLE_OFFICE);
        struct cell cell;
        if (k->people != PEOPLE_ENROL || at < 0)
            continue;
        cell_check(s->arena, k->variables[at], folder, &cell);
        if (cell.state == CELL_VALUE)
            return cell.clean;
    }
    return text_nfc(s->arena, folder);
}

void study_files_add(struct study_files *s, const struct delivered_file *like)
{
    const char *const *sheets;
    size_t n_sheets;
    sheet_list(s->arena, like->path, &sheets, &n_sheets);
    for (size_t i = 0; i < n_sheets; i++) {
        s->files = arena_grow(s->arena, s->files, s->n_files,
                              &s->files_capacity, sizeof *s->files);
        struct delivered_file *f = &s->files[s->n_files++];
        *f = *like;
        f->number = s->n_files;
        f->sheet = sheets[i];
        f->refused_column = SIZE_MAX;
        memcpy(f->delivery, f->hash, sizeof f->delivery);
        if (*f->sheet != '\0') {
            const char *both =
                arena_format(s->arena, "%s\n%s", f->hash, f->sheet);
            bytes_hash(both, strlen(both), f->delivery);
        }
    }
}

const char *file_label(struct arena *a, const struct delivered_file *f)
{
    if (*f->sheet == '\0')
        return f->name;
    return arena_format(a, "%s[%s]", f->name, f->sheet);
}

enum status delivered_file_failed(const struct delivered_file *f)
{
    say_error("file.failed", f->path, strerror(EIO));
    return STATUS_IO;
}

/* A file that can't be opened is refused by its reader like any broken one
 * (E1001); the others go on. Its stand-in for a hash equals no content's. */
static enum status hash_delivery(struct delivered_file *f)
{
    struct stat s;
    errno = 0;
    if (stat(f->path, &s) == 0 && S_ISREG(s.st_mode) &&
        access(f->path, R_OK) == 0) {
        f->stamp = file_stamp_take(f->path);
        f->was_read = true;
        return file_hash(f->path, f->hash);
    }
    if (errno == EIO || errno == ENOMEM)
        return delivered_file_failed(f);
    memset(f->hash, '0', sizeof f->hash - 1);
    return STATUS_OK;
}

enum status study_files_list(struct study_files *s, const char *study)
{
    char *inbox = arena_format(s->arena, "%s/inbox", study);
    const char **names = NULL;
    size_t n_names = 0;
    if (!path_exists(inbox))
        return STATUS_OK;
    enum status st = folder_list(s->arena, inbox, &names, &n_names, NULL);
    delivery_sort(names, n_names);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        struct delivered_file like = {.name = text_nfc(s->arena, names[i])};
        like.path = arena_format(s->arena, "%s/%s", inbox, names[i]);
        like.office = office_of(s, like.name);
        st = hash_delivery(&like);
        if (st == STATUS_OK)
            study_files_add(s, &like);
    }
    return st;
}

/* --------------------------------------------------------------- findings */

void study_files_report(struct study_files *s, size_t file, size_t row,
                        int column, const struct variable *v, const char *rule)
{
    struct delivered_file *f = &s->files[file];
    if (f->n_reported > MAX_LISTED_FINDINGS)
        return;
    if (f->n_reported++ == MAX_LISTED_FINDINGS) {
        row = 0;
        column = -1;
        v = NULL;
        rule = "W1109";
    }
    struct place_finding *new = spilled_add(s->findings);
    *new =
        (struct place_finding){(uint32_t)file, (uint32_t)row, column, v, rule};
}

/* Findings about the row as a whole, among others, are of another kind. */
void study_files_forget(struct study_files *s, size_t file, size_t row)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->findings->n; i++) {
        const struct place_finding *f = study_finding(s, i);
        bool is_of_cells =
            f->variable != NULL ||
            (finding_severity(s, f) != SEVERITY_INFO && f->rule[1] != '3');
        if (f->file != file || f->row != row || !is_of_cells)
            *study_finding(s, kept++) = *f;
    }
    spilled_cut(s->findings, kept);
}

void study_files_new_row(struct study_files *s, int32_t days)
{
    struct quarter q = quarter_of(date_from_days(days));
    for (size_t i = 0; i < s->n_new_rows; i++) {
        struct quarter_rows *rows = &s->new_rows[i];
        if (rows->quarter.fiscal_year == q.fiscal_year &&
            rows->quarter.number == q.number) {
            rows->n++;
            return;
        }
    }
    s->new_rows = arena_grow(s->arena, s->new_rows, s->n_new_rows,
                             &s->new_rows_capacity, sizeof *s->new_rows);
    s->new_rows[s->n_new_rows++] = (struct quarter_rows){q, 1};
}

int32_t row_known_days(struct study_files *s, size_t file, size_t row)
{
    const struct delivered_file *f = &s->files[file];
    for (size_t i = 0; i < s->ledger.versions.n; i++) {
        const struct row_version *v = row_ledger_version(&s->ledger, i);
        if (v->file == file && v->row == row)
            return v->known_days;
    }
    return f->has_delivered ? date_to_days(f->delivered) : INT32_MIN;
}

void study_files_known(struct study_files *s, size_t file, uint32_t row,
                       int32_t days)
{
    s->known = arena_grow(s->arena, s->known, s->n_known, &s->known_capacity,
                          sizeof *s->known);
    s->known[s->n_known++] =
        (struct known_row){(uint32_t)file, (uint32_t)row, days};
}

static int by_place(const void *left, const void *right)
{
    const struct place_finding *a = left;
    const struct place_finding *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return strcmp(a->rule, b->rule);
}

void study_files_sort_findings(struct study_files *s)
{
    spilled_sort(s->findings, by_place);
}

enum severity finding_severity(const struct study_files *s,
                               const struct place_finding *f)
{
    const struct rule *r = codebook_rule(s->codebook, f->rule);
    return r == NULL ? SEVERITY_ERROR : r->severity;
}

/* The codebook's label of a column, or "": a header it doesn't know may be
 * anything, a name as well, and is never repeated. */
static const char *known_label(struct arena *a, const struct delivered_file *f,
                               int column)
{
    if (f->kind == NULL || column < 0 || (size_t)column >= f->n_headers)
        return "";
    const char *folded = text_fold_header(a, f->headers[column]);
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        const struct variable *v = f->kind->variables[i];
        for (size_t n = 0; n < v->n_aliases; n++)
            if (strcmp(v->aliases[n], folded) == 0)
                return v->label_ja;
    }
    return "";
}

struct finding study_files_finding(const struct study_files *s, struct arena *a,
                                   const struct place_finding *f)
{
    char letters[8] = "";
    const struct delivered_file *file = &s->files[f->file];
    if (f->column >= 0)
        column_letters((size_t)f->column, letters);
    return (struct finding){
        .file_name = file_label(a, file),
        .row = f->row,
        .column = arena_copy(a, letters),
        .variable = f->variable == NULL ? "" : f->variable->name,
        .header = f->variable != NULL ? f->variable->label_ja
                                      : known_label(a, file, f->column),
        .rule = f->rule,
        .severity = finding_severity(s, f),
    };
}

/* ------------------------------------------------------------------- files */

bool file_is_read(const struct delivered_file *f)
{
    return f->refused == NULL && f->kind != NULL && !f->is_copy;
}

bool row_names_someone(const struct row_note *note)
{
    return (note->fate == ROW_ACCEPTED || note->fate == ROW_SUPERSEDED) &&
           !note->is_anonymous && !note->was_refused;
}

bool file_has_people(const struct delivered_file *f)
{
    return file_is_read(f) && f->kind->people != PEOPLE_NONE;
}

void file_counts(const struct delivered_file *f, size_t counts[N_ROW_FATES])
{
    memcpy(counts, f->counted, sizeof f->counted);
    for (size_t i = 0; f->notes != NULL && i < f->n_rows; i++)
        counts[file_note(f, i)->fate]++;
}

size_t file_count(const struct delivered_file *f, enum row_fate fate)
{
    size_t counts[N_ROW_FATES];
    file_counts(f, counts);
    return counts[fate];
}

void file_notes_begin(struct study_files *s, struct delivered_file *f)
{
    f->notes = s->counts_only ? NULL : &s->notes;
    f->first_note = s->notes.n;
}

struct row_note *file_note_add(struct delivered_file *f)
{
    f->n_rows++;
    return spilled_add(f->notes);
}

size_t file_note_index(const struct delivered_file *f,
                       const struct row_note *note)
{
    return (size_t)(note - (const struct row_note *)f->notes->items) -
           f->first_note;
}

enum status file_balances(const struct delivered_file *f)
{
    size_t counts[N_ROW_FATES], sum = 0;
    file_counts(f, counts);
    for (int fate = 0; fate < N_ROW_FATES; fate++)
        sum += counts[fate];
    if (sum == f->n_rows)
        return STATUS_OK;
    say_error("intake.unbalanced", f->name, f->n_rows, sum);
    return STATUS_BUG;
}

/* --------------------------------------------------------- second reading */

enum status file_rows_open(struct file_rows *r, struct delivered_file *f)
{
    const char *refused = NULL;
    memset(r, 0, sizeof *r);
    arena_init(&r->memory);
    arena_init(&r->row);
    r->file = f;
    r->texts =
        arena_take_array(&r->memory, f->kind->n_variables, sizeof *r->texts);
    r->rules_memory = arena_take_array(&r->memory, f->kind->n_variables,
                                       sizeof *r->rules_memory);
    enum status st =
        sheet_reader_open(&r->memory, f->path, f->sheet, &r->reader, &refused);
    if (st != STATUS_OK) {
        arena_release(&r->memory);
        if (st == STATUS_UNREADABLE) {
            say_error("intake.changed_meanwhile", f->name);
            st = STATUS_BUSY;
        }
    }
    return st;
}

/* Where a question has a column for each answer. */
static void take_answers(struct file_rows *r, const struct csv_record *record)
{
    const struct answer_columns *x = &r->file->answers;
    for (size_t i = 0; i < r->file->kind->n_variables; i++) {
        const char *joined =
            answer_columns_join(&r->row, x, i, record->cells, record->n_cells);
        if (joined == NULL)
            continue;
        r->texts[i] = joined;
        if (r->rules != NULL)
            r->rules[i] =
                answer_columns_rule(x, i, record->cell_rules, record->n_cells);
    }
}

static void take_texts(struct file_rows *r, const struct csv_record *record)
{
    const struct delivered_file *f = r->file;
    bool has_rules = record->cell_rules != NULL;
    arena_reset(&r->row);
    r->is_broken = record->kind != CSV_RECORD;
    r->rules = has_rules ? r->rules_memory : NULL;
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        int column = f->variable_column[i];
        bool there = column >= 0 && (size_t)column < record->n_cells;
        r->texts[i] = there ? record->cells[column] : NULL;
        if (has_rules)
            r->rules[i] = there ? record->cell_rules[column] : NULL;
    }
    if (f->answers.n > 0)
        take_answers(r, record);
}

/* Both ascend by row. */
static void take_corrections(struct file_rows *r)
{
    const struct delivered_file *f = r->file;
    while (r->overlay_at < f->n_overlays &&
           f->overlays[r->overlay_at].row < r->note->row)
        r->overlay_at++;
    for (; r->overlay_at < f->n_overlays &&
           f->overlays[r->overlay_at].row == r->note->row;
         r->overlay_at++) {
        const struct row_overlay *o = &f->overlays[r->overlay_at];
        r->texts[o->variable] = o->text;
    }
}

bool file_rows_next(struct file_rows *r)
{
    struct csv_record record;
    while (r->at < r->file->n_rows && sheet_reader_next(r->reader, &record)) {
        struct row_note *note = file_note(r->file, r->at);
        if (record.row != note->row)
            continue;
        r->note = note;
        r->at++;
        take_texts(r, &record);
        take_corrections(r);
        return true;
    }
    return false;
}

void file_rows_drop(struct file_rows *r)
{
    sheet_reader_close(r->reader);
    arena_release(&r->row);
    arena_release(&r->memory);
}

/* The bytes must be those that were checked: a file replaced meanwhile would
 * hand over rows that nobody has checked. */
enum status file_rows_close(struct file_rows *r)
{
    bool is_same = r->at == r->file->n_rows;
    enum status st = STATUS_OK;
    file_rows_drop(r);
    if (is_same && !file_stamp_holds(&r->file->stamp, r->file->path)) {
        char hash[FILE_HASH_SIZE];
        st = file_hash(r->file->path, hash);
        is_same = st == STATUS_OK && strcmp(hash, r->file->hash) == 0;
    }
    if (st == STATUS_OK && !is_same) {
        say_error("intake.changed_meanwhile", r->file->name);
        st = STATUS_BUSY;
    }
    return st;
}

/* correction_people: two numbers of a roster are one person, or two. */
#include "anonymize/correction_people.h"

#include "anonymize/identity_run.h"
#include "base/text.h"

#include <string.h>

/* ------------------------------------------------------------- by number */

/* A number of the roster as a request writes it: 0012, or 12217;W;0012. */
struct roster_number {
    const char *office; /* code, or "" */
    const char *number;
};

static struct roster_number
number_of(struct arena *a, const struct correction *c, const char *text)
{
    struct roster_number n = {"", text_trim(a, text)};
    char *copy = arena_copy(a, n.number);
    char *last = strrchr(copy, ';');
    int at = kind_role(c->kind, ROLE_OFFICE);
    if (last == NULL)
        return n;
    n.number = text_trim(a, last + 1);
    *last = '\0';
    const char *office = strrchr(copy, ';');
    office = office == NULL ? copy : office + 1;
    struct cell cell = {.state = CELL_MISSING};
    if (at >= 0)
        cell_check(a, c->kind->variables[at], office, &cell);
    n.office = cell.state == CELL_VALUE ? cell.clean : text_trim(a, office);
    return n;
}

/* 0 when nobody or more than one person has the number. */
static enum status person_of(struct identity_run *r, struct arena *a,
                             const struct roster_number *n, uint32_t *serial)
{
    const char *const parts[] = {n->office, n->number};
    bool has_office = *n->office != '\0';
    uint32_t *found = NULL;
    size_t n_found = 0;
    *serial = 0;
    if (*n->number == '\0')
        return STATUS_OK;
    enum status st = vault_find(
        r->vault, a, has_office ? BLIND_NUMBER : BLIND_BARE_NUMBER,
        has_office ? parts : parts + 1, has_office ? 2 : 1, &found, &n_found);
    for (size_t i = 0; i < n_found; i++) {
        if (i > 0 &&
            vault_root(r->vault, found[i]) != vault_root(r->vault, found[0]))
            return st;
    }
    *serial = n_found == 0 ? 0 : found[0];
    return st;
}

/* The other number stands among the new values; the old one will do. */
static const char *other_number(const struct correction *c)
{
    return *c->new_value != '\0' ? c->new_value : c->old_value;
}

static enum status people_of(struct identity_run *r, struct arena *a,
                             const struct correction *c, uint32_t *first,
                             uint32_t *second)
{
    const struct roster_number one = number_of(a, c, c->key);
    const struct roster_number two = number_of(a, c, other_number(c));
    bool is_one_number = strcmp(one.number, two.number) == 0 &&
                         strcmp(one.office, two.office) == 0;
    *first = 0;
    *second = 0;
    if (is_one_number)
        return STATUS_OK;
    enum status st = person_of(r, a, &one, first);
    return st == STATUS_OK ? person_of(r, a, &two, second) : st;
}

static bool is_in_force(const struct correction *c)
{
    return correction_is_of_people(c) &&
           (c->outcome == OUTCOME_WAITING || c->outcome == OUTCOME_APPLIED);
}

/* ------------------------------------------------------------ separating */

struct separation {
    struct identity_run *run;
    struct arena *arena;
    const char *number;
    uint32_t old, new;
    struct moved_row {
        int64_t received;
    } * rows;
    size_t n_rows, capacity;
    struct person_record record; /* of the first row */
};

static struct person_record copy_record(struct arena *a,
                                        const struct person_record *p)
{
    return (struct person_record){
        arena_copy(a, p->office), arena_copy(a, p->number),
        arena_copy(a, p->name),   arena_copy(a, p->kana),
        arena_copy(a, p->birth),  arena_copy(a, p->contact)};
}

static void take_moved(void *context, const struct vault_row *row)
{
    struct separation *s = context;
    if (row->serial != s->old || strcmp(row->record->number, s->number) != 0)
        return;
    if (s->n_rows == 0)
        s->record = copy_record(s->arena, row->record);
    s->rows =
        arena_grow(s->arena, s->rows, s->n_rows, &s->capacity, sizeof *s->rows);
    s->rows[s->n_rows++].received = row->received;
}

static enum status move_number(struct separation *s)
{
    struct vault *v = s->run->vault;
    struct person_forms forms;
    person_record_forms(s->arena, &s->run->variants, &s->record, &forms);
    const char *const exact[] = {s->record.office, s->number};
    const char *const loose[] = {forms.loose_number};
    enum status st = vault_forget(v, BLIND_NUMBER, exact, 2, s->old);
    if (st == STATUS_OK)
        st = vault_forget(v, BLIND_BARE_NUMBER, exact + 1, 1, s->old);
    if (st != STATUS_OK)
        return st;
    vault_index(v, BLIND_NUMBER, exact, 2, s->new);
    vault_index(v, BLIND_BARE_NUMBER, exact + 1, 1, s->new);
    vault_index(v, BLIND_LOOSE_NUMBER, loose, 1, s->new);
    return STATUS_OK;
}

/* All rows under the number become those of a new person. */
static enum status separate(struct separation *s)
{
    struct identity_run *r = s->run;
    struct matcher m;
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < r->files.n_files; i++)
        if (r->files.files[i].vault_delivery != 0 && !r->files.files[i].is_copy)
            st = vault_rows(r->vault, r->files.files[i].vault_delivery, true,
                            take_moved, s);
    if (st != STATUS_OK || s->n_rows == 0)
        return st;
    st = vault_new_person(r->vault, s->rows[0].received, &s->record, &s->new);
    for (size_t i = 0; st == STATUS_OK && i < s->n_rows; i++)
        st = vault_assign(r->vault, s->rows[i].received, s->new);
    if (st == STATUS_OK)
        st = move_number(s);
    matcher_init(&m, r->vault, &r->variants);
    if (st == STATUS_OK)
        st = person_learn(&m, s->new, &s->record);
    matcher_release(&m);
    return st == STATUS_OK
               ? vault_doubt(r->vault, s->old, s->new, REASON_SEPARATED)
               : st;
}

static enum status split(struct identity_run *r, struct arena *a,
                         struct correction *c)
{
    uint32_t first, second;
    enum status st = people_of(r, a, c, &first, &second);
    if (st != STATUS_OK || first == 0 || second == 0)
        return st;
    if (first == second) {
        struct separation s = {.run = r,
                               .arena = a,
                               .number = number_of(a, c, c->key).number,
                               .old = first};
        st = separate(&s);
        first = s.new;
    }
    if (st != STATUS_OK || first == 0)
        return st;
    vault_keep_apart(r->vault, first, second);
    c->outcome = OUTCOME_APPLIED;
    c->from = second;
    c->to = first;
    return STATUS_OK;
}

static enum status keep_apart(struct identity_run *r, struct arena *a)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < r->corrections.n; i++) {
        struct correction *c = &r->corrections.list[i];
        if (is_in_force(c) && c->action == CORRECT_SPLIT)
            st = split(r, a, c);
    }
    return st;
}

/* --------------------------------------------------------------- joining */

static enum status join(struct identity_run *r, struct arena *a,
                        struct correction *c)
{
    uint32_t first, second;
    enum status st = people_of(r, a, c, &first, &second);
    if (st != STATUS_OK || first == 0 || second == 0)
        return st;
    c->outcome = OUTCOME_APPLIED;
    if (c->to == 0) {
        bool is_older = first < second;
        c->from = is_older ? second : first;
        c->to = is_older ? first : second;
    }
    return vault_join(r->vault, first, second);
}

/* Where a split is not in force as of this run, the two are still one. */
static enum status join_unsplit(struct identity_run *r, struct arena *a)
{
    struct vault_doubt_row *doubts;
    size_t n;
    enum status st = vault_doubts(r->vault, a, &doubts, &n);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (strcmp(doubts[i].reason, REASON_SEPARATED) == 0 &&
            !vault_is_apart(r->vault, doubts[i].low, doubts[i].high))
            st = vault_join(r->vault, doubts[i].low, doubts[i].high);
    return st;
}

enum status corrections_settle_people(struct identity_run *r)
{
    struct arena a;
    arena_init(&a);
    enum status st = keep_apart(r, &a);
    if (st == STATUS_OK)
        st = vault_apply_decisions(r->vault);
    for (size_t i = 0; st == STATUS_OK && i < r->corrections.n; i++) {
        struct correction *c = &r->corrections.list[i];
        if (is_in_force(c) && c->action == CORRECT_MERGE)
            st = join(r, &a, c);
    }
    if (st == STATUS_OK)
        st = join_unsplit(r, &a);
    arena_release(&a);
    return st;
}

bool correction_settles(const struct vault *v,
                        const struct vault_doubt_row *doubt)
{
    bool is_answered = strcmp(doubt->verdict, "open") != 0;
    return strcmp(doubt->reason, REASON_SEPARATED) == 0 ||
           vault_is_apart(v, doubt->low, doubt->high) ||
           (!is_answered &&
            vault_root(v, doubt->low) == vault_root(v, doubt->high));
}

/* ----------------------------------------------- corrected identity cells */

struct sought_row {
    size_t row;
    int64_t received;
};

static void take_received(void *context, const struct vault_row *row)
{
    struct sought_row *s = context;
    if (row->row == s->row)
        s->received = row->received;
}

static bool changes_number(const struct file_rows *rows)
{
    const struct delivered_file *f = rows->file;
    for (size_t i = 0; i < f->n_overlays; i++) {
        enum variable_role role =
            f->kind->variables[f->overlays[i].variable]->role;
        if (f->overlays[i].row == rows->note->row &&
            (role == ROLE_OFFICE_NUMBER || role == ROLE_OFFICE))
            return true;
    }
    return false;
}

static bool changes_person(const struct file_rows *rows)
{
    const struct delivered_file *f = rows->file;
    for (size_t i = 0; i < f->n_overlays; i++)
        if (f->overlays[i].row == rows->note->row &&
            role_is_identity(f->kind->variables[f->overlays[i].variable]->role))
            return true;
    return false;
}

static void record_of(struct arena *a, const struct file_rows *rows,
                      struct person_record *out)
{
    const struct delivered_file *f = rows->file;
    struct cell birth = {.state = CELL_MISSING}, office = birth;
    int b = kind_role(f->kind, ROLE_BIRTH);
    int o = kind_role(f->kind, ROLE_OFFICE);
    if (b >= 0)
        cell_check(a, f->kind->variables[b], rows->texts[b], &birth);
    if (o >= 0)
        cell_check(a, f->kind->variables[o], rows->texts[o], &office);
    row_person(a, f, &birth, &office, rows->texts, out);
}

/* The number decides where its holder agrees; a new number is matched like a
 * new row; else the person stays and is known better. */
static enum status rematch(struct identity_run *r, struct matcher *m,
                           struct arena *a, const struct file_rows *rows)
{
    struct person_record record;
    struct row_note *note = rows->note;
    struct sought_row sought = {note->row, 0};
    uint32_t serial = 0;
    record_of(a, rows, &record);
    enum status st = person_by_number(m, &record, &serial);
    if (st == STATUS_OK && serial == 0 && changes_number(rows)) {
        st = vault_rows(r->vault, rows->file->vault_delivery, false,
                        take_received, &sought);
        if (st == STATUS_OK)
            st = person_match(m, sought.received, &record, &serial);
    } else if (st == STATUS_OK && serial == 0) {
        serial = note->serial;
        st = person_learn(m, serial, &record);
    }
    if (serial != 0)
        note->serial = serial;
    return st;
}

static enum status rematch_file(struct identity_run *r, struct matcher *m,
                                struct delivered_file *f)
{
    struct file_rows rows;
    struct arena a;
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    arena_init(&a);
    while (st == STATUS_OK && file_rows_next(&rows)) {
        arena_reset(&a);
        if (rows.note->serial != 0 && changes_person(&rows))
            st = rematch(r, m, &a, &rows);
    }
    arena_release(&a);
    if (st == STATUS_OK)
        return file_rows_close(&rows);
    file_rows_drop(&rows);
    return st;
}

enum status corrections_rematch(struct identity_run *r, struct matcher *m)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < r->files.n_files; i++) {
        struct delivered_file *f = &r->files.files[i];
        if (f->n_overlays > 0 && f->vault_delivery != 0 && file_has_people(f))
            st = rematch_file(r, m, f);
    }
    return st;
}

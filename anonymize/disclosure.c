/* disclosure: everything that is held about one person, as a page. */
#include "anonymize/disclosure.h"

#include "anonymize/audit.h"
#include "anonymize/crossed_file.h"
#include "anonymize/release.h"
#include "base/japanese_date.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/sql_text.h"
#include "base/store.h"
#include "base/text.h"
#include "report/html.h"

#include <string.h>

enum { YEARS_BACK = 80 };

struct page {
    struct disclosure *d;
    struct arena *arena;
    struct document *document;
    const char **subjects; /* pseudonyms, the one in use first; then tokens */
    size_t n_subjects, n_pseudonyms, capacity;
};

static const char *in_words(const char *ja, const char *en)
{
    return language_get() == LANGUAGE_JA ? ja : en;
}

/* ------------------------------------------------------------- under whom */

static void add_subject(struct page *p, const char *text)
{
    p->subjects = arena_grow(p->arena, p->subjects, p->n_subjects, &p->capacity,
                             sizeof *p->subjects);
    p->subjects[p->n_subjects++] = arena_copy(p->arena, text);
}

static void name_subjects(struct page *p)
{
    const struct identity_run *r = p->d->run;
    struct subject s;
    size_t n = vault_n_people(r->vault);
    for (uint32_t serial = p->d->root; serial <= n; serial++) {
        if (vault_root(r->vault, serial) != p->d->root)
            continue;
        pseudonym_write(r->keys, serial, &s);
        add_subject(p, s.text);
    }
    p->n_pseudonyms = p->n_subjects;
    int year = r->files.today.year + 1;
    for (int back = 0; back <= YEARS_BACK; back++) {
        token_write(r->keys, p->d->root, year - back, &s);
        add_subject(p, s.text);
    }
}

static bool is_subject(const struct page *p, const char *text)
{
    for (size_t i = 0; i < p->n_subjects; i++)
        if (strcmp(p->subjects[i], text) == 0)
            return true;
    return false;
}

/* --------------------------------------------------------------- one record */

/* "name: value" of what is filled in, as one line. */
struct line {
    struct page *page;
    const char *text;
};

static void add_value(struct line *l, const char *name, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    l->text = arena_format(l->page->arena, "%s%s%s%s%s", l->text,
                           *l->text == '\0' ? "" : in_words("、", ", "), name,
                           in_words("：", ": "), value);
}

struct rows {
    const char **items;
    size_t n, capacity;
};

static void add_row(struct page *p, struct rows *rows, const char *where,
                    const char *text)
{
    rows->items = arena_grow(p->arena, rows->items, rows->n, &rows->capacity,
                             sizeof *rows->items);
    rows->items[rows->n++] =
        arena_format(p->arena, "%s%s%s", where, in_words("　", " — "), text);
    p->d->n_rows++;
}

static void write_rows(struct page *p, const char *title,
                       const struct rows *rows)
{
    document_heading(p->document, 2, message(title));
    if (rows->n == 0)
        document_paragraph(p->document, message("disclosure.none"));
    else
        document_bullets(p->document, rows->items, rows->n);
}

/* -------------------------------------------------------------- the vault */

static const char *birth_text(struct arena *a, const char *iso)
{
    struct date birth;
    if (language_get() != LANGUAGE_JA || !date_parse_iso(iso, &birth))
        return iso;
    return japanese_date_write(a, birth);
}

static const char *contact_text(struct arena *a, const char *lines)
{
    char *text = arena_copy(a, lines);
    size_t n = strlen(text);
    if (n > 0 && text[n - 1] == '\n')
        text[n - 1] = '\0';
    for (char *c = text; *c != '\0'; c++)
        if (*c == '\n')
            *c = ' ';
    return text;
}

static enum status write_person(struct page *p)
{
    const struct identity_run *r = p->d->run;
    struct rows rows = {NULL, 0, 0};
    size_t n = vault_n_people(r->vault);
    enum status st = STATUS_OK;
    for (uint32_t s = p->d->root; st == STATUS_OK && s <= n; s++) {
        struct person_record who;
        struct line l = {p, ""};
        bool erased;
        if (vault_root(r->vault, s) != p->d->root)
            continue;
        st = vault_is_erased(r->vault, s, &erased);
        if (st == STATUS_OK)
            st = vault_person(r->vault, p->arena, s, &who);
        if (st != STATUS_OK)
            break;
        add_value(&l, message("person.name"), who.name);
        add_value(&l, message("person.kana"), who.kana);
        add_value(&l, message("person.birth"), birth_text(p->arena, who.birth));
        add_value(&l, message("person.office"), who.office);
        add_value(&l, message("person.number"), who.number);
        add_value(&l, message("person.contact"),
                  contact_text(p->arena, who.contact));
        add_row(p, &rows, message("disclosure.record"),
                erased ? message("person.erased") : l.text);
    }
    if (st == STATUS_OK)
        write_rows(p, "disclosure.vault", &rows);
    return st;
}

static const char *yes_or_no(bool yes)
{
    return message(yes ? "disclosure.agreed" : "disclosure.not_agreed");
}

static enum status write_consent(struct page *p)
{
    struct vault_consent *events;
    size_t n;
    struct rows rows = {NULL, 0, 0};
    enum status st = vault_consents(p->d->run->vault, p->arena, &events, &n);
    if (st != STATUS_OK)
        return st;
    add_row(
        p, &rows, message("disclosure.follow"),
        yes_or_no(consent_covers(p->d->consent, p->d->root, CONSENT_FOLLOW)));
    add_row(p, &rows, message("disclosure.link"),
            yes_or_no(consent_covers(p->d->consent, p->d->root, CONSENT_LINK)));
    for (size_t i = 0; i < n; i++) {
        char day[11];
        if (vault_root(p->d->run->vault, events[i].serial) != p->d->root)
            continue;
        date_write_iso(date_from_days(events[i].from_days), day);
        add_row(p, &rows, day,
                arena_format(p->arena, "%s %s%s", events[i].act,
                             events[i].scope,
                             events[i].backward ? " backward" : ""));
    }
    write_rows(p, "disclosure.consent", &rows);
    return STATUS_OK;
}

/* -------------------------------------------------------------- the inbox */

static const char *row_text(struct page *p, const struct delivered_file *f,
                            const char *const *texts)
{
    struct line l = {p, ""};
    for (size_t i = 0; i < f->kind->n_variables; i++) {
        const struct variable *v = f->kind->variables[i];
        if (texts[i] != NULL && !text_is_blank(texts[i]))
            add_value(&l, in_words(v->label_ja, v->label_en), texts[i]);
    }
    return l.text;
}

static enum status read_file(struct page *p, struct delivered_file *f,
                             struct rows *out)
{
    struct file_rows rows;
    const struct vault *v = p->d->run->vault;
    enum status st = file_rows_open(&rows, f);
    if (st != STATUS_OK)
        return st;
    while (file_rows_next(&rows)) {
        uint32_t serial = rows.note->serial;
        if (serial == 0 || vault_root(v, serial) != p->d->root)
            continue;
        add_row(p, out,
                message_format(p->arena, "disclosure.row",
                               file_label(p->arena, f), (size_t)rows.note->row),
                row_text(p, f, rows.texts));
    }
    return file_rows_close(&rows);
}

static enum status write_inbox(struct page *p)
{
    struct study_files *s = &p->d->run->files;
    struct rows rows = {NULL, 0, 0};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < s->n_files; i++)
        if (file_is_read(&s->files[i]) && file_has_people(&s->files[i]))
            st = read_file(p, &s->files[i], &rows);
    if (st == STATUS_OK)
        write_rows(p, "disclosure.inbox", &rows);
    return st;
}

/* ----------------------------------------------------------- the handover */

static const char *column_label(const struct page *p, const struct file_kind *k,
                                const char *name)
{
    const struct variable *v = kind_variable(k, name);
    if (v != NULL)
        return in_words(v->label_ja, v->label_en);
    if (strcmp(name, "elderly") == 0)
        return message("confirm.elderly");
    v = strncmp(name, "age_", 4) == 0 ? kind_variable(k, name + 4) : NULL;
    return v == NULL ? name
                     : message_format(p->arena, "confirm.age_on",
                                      in_words(v->label_ja, v->label_en));
}

static void take_crossed(struct page *p, const struct file_kind *k,
                         const char *const *columns,
                         const struct csv_record *row, struct rows *out)
{
    struct line l = {p, ""};
    if (row->n_cells < 2 || !is_subject(p, row->cells[1]))
        return;
    for (size_t i = 2; i < row->n_cells; i++)
        add_value(&l, column_label(p, k, columns[i]), row->cells[i]);
    add_row(p, out,
            arena_format(p->arena, "%s %s", in_words(k->label_ja, k->label_en),
                         row->cells[1]),
            l.text);
}

static enum status read_crossed(struct page *p, const struct file_kind *k,
                                const char *path, struct rows *out)
{
    struct arena a;
    struct csv_reader *in;
    struct csv_record row;
    arena_init(&a);
    enum status st = crossed_file_open(&a, path, &in, &row);
    if (st == STATUS_OK) {
        size_t n = row.n_cells;
        const char **columns = crossed_file_columns(&a, &row);
        while (csv_reader_next(in, &row))
            if (row.n_cells == n)
                take_crossed(p, k, columns, &row, out);
        st = csv_reader_status(in);
        csv_reader_close(in);
    }
    arena_release(&a);
    return st;
}

/* What lies there may have been made from an earlier inbox. */
static enum status read_parts(struct page *p, const struct file_kind *k,
                              const char *const *names, size_t n,
                              struct rows *out)
{
    const char *begins = arena_format(p->arena, "%s_%s.", k->kind, k->table);
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (text_starts_with(names[i], begins))
            st =
                read_crossed(p, k,
                             arena_format(p->arena, "%s/" HANDOVER_FOLDER "/%s",
                                          p->d->run->study, names[i]),
                             out);
    return st;
}

static enum status write_handover(struct page *p)
{
    const struct codebook *c = &p->d->run->codebook;
    struct rows rows = {NULL, 0, 0};
    const char **names = NULL;
    size_t n = 0;
    char *folder =
        arena_format(p->arena, "%s/" HANDOVER_FOLDER, p->d->run->study);
    enum status st = STATUS_OK;
    if (path_is_folder(folder))
        st = folder_list(p->arena, folder, &names, &n, NULL);
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++)
        if (c->kinds[i].people != PEOPLE_NONE)
            st = read_parts(p, &c->kinds[i], names, n, &rows);
    if (st == STATUS_OK)
        write_rows(p, "disclosure.handover", &rows);
    return st;
}

/* ---------------------------------------------------- the research database */

#define CLEAN_TABLE "clean_" /* then the name of a kind's table */

/* NULL: the table was computed from several kinds. */
static const struct file_kind *kind_of_table(const struct page *p,
                                             const char *table)
{
    size_t n = strlen(CLEAN_TABLE);
    return strncmp(table, CLEAN_TABLE, n) == 0
               ? codebook_table(&p->d->run->codebook, table + n)
               : NULL;
}

static const char *column_shown(const struct file_kind *k, const char *column)
{
    const struct variable *v = k == NULL ? NULL : kind_variable(k, column);
    return v == NULL ? column : in_words(v->label_ja, v->label_en);
}

static enum status read_table(struct page *p, struct store *s,
                              const char *table, struct rows *out)
{
    const struct file_kind *k = kind_of_table(p, table);
    const char *where = k == NULL ? table : in_words(k->label_ja, k->label_en);
    struct statement *q;
    enum status st = store_prepare(
        s,
        arena_format(p->arena, "SELECT * FROM \"%s\" WHERE subject = ?1",
                     table),
        &q);
    for (size_t i = 0; st == STATUS_OK && i < p->n_pseudonyms; i++) {
        statement_text(q, 1, p->subjects[i]);
        while (statement_step(q, &st)) {
            struct line l = {p, ""};
            for (int c = 0; c < statement_columns(q); c++)
                add_value(&l, column_shown(k, statement_column_name(q, c)),
                          column_text(q, c));
            add_row(p, out, where, l.text);
        }
        statement_reset(q);
    }
    statement_free(q);
    return st;
}

static enum status list_tables(struct page *p, struct store *s,
                               struct rows *tables)
{
    struct statement *q;
    enum status st =
        store_prepare(s, sql_find(anonymize_sql, "tables_with_subject"), &q);
    if (st != STATUS_OK)
        return st;
    while (statement_step(q, &st)) {
        tables->items = arena_grow(p->arena, tables->items, tables->n,
                                   &tables->capacity, sizeof *tables->items);
        tables->items[tables->n++] = arena_copy(p->arena, column_text(q, 0));
    }
    statement_free(q);
    return st;
}

static enum status write_database(struct page *p)
{
    struct store *s;
    struct rows tables = {NULL, 0, 0}, rows = {NULL, 0, 0};
    char *path = arena_format(p->arena, "%s/study.sqlite", p->d->run->study);
    enum status st = STATUS_OK;
    if (path_exists(path)) {
        st = store_open(path, 0644, &s);
        if (st == STATUS_OK)
            st = list_tables(p, s, &tables);
        for (size_t i = 0; st == STATUS_OK && i < tables.n; i++)
            st = read_table(p, s, tables.items[i], &rows);
        enum status closing = store_close(s);
        st = status_worse(st, closing);
    }
    if (st == STATUS_OK)
        write_rows(p, "disclosure.database", &rows);
    if (st == STATUS_OK && rows.n > 0)
        document_paragraph(p->document, message("disclosure.computed"));
    return st;
}

/* -------------------------------------------------------------- who looked */

/* number, time, user, action, subject, detail, hash between tabs. */
static void take_audit_line(struct page *p, char *line, struct rows *out)
{
    char *fields[7] = {NULL};
    size_t n = 0;
    for (char *at = line; n < 7 && at != NULL; n++) {
        fields[n] = at;
        at = strchr(at, '\t');
        if (at != NULL)
            *at++ = '\0';
    }
    if (n == 7 && is_subject(p, fields[4]))
        add_row(p, out, fields[1],
                arena_format(p->arena, "%s %s", fields[3], fields[5]));
}

static enum status write_audit(struct page *p)
{
    char *bytes = NULL, *end;
    size_t n;
    struct rows rows = {NULL, 0, 0};
    char *path = arena_format(
        p->arena, "%s/" IDENTITY_FOLDER "/" AUDIT_FILE_NAME, p->d->run->study);
    enum status st = STATUS_OK;
    if (path_exists(path))
        st = file_read(p->arena, path, &bytes, &n);
    if (st != STATUS_OK)
        return st;
    for (char *line = bytes; line != NULL && *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        if (end == NULL)
            break;
        *end = '\0';
        take_audit_line(p, line, &rows);
    }
    write_rows(p, "disclosure.audit", &rows);
    return STATUS_OK;
}

/* ------------------------------------------------------------------ the page
 */

static enum status fill_page(struct page *p)
{
    const struct settings *s = &p->d->run->settings;
    char today[11];
    date_write_iso(p->d->run->files.today, today);
    document_heading(p->document, 1, message("disclosure.title"));
    document_paragraph(p->document,
                       message_format(p->arena, "disclosure.about", s->name,
                                      s->municipality_name, today));
    enum status st = write_person(p);
    if (st == STATUS_OK)
        st = write_consent(p);
    if (st == STATUS_OK)
        st = write_inbox(p);
    if (st == STATUS_OK)
        st = write_handover(p);
    if (st == STATUS_OK)
        st = write_database(p);
    if (st == STATUS_OK)
        st = write_audit(p);
    document_note(p->document, message("disclosure.note"));
    return st;
}

enum status disclosure_write(struct disclosure *d, const char *path)
{
    struct identity_run *r = d->run;
    struct page p = {.d = d, .arena = r->arena};
    enum language of_screen = language_get();
    language_set(r->settings.language);
    name_subjects(&p);
    p.document = document_new(r->arena, message("disclosure.title"),
                              r->settings.language, r->files.today);
    enum status st = fill_page(&p);
    if (st == STATUS_OK)
        st = html_write(p.document, path);
    language_set(of_screen);
    return st;
}

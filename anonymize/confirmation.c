/* confirmation: the page that an official reads before a handover is
 * released. */
#include "anonymize/confirmation.h"

#include "anonymize/crossed_file.h"
#include "anonymize/pseudonym.h"
#include "base/messages.h"
#include "report/html.h"

#include <string.h>

enum { SAMPLES = 5, FIXED_COLUMNS = 2 };

/* The parts of one kind together. */
struct crossed {
    const struct file_kind *kind;
    size_t n_parts, rows, named, counted, nobody;
    const char *sample; /* "" when no row is under a pseudonym */
};

struct page {
    const struct confirmation *c;
    struct arena *arena;
    struct document *document;
    struct crossed *crossed; /* by kind, those that have rows */
    size_t n_crossed;
};

static const char *word(const struct page *p, const char *name)
{
    return document_word(p->document, name);
}

static const char *number(const struct page *p, size_t n)
{
    return arena_format(p->arena, "%zu", n);
}

static const char *label_of(const struct page *p, const char *ja,
                            const char *en)
{
    return p->document->language == LANGUAGE_JA ? ja : en;
}

/* ------------------------------------------------------------------- people */

struct people {
    size_t all, follow, link, neither;
};

static struct people count_people(const struct confirmation *c)
{
    struct people n = {0, 0, 0, 0};
    const struct vault *v = c->run->vault;
    if (v == NULL || c->consent == NULL)
        return n;
    for (uint32_t serial = 1; serial <= vault_n_people(v); serial++) {
        if (vault_root(v, serial) != serial)
            continue;
        bool follow = consent_covers(c->consent, serial, CONSENT_FOLLOW);
        bool link = consent_covers(c->consent, serial, CONSENT_LINK);
        n.all++;
        n.follow += follow;
        n.link += link;
        n.neither += !follow && !link;
    }
    return n;
}

static void table_pair(struct page *p, struct document_table *t,
                       const char *name, const char *value)
{
    table_line_begin(p->document, t, false);
    table_line_span(p->document, t, word(p, name), 1, 1, true);
    table_line_cell(p->document, t, value);
}

static void write_people(struct page *p)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_RIGHT};
    const struct people n = count_people(p->c);
    struct document_table *t =
        document_table(p->document, word(p, "confirm.people"), 2, aligns);
    table_pair(p, t, "confirm.people_all", number(p, n.all));
    table_pair(p, t, "confirm.people_follow", number(p, n.follow));
    table_pair(p, t, "confirm.people_link", number(p, n.link));
    table_pair(p, t, "confirm.people_neither", number(p, n.neither));
    document_note(p->document, word(p, "confirm.people_note"));
}

/* ------------------------------------------------------------------- tables */

static const char *column_label(const struct page *p, const struct file_kind *k,
                                const char *name)
{
    const struct variable *v = kind_variable(k, name);
    if (v != NULL)
        return label_of(p, v->label_ja, v->label_en);
    if (strcmp(name, "subject") == 0)
        return word(p, "confirm.pseudonym");
    if (strcmp(name, "elderly") == 0)
        return word(p, "confirm.elderly");
    v = strncmp(name, "age_", 4) == 0 ? kind_variable(k, name + 4) : NULL;
    return v == NULL ? name
                     : message_format(p->arena, "confirm.age_on",
                                      label_of(p, v->label_ja, v->label_en));
}

static const char *row_text(const struct page *p, const struct file_kind *k,
                            const char *const *columns,
                            const struct csv_record *row)
{
    const char *text = "";
    const char *gap = label_of(p, "、", ", ");
    const char *colon = label_of(p, "：", ": ");
    for (size_t i = FIXED_COLUMNS - 1; i < row->n_cells; i++)
        if (row->cells[i][0] != '\0')
            text = arena_format(
                p->arena, "%s%s%s%s%s", text, *text == '\0' ? "" : gap,
                column_label(p, k, columns[i]), colon, row->cells[i]);
    return text;
}

/* The first row under a pseudonym, as it crosses. */
static enum status read_sample(const struct page *p,
                               const struct manifest_part *part,
                               const char **out)
{
    struct arena a;
    struct csv_reader *in;
    struct csv_record row;
    arena_init(&a);
    enum status st = crossed_file_open(
        &a, arena_format(&a, "%s/%s", p->c->folder, part->path), &in, &row);
    if (st == STATUS_OK) {
        const char **columns = crossed_file_columns(&a, &row);
        bool found = false;
        while (!found && csv_reader_next(in, &row)) {
            found = pseudonym_is_valid(row.cells[FIXED_COLUMNS - 1]);
            if (found)
                *out = row_text(p, part->file->kind, columns, &row);
        }
        st = csv_reader_status(in);
        csv_reader_close(in);
    }
    arena_release(&a);
    return st;
}

static enum status add_part(struct page *p, const struct manifest_part *part)
{
    const struct codebook *c = &p->c->run->codebook;
    struct crossed *k = &p->crossed[part->file->kind - c->kinds];
    k->kind = part->file->kind;
    k->n_parts++;
    k->rows += manifest_part_rows(part);
    k->named += part->n_named;
    k->counted += part->n_counted;
    k->nobody += part->n_nobody;
    if (part->n_named == 0 || *k->sample != '\0')
        return STATUS_OK;
    return read_sample(p, part, &k->sample);
}

static enum status add_parts(struct page *p)
{
    const struct codebook *c = &p->c->run->codebook;
    const struct manifest_parts *parts = p->c->parts;
    enum status st = STATUS_OK;
    p->crossed = arena_take_array(p->arena, c->n_kinds, sizeof *p->crossed);
    for (size_t i = 0; i < c->n_kinds; i++)
        p->crossed[i].sample = "";
    for (size_t i = 0; st == STATUS_OK && i < parts->n; i++)
        st = add_part(p, &parts->list[i]);
    for (size_t i = 0; i < c->n_kinds; i++)
        if (p->crossed[i].kind != NULL)
            p->crossed[p->n_crossed++] = p->crossed[i];
    return st;
}

static void write_table_line(struct page *p, struct document_table *t,
                             const struct crossed *k)
{
    table_line_begin(p->document, t, false);
    table_line_span(p->document, t,
                    label_of(p, k->kind->label_ja, k->kind->label_en), 1, 1,
                    true);
    table_line_cell(
        p->document, t,
        arena_format(p->arena, "%s_%s.*.csv", k->kind->kind, k->kind->table));
    table_line_cell(p->document, t, number(p, k->n_parts));
    table_line_cell(p->document, t, number(p, k->rows));
    table_line_cell(p->document, t, number(p, k->named));
    table_line_cell(p->document, t, number(p, k->counted));
    table_line_cell(p->document, t, number(p, k->nobody));
}

static void write_samples(struct page *p)
{
    const char *items[SAMPLES];
    size_t n = 0;
    for (size_t i = 0; i < p->n_crossed && n < SAMPLES; i++) {
        const struct crossed *k = &p->crossed[i];
        if (*k->sample != '\0')
            items[n++] = arena_format(
                p->arena, "%s — %s",
                label_of(p, k->kind->label_ja, k->kind->label_en), k->sample);
    }
    document_heading(p->document, 2, word(p, "confirm.samples"));
    if (n == 0)
        document_paragraph(p->document, word(p, "confirm.no_sample"));
    else
        document_bullets(p->document, items, n);
}

static void write_tables(struct page *p)
{
    static const enum align aligns[] = {ALIGN_LEFT,  ALIGN_LEFT,  ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
                                        ALIGN_RIGHT};
    static const char *const heads[] = {
        "confirm.kind",  "confirm.file",    "confirm.parts", "confirm.rows",
        "confirm.named", "confirm.counted", "confirm.nobody"};
    struct document_table *t =
        document_table(p->document, word(p, "confirm.tables"), 7, aligns);
    table_line_begin(p->document, t, true);
    for (size_t i = 0; i < 7; i++)
        table_line_cell(p->document, t, word(p, heads[i]));
    for (size_t i = 0; i < p->n_crossed; i++)
        write_table_line(p, t, &p->crossed[i]);
    document_note(p->document, word(p, "confirm.tables_note"));
    write_samples(p);
}

/* ------------------------------------------------------------------ columns */

static const char *join_columns(const struct page *p, const struct file_kind *k,
                                bool crossing)
{
    const char *text = "";
    for (size_t i = 0; i < k->n_variables; i++) {
        const struct variable *v = k->variables[i];
        if (cell_may_cross(k, v) == crossing)
            text = arena_format(p->arena, "%s%s%s", text,
                                *text == '\0' ? "" : label_of(p, "、", ", "),
                                label_of(p, v->label_ja, v->label_en));
    }
    return *text == '\0' ? "-" : text;
}

static void write_columns(struct page *p)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_LEFT, ALIGN_LEFT};
    struct document_table *t =
        document_table(p->document, word(p, "confirm.columns"), 3, aligns);
    table_line_begin(p->document, t, true);
    table_line_cell(p->document, t, word(p, "confirm.kind"));
    table_line_cell(p->document, t, word(p, "confirm.crossing"));
    table_line_cell(p->document, t, word(p, "confirm.staying"));
    for (size_t i = 0; i < p->n_crossed; i++) {
        const struct file_kind *k = p->crossed[i].kind;
        table_line_begin(p->document, t, false);
        table_line_span(p->document, t, label_of(p, k->label_ja, k->label_en),
                        1, 1, true);
        table_line_cell(p->document, t, join_columns(p, k, true));
        table_line_cell(p->document, t, join_columns(p, k, false));
    }
    document_note(p->document, word(p, "confirm.columns_note"));
}

/* --------------------------------------------------------- check, hash, sign
 */

static void write_leaks(struct page *p)
{
    const struct leak_result *leaks = p->c->leaks;
    document_heading(p->document, 2, word(p, "confirm.leaks"));
    document_paragraph(p->document,
                       message_format(p->arena, "confirm.leaks_result",
                                      leaks->n_values, leaks->n_cells));
    if (leaks->n_excepted > 0)
        document_paragraph(
            p->document,
            message_format(p->arena, "confirm.excepted", leaks->n_excepted));
    if (leaks->n_excepted > 0)
        document_bullets(p->document, leaks->excepted, leaks->n_excepted);
}

static void write_hash(struct page *p, const char *hash)
{
    document_heading(p->document, 2, word(p, "confirm.hash"));
    document_paragraph(p->document, hash);
    if (!p->c->run->settings.handover_approval) {
        document_note(p->document, word(p, "confirm.hash_note"));
        return;
    }
    document_paragraph(
        p->document,
        message_format(p->arena, "confirm.approve_with",
                       arena_format(p->arena,
                                    "ayumi-anonymize handover --approve %s",
                                    hash)));
    document_paragraph(p->document, word(p, "confirm.sign"));
    document_ruled_lines(p->document, 2);
}

static void fill_page(struct page *p, const char *hash)
{
    const struct settings *s = &p->c->run->settings;
    char as_of[11];
    date_write_iso(p->c->run->files.as_of, as_of);
    document_heading(p->document, 1, word(p, "confirm.title"));
    document_paragraph(p->document,
                       message_format(p->arena, "confirm.about", s->name,
                                      s->municipality_name, as_of));
    document_heading(p->document, 2, word(p, "confirm.what"));
    if (p->c->consent != NULL)
        write_people(p);
    write_tables(p);
    write_leaks(p);
    write_hash(p, hash);
    document_heading(p->document, 2, word(p, "confirm.columns_title"));
    write_columns(p);
}

enum status confirmation_write(const struct confirmation *c)
{
    char hash[FILE_HASH_SIZE];
    struct identity_run *r = c->run;
    struct page p = {.c = c, .arena = r->arena};
    enum language of_screen = language_get();
    enum status st = file_hash(
        arena_format(r->arena, "%s/" HANDOVER_MANIFEST, c->folder), hash);
    if (st != STATUS_OK)
        return st;
    language_set(r->settings.language);
    p.document = document_new(r->arena, message("confirm.title"),
                              r->settings.language, r->files.as_of);
    st = add_parts(&p);
    if (st == STATUS_OK) {
        fill_page(&p, hash);
        st = html_write(
            p.document,
            arena_format(r->arena, "%s/" CONFIRMATION_FILE, r->study));
    }
    language_set(of_screen);
    return st;
}

/* confirmation: the page that an official reads before a handover is
 * released. */
#include "anonymize/confirmation.h"

#include "anonymize/crossed_file.h"
#include "anonymize/pseudonym.h"
#include "base/messages.h"
#include "report/html.h"

#include <stdlib.h>
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

static void write_people(struct page *p)
{
    static const enum align aligns[] = {ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
                                        ALIGN_RIGHT};
    static const char *const heads[] = {
        "confirm.people_all", "confirm.people_follow", "confirm.people_link",
        "confirm.people_neither"};
    const struct people n = count_people(p->c);
    const size_t counts[] = {n.all, n.follow, n.link, n.neither};
    struct document_table *t =
        document_table(p->document, word(p, "confirm.people"), 4, aligns);
    table_line_begin(p->document, t, true);
    for (size_t i = 0; i < 4; i++)
        table_line_cell(p->document, t, word(p, heads[i]));
    table_line_begin(p->document, t, false);
    for (size_t i = 0; i < 4; i++)
        table_line_cell(p->document, t, number(p, counts[i]));
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

/* ------------------------------------------------------------------ columns */

static const char *join(const struct page *p, const char *list,
                        const char *label)
{
    return arena_format(p->arena, "%s%s%s", list,
                        *list == '\0' ? "" : label_of(p, "、", ", "), label);
}

static const char *variable_label(const struct page *p,
                                  const struct variable *v)
{
    return label_of(p, v->label_ja, v->label_en);
}

/* Labels that count up (イレブン1, イレブン2, …) are written as 1〜11. */
struct label_run {
    const char *text;
    const char *first; /* label; NULL before the first one */
    size_t n_stem;
    unsigned long from, to;
};

static void end_run(const struct page *p, struct label_run *r)
{
    if (r->first == NULL)
        return;
    r->text = join(p, r->text, r->first);
    if (r->to > r->from)
        r->text = arena_format(p->arena, "%s%s%lu", r->text,
                               label_of(p, "〜", "-"), r->to);
}

static void run_on(const struct page *p, struct label_run *r, const char *label)
{
    size_t n = strlen(label);
    while (n > 0 && label[n - 1] >= '0' && label[n - 1] <= '9')
        n--;
    unsigned long number = strtoul(label + n, NULL, 10);
    if (r->first != NULL && label[n] != '\0' && n == r->n_stem &&
        strncmp(label, r->first, n) == 0 && number == r->to + 1) {
        r->to = number;
        return;
    }
    end_run(p, r);
    *r = (struct label_run){r->text, label, n, number, number};
}

static const char *crossing_columns(const struct page *p,
                                    const struct file_kind *k)
{
    struct label_run r = {.text = ""};
    for (size_t i = 0; i < k->n_variables; i++)
        if (cell_may_cross(k, k->variables[i]))
            run_on(p, &r, variable_label(p, k->variables[i]));
    end_run(p, &r);
    return *r.text == '\0' ? "-" : r.text;
}

/* Is a column of this name in one of the first n kinds; one that crosses, or
 * one that stays? */
static bool is_column(const struct page *p, size_t n, const char *label,
                      bool crossing)
{
    for (size_t i = 0; i < n; i++) {
        const struct file_kind *k = p->crossed[i].kind;
        for (size_t j = 0; j < k->n_variables; j++)
            if (cell_may_cross(k, k->variables[j]) == crossing &&
                strcmp(variable_label(p, k->variables[j]), label) == 0)
                return true;
    }
    return false;
}

/* What crosses of no kind, each once. */
static const char *staying_columns(const struct page *p)
{
    const char *text = "";
    for (size_t i = 0; i < p->n_crossed; i++) {
        const struct file_kind *k = p->crossed[i].kind;
        for (size_t j = 0; j < k->n_variables; j++) {
            const char *label = variable_label(p, k->variables[j]);
            if (!cell_may_cross(k, k->variables[j]) &&
                !is_column(p, p->n_crossed, label, true) &&
                !is_column(p, i, label, false))
                text = join(p, text, label);
        }
    }
    return *text == '\0' ? "-" : text;
}

static void write_table_line(struct page *p, struct document_table *t,
                             const struct crossed *k)
{
    table_line_begin(p->document, t, false);
    table_line_span(
        p->document, t,
        arena_format(p->arena, "%s %s", k->kind->kind,
                     label_of(p, k->kind->label_ja, k->kind->label_en)),
        1, 1, true);
    table_line_cell(p->document, t, number(p, k->n_parts));
    table_line_cell(p->document, t, number(p, k->rows));
    table_line_cell(p->document, t, number(p, k->named));
    table_line_cell(p->document, t, number(p, k->counted));
    table_line_cell(p->document, t, number(p, k->nobody));
    table_line_cell(p->document, t, crossing_columns(p, k->kind));
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
    static const enum align aligns[] = {ALIGN_LEFT,  ALIGN_RIGHT, ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_RIGHT,
                                        ALIGN_LEFT};
    static const char *const heads[] = {
        "confirm.kind",    "confirm.parts",  "confirm.rows",    "confirm.named",
        "confirm.counted", "confirm.nobody", "confirm.crossing"};
    struct document_table *t =
        document_table(p->document, word(p, "confirm.tables"), 7, aligns);
    table_line_begin(p->document, t, true);
    for (size_t i = 0; i < 7; i++)
        table_line_cell(p->document, t, word(p, heads[i]));
    for (size_t i = 0; i < p->n_crossed; i++)
        write_table_line(p, t, &p->crossed[i]);
    document_paragraph(p->document, message_format(p->arena, "confirm.staying",
                                                   staying_columns(p)));
    document_note(p->document, word(p, "confirm.tables_note"));
    document_note(p->document, word(p, "confirm.columns_note"));
    write_samples(p);
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
    p.document->is_one_page = true;
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

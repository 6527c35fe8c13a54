/* linkage_settings: what is compared and how, as a file a person can edit. */
#include "anonymize/linkage_settings.h"

#include "anonymize/blocking.h"
#include "anonymize/linkage_arguments.h"
#include "base/csv_writer.h"
#include "base/messages.h"
#include "base/number_text.h"
#include "base/table_file.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const role_names[] = {"personal", "household", "shared"};

/* ------------------------------------------------------------------ reading */

static enum status wrong(const char *path, const struct setting *s,
                         const char *what, const char *known)
{
    say_error("linkage.setting", path, s->row, what, known);
    return STATUS_USAGE;
}

static enum status take_option(const char *path, const struct setting *s,
                               struct options *o)
{
    double value = 0;
    if (text_equal(s->columns, "assignment")) {
        o->many_to_one = text_equal(s->arguments, "one_to_many");
        return o->many_to_one || text_equal(s->arguments, "one_to_one")
                   ? STATUS_OK
                   : wrong(path, s, s->arguments, "one_to_one one_to_many");
    }
    if (!number_parse_machine(s->arguments, &value) || value < 0)
        return wrong(path, s, s->arguments, "0.95");
    if (text_equal(s->columns, "threshold"))
        o->threshold = value;
    else if (text_equal(s->columns, "false_link_rate"))
        o->false_link_rate = value;
    else if (text_equal(s->columns, "review_from"))
        o->review_from = value;
    else if (text_equal(s->columns, "pair_budget"))
        o->pair_budget = value;
    else
        return wrong(
            path, s, s->columns,
            "threshold false_link_rate review_from pair_budget assignment");
    return STATUS_OK;
}

static enum status take_row(struct linkage_settings *out, const char *kind,
                            const struct setting *s, struct options *options)
{
    if (text_equal(kind, "compare"))
        out->compares[out->n_compares++] = *s;
    else if (text_equal(kind, "block"))
        out->blocks[out->n_blocks++] = *s;
    else if (text_equal(kind, "option"))
        return take_option(out->path, s, options);
    else if (!text_equal(kind, "id"))
        return wrong(out->path, s, kind, "id compare block option");
    return STATUS_OK;
}

/* The order in which columns are chosen without settings, whatever that of the
 * rows: two as one first, then by name. */
static int as_chosen(const void *x, const void *y)
{
    const struct setting *a = x, *b = y;
    bool a_single = strchr(a->method, '+') == NULL;
    bool b_single = strchr(b->method, '+') == NULL;
    if (a_single != b_single)
        return a_single ? 1 : -1;
    int order = strcmp(a->columns, b->columns);
    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

enum status linkage_settings_read(struct arena *a, const char *path,
                                  struct linkage_settings *out,
                                  struct options *options)
{
    static const char *const names[] = {"kind", "columns", "method",
                                        "arguments"};
    struct table_file t;
    size_t at[4];
    *out = (struct linkage_settings){.path = path};
    enum status st = table_file_read(a, path, &t);
    for (size_t k = 0; st == STATUS_OK && k < 4; k++)
        st = table_file_column(&t, names[k], &at[k]);
    if (st != STATUS_OK)
        return st;
    out->compares = arena_take_array(a, t.n_rows + 1, sizeof *out->compares);
    out->blocks = arena_take_array(a, t.n_rows + 1, sizeof *out->blocks);
    for (size_t r = 0; st == STATUS_OK && r < t.n_rows; r++) {
        const char **cells = t.rows[r].cells;
        struct setting s = {t.rows[r].row, cells[at[1]], cells[at[2]],
                            cells[at[3]]};
        st = take_row(out, cells[at[0]], &s, options);
    }
    if (out->n_compares > 1)
        qsort(out->compares, out->n_compares, sizeof *out->compares, as_chosen);
    return st;
}

/* ------------------------------------------------------------------- blocks */

static bool find_piece(const struct linkage *l, const char *text, size_t n,
                       size_t *out)
{
    for (size_t p = 0; p < l->n_pieces; p++) {
        const char *column = l->components[l->pieces[p].component]->name;
        size_t length = strlen(column);
        if (n == length + 1 + strlen(l->pieces[p].name) &&
            strncmp(text, column, length) == 0 && text[length] == ':' &&
            strncmp(text + length + 1, l->pieces[p].name, n - length - 1) ==
                0) {
            *out = p;
            return true;
        }
    }
    return false;
}

static const char *known_pieces(struct linkage *l)
{
    const char *all = "";
    for (size_t p = 0; p < l->n_pieces; p++)
        all = arena_format(l->arena, "%s%s%s:%s", all, p == 0 ? "" : " ",
                           l->components[l->pieces[p].component]->name,
                           l->pieces[p].name);
    return all;
}

static bool read_rule(struct linkage *l, const char *text, struct rule *out)
{
    memset(out, 0, sizeof *out);
    while (*text != '\0') {
        size_t n = 1, at = 0;
        /* A '+' may be part of a name: the first end that gives a piece. */
        while (text[n] != '\0' &&
               !(text[n] == '+' && find_piece(l, text, n, &at)))
            n++;
        if (out->n_pieces == PIECES_A_RULE || !find_piece(l, text, n, &at))
            return false;
        out->piece[out->n_pieces++] = at;
        text += n + (text[n] == '+');
    }
    return out->n_pieces > 0;
}

enum status linkage_settings_blocks(struct linkage *l,
                                    const struct linkage_settings *s)
{
    l->n_rules = 0;
    for (size_t b = 0; b < s->n_blocks; b++) {
        if (l->n_rules == MOST_RULES)
            return wrong(s->path, &s->blocks[b], s->blocks[b].columns, "24");
        struct rule *r = &l->rules[l->n_rules++];
        if (!read_rule(l, s->blocks[b].columns, r))
            return wrong(s->path, &s->blocks[b], s->blocks[b].columns,
                         known_pieces(l));
        r->n_pairs = blocking_count(l, r);
    }
    return STATUS_OK;
}

/* ------------------------------------------------------------------ writing */

static void row(struct csv_writer *w, const char *kind, const char *columns,
                const char *method, const char *arguments)
{
    const char *const cells[] = {kind, columns, method, arguments, NULL};
    csv_row(w, cells);
}

static void write_units(const struct linkage *l, struct csv_writer *w)
{
    for (size_t n = 0; n < l->n_units; n++) {
        const struct unit *u = &l->units[n];
        const struct comparison *a = l->components[u->part[0]];
        const struct comparison *b = l->components[u->part[1]];
        const char *arguments = arguments_write(l, n, role_names[u->role]);
        if (u->n_parts == 1)
            row(w, "compare", a->name, method_names[a->method], arguments);
        else
            row(w, "compare", arena_format(l->arena, "%s+%s", a->name, b->name),
                arena_format(l->arena, "%s+%s", method_names[a->method],
                             method_names[b->method]),
                arguments);
    }
    for (size_t k = 0; k < l->n_left_out; k++)
        row(w, "compare", l->left_out[k].column, "ignore",
            message(l->left_out[k].why));
}

static void write_rules(const struct linkage *l, struct csv_writer *w)
{
    for (size_t r = 0; r < l->n_rules; r++) {
        const char *all = "";
        for (size_t p = 0; p < l->rules[r].n_pieces; p++) {
            const struct piece *q = &l->pieces[l->rules[r].piece[p]];
            all = arena_format(l->arena, "%s%s%s:%s", all, p == 0 ? "" : "+",
                               l->components[q->component]->name, q->name);
        }
        row(w, "block", all, "", "");
    }
}

enum status linkage_settings_write(const struct linkage *l, const char *path)
{
    struct csv_writer w;
    struct arena *a = l->arena;
    const struct options *o = &l->options;
    enum status st = csv_writer_open(&w, path, CSV_FOR_PROGRAMS);
    if (st != STATUS_OK)
        return st;
    row(&w, "kind", "columns", "method", "arguments");
    row(&w, "id", l->data.id_name, "", "");
    write_units(l, &w);
    write_rules(l, &w);
    row(&w, "option", "threshold", "", number_write(a, o->threshold));
    row(&w, "option", "review_from", "", number_write(a, o->review_from));
    row(&w, "option", "pair_budget", "", number_write(a, o->pair_budget));
    if (!l->data.is_dedupe)
        row(&w, "option", "assignment", "",
            o->many_to_one ? "one_to_many" : "one_to_one");
    return csv_writer_keep(&w);
}

/* codebook: what the files, columns, codes and cut-offs mean, as data.
 *
 * Loading order follows what refers to what: code lists, rules, kinds with
 * their variables, headers, comparisons, thresholds. A broken cell is said
 * with its place and reading goes on to the end of that file, so that staff
 * see all faults of a file at once. */
#include "base/codebook.h"

#include "base/code_index.h"
#include "base/codebook_rows.h"
#include "base/file_hash.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const type_names[] = {
    "key",  "text",  "integer", "number",      "range", "code", "code_list",
    "date", "month", "year",    "fiscal_year", "count", NULL};
static const char *const role_names[] = {
    "office_number", "office", "name",     "kana",      "birth",
    "contact",       "local",  "research", "indicator", NULL};
static const char *const people_names[] = {"none", "enrol", "office",
                                           "third_party", NULL};
static const char *const consent_names[] = {"none", "follow", "link", NULL};
static const char *const severity_names[] = {"info", "warning", "error", NULL};
static const char *const operator_names[] = {"",
                                             "<",
                                             "<=",
                                             "=",
                                             ">=",
                                             ">",
                                             "in",
                                             "only_if",
                                             "age_on",
                                             "age_from",
                                             "weekday_of",
                                             "corporate_number",
                                             "known_characters",
                                             "belongs_to",
                                             "once",
                                             NULL};

bool role_is_identity(enum variable_role role)
{
    return role <= ROLE_CONTACT;
}

bool role_may_cross(enum variable_role role)
{
    return role == ROLE_RESEARCH || role == ROLE_INDICATOR;
}

const char *severity_name(enum severity s)
{
    return severity_names[s];
}

struct loader {
    struct arena *arena;
    struct codebook *book;
    struct merged_file file;
};

static enum status open_file(struct loader *l, const char *name, size_t n_key)
{
    return merged_read(l->arena, l->book->shipped_folder, l->book->local_folder,
                       name, n_key, &l->file);
}

static struct cursor cursor_at(struct loader *l, size_t row)
{
    return (struct cursor){.arena = l->arena, .file = &l->file, .row = row};
}

static const struct code_list *find_list(const struct codebook *c,
                                         const char *name)
{
    for (size_t i = 0; i < c->n_lists; i++) {
        if (text_equal(c->lists[i].name, name))
            return &c->lists[i];
    }
    return NULL;
}

static void add_spelling(struct arena *a, struct code_label *l,
                         const char *text)
{
    const char *folded = text_fold_header(a, text);
    if (folded[0] != '\0')
        l->spellings[l->n_spellings++] = folded;
}

/* 2, 女, female, 2女 and what `accepts` adds. */
static void take_spellings(struct arena *a, struct code_label *l)
{
    size_t room = 5;
    for (const char *c = l->accepts; *c != '\0'; c++)
        room += *c == '|';
    l->spellings = arena_take_array(a, room, sizeof *l->spellings);
    add_spelling(a, l, l->value);
    add_spelling(a, l, l->label_ja);
    add_spelling(a, l, l->label_en);
    add_spelling(a, l, arena_format(a, "%s%s", l->value, l->label_ja));
    const char *at = l->accepts;
    while (*at != '\0') {
        size_t n = strcspn(at, "|");
        add_spelling(a, l, arena_copy_n(a, at, n));
        at += at[n] == '|' ? n + 1 : n;
    }
}

/* A day, or blank. */
static bool read_day(struct cursor *at, const char *column, struct date *out)
{
    const char *text = row_text(at, column);
    if (*text == '\0')
        return false;
    if (!date_parse_iso(text, out))
        row_wrong(at, column, "codebook.expect_date");
    return true;
}

/* value_labels.csv: a list's rows may stand apart; local ones come last. */
static bool read_label(struct cursor *at, struct code_label *out)
{
    double reason = 0;
    out->value = row_filled(at, "value");
    out->label_ja = row_filled(at, "label_ja");
    out->label_en = row_filled(at, "label_en");
    out->accepts = row_text(at, "accepts");
    out->refused_by = row_text(at, "refused_by");
    if (row_number(at, "missing_reason", &reason) && reason != 0 &&
        reason != -99 && reason != -98 && reason != -97)
        row_wrong(at, "missing_reason", "codebook.expect_reason");
    out->missing_reason = at->failed ? 0 : (int)reason;
    out->has_from = read_day(at, "valid_from", &out->valid_from);
    out->has_to = read_day(at, "valid_to", &out->valid_to);
    take_spellings(at->arena, out);
    return !at->failed;
}

static void name_lists(struct loader *l)
{
    struct codebook *c = l->book;
    c->lists =
        arena_take_array(l->arena, l->file.table.n_rows, sizeof *c->lists);
    for (size_t i = 0; i < l->file.table.n_rows; i++) {
        struct cursor at = cursor_at(l, i);
        const char *name = row_text(&at, "list");
        if (find_list(c, name) == NULL)
            c->lists[c->n_lists++].name = name;
    }
}

static size_t count_labels(struct loader *l, const char *list)
{
    size_t n = 0;
    for (size_t r = 0; r < l->file.table.n_rows; r++) {
        struct cursor at = cursor_at(l, r);
        n += text_equal(row_text(&at, "list"), list);
    }
    return n;
}

static enum status read_labels(struct loader *l)
{
    enum status st = open_file(l, "value_labels.csv", 2);
    if (st != STATUS_OK)
        return st;
    name_lists(l);
    size_t n_rows = l->file.table.n_rows;
    for (size_t i = 0; i < l->book->n_lists; i++) {
        struct code_list *list = &l->book->lists[i];
        list->codes = arena_take_array(l->arena, count_labels(l, list->name),
                                       sizeof *list->codes);
        for (size_t r = 0; r < n_rows; r++) {
            struct cursor at = cursor_at(l, r);
            if (!text_equal(row_text(&at, "list"), list->name))
                continue;
            row_identifier(&at, "list");
            struct code_label *code = &list->codes[list->n_codes++];
            if (!read_label(&at, code))
                st = STATUS_USAGE;
            list->has_dates = list->has_dates || code->has_from || code->has_to;
        }
        code_index_make(l->arena, list);
    }
    return st;
}

/* A letter for the severity, then digits. */
static bool is_rule_code(const char *text, enum severity severity)
{
    size_t n = strlen(text);
    if (n < 3 || n > 8 || strspn(text + 1, "0123456789") != n - 1)
        return false;
    switch (severity) {
    case SEVERITY_ERROR:
        return text[0] == 'E';
    case SEVERITY_WARNING:
        return text[0] == 'W';
    default:
        return text[0] == 'I' || text[0] == 'R';
    }
}

static bool read_rule(struct cursor *at, struct rule *out)
{
    out->code = row_text(at, "rule");
    out->severity = (enum severity)row_choice(at, "severity", severity_names);
    if (!is_rule_code(out->code, out->severity))
        row_wrong(at, "rule", "codebook.expect_rule");
    out->kind = row_text(at, "kind");
    out->left = row_text(at, "left");
    out->operator= row_text(at, "operator");
    out->right = row_text(at, "right");
    row_choice(at, "operator", operator_names);
    out->message_ja = row_filled(at, "message_ja");
    out->message_en = row_filled(at, "message_en");
    out->todo_ja = row_filled(at, "todo_ja");
    out->todo_en = row_filled(at, "todo_en");
    return !at->failed;
}

static enum status read_rules(struct loader *l)
{
    enum status st = open_file(l, "rules.csv", 1);
    if (st != STATUS_OK)
        return st;
    struct codebook *c = l->book;
    c->rules =
        arena_take_array(l->arena, l->file.table.n_rows, sizeof *c->rules);
    for (size_t i = 0; i < l->file.table.n_rows; i++) {
        struct cursor at = cursor_at(l, i);
        if (!read_rule(&at, &c->rules[c->n_rules++]))
            st = STATUS_USAGE;
    }
    return st;
}

static bool read_kind(struct cursor *at, struct file_kind *out)
{
    out->kind = row_kind(at, "kind");
    out->table = row_identifier(at, "table");
    out->label_ja = row_filled(at, "label_ja");
    out->label_en = row_filled(at, "label_en");
    out->people = (enum file_people)row_choice(at, "people", people_names);
    out->consent = (enum file_consent)row_choice(at, "consent", consent_names);
    out->keys = row_list(at, "keys", &out->n_keys);
    if (out->n_keys == 0)
        row_wrong(at, "keys", "codebook.expect_text");
    out->happened = row_text(at, "happened");
    out->known = row_text(at, "known");
    return !at->failed;
}

static enum status read_kinds(struct loader *l)
{
    enum status st = open_file(l, "files.csv", 1);
    if (st != STATUS_OK)
        return st;
    struct codebook *c = l->book;
    c->kinds =
        arena_take_array(l->arena, l->file.table.n_rows, sizeof *c->kinds);
    for (size_t i = 0; i < l->file.table.n_rows; i++) {
        struct cursor at = cursor_at(l, i);
        const char *table = row_text(&at, "table");
        if (codebook_table(c, table) != NULL)
            row_wrong(&at, "table", "codebook.expect_once");
        if (!read_kind(&at, &c->kinds[c->n_kinds++]))
            st = STATUS_USAGE;
    }
    return st;
}

/* Names the pipeline gives to columns of its own. */
static bool is_reserved(const char *name)
{
    static const char *const reserved[] = {
        "file",        "row",      "subject",    "elderly", "is_person",
        "happened_on", "known_on", "as_written", "rowid",   NULL};
    for (size_t i = 0; reserved[i] != NULL; i++) {
        if (text_equal(name, reserved[i]))
            return true;
    }
    return text_starts_with(name, "age_");
}

static void read_codes(struct cursor *at, const struct codebook *c,
                       struct variable *v)
{
    const char *name = row_text(at, "codes");
    bool needs = v->type == TYPE_CODE || v->type == TYPE_CODE_LIST;
    v->codes = needs ? find_list(c, name) : NULL;
    if (needs ? v->codes == NULL : name[0] != '\0')
        row_wrong(at, "codes",
                  needs ? "codebook.expect_list" : "codebook.expect_blank");
}

static bool is_figure(enum variable_type type)
{
    return type == TYPE_INTEGER || type == TYPE_NUMBER || type == TYPE_RANGE ||
           type == TYPE_COUNT;
}

/* A study's own codebook can't open the wall to what names a person. */
static void check_wall(struct cursor *at, const struct variable *v)
{
    const char *shipped = row_replaced(at, "role");
    for (int role = 0; shipped != NULL && role_names[role] != NULL; role++) {
        if (text_equal(role_names[role], shipped) &&
            role_is_identity((enum variable_role)role) &&
            role_may_cross(v->role))
            row_wrong(at, "role", "codebook.expect_identity");
    }
}

static bool read_variable(struct cursor *at, const struct codebook *c,
                          struct variable *v)
{
    v->kind = row_text(at, "kind");
    v->name = row_identifier(at, "name");
    if (is_reserved(v->name))
        row_wrong(at, "name", "codebook.expect_unreserved");
    v->label_ja = row_filled(at, "label_ja");
    v->label_en = row_filled(at, "label_en");
    v->type = (enum variable_type)row_choice(at, "type", type_names);
    v->role = (enum variable_role)row_choice(at, "role", role_names);
    if (v->type == TYPE_TEXT && role_may_cross(v->role))
        row_wrong(at, "role", "codebook.expect_no_text");
    check_wall(at, v);
    v->unit = row_text(at, "unit");
    read_codes(at, c, v);
    if (v->type != TYPE_TEXT && v->type != TYPE_KEY)
        v->missing[0] = find_list(c, "missing");
    if (is_figure(v->type))
        v->missing[1] = find_list(c, "missing_figure");
    v->has_min = row_number(at, "min", &v->min);
    v->has_max = row_number(at, "max", &v->max);
    v->outside = row_text(at, "outside");
    if (v->outside[0] == '\0')
        v->outside = "E2102";
    if (codebook_rule(c, v->outside) == NULL)
        row_wrong(at, "outside", "codebook.expect_known_rule");
    v->must_be_present = row_flag(at, "must_be_present");
    v->must_be_filled = row_flag(at, "must_be_filled");
    return !at->failed;
}

static struct file_kind *find_kind(struct codebook *c, const char *kind)
{
    for (size_t i = 0; i < c->n_kinds; i++) {
        if (text_equal(c->kinds[i].kind, kind))
            return &c->kinds[i];
    }
    return NULL;
}

static enum status read_variables(struct loader *l)
{
    enum status st = open_file(l, "variables.csv", 2);
    if (st != STATUS_OK)
        return st;
    size_t n_rows = l->file.table.n_rows;
    struct variable *all = arena_take_array(l->arena, n_rows, sizeof *all);
    for (size_t i = 0; i < l->book->n_kinds; i++)
        l->book->kinds[i].variables =
            arena_take_array(l->arena, n_rows, sizeof(struct variable *));
    for (size_t i = 0; i < n_rows; i++) {
        struct cursor at = cursor_at(l, i);
        struct file_kind *k = find_kind(l->book, row_text(&at, "kind"));
        if (k == NULL)
            row_wrong(&at, "kind", "codebook.expect_known_kind");
        else
            k->variables[k->n_variables++] = &all[i];
        if (!read_variable(&at, l->book, &all[i]))
            st = STATUS_USAGE;
    }
    return st;
}

static void add_alias(struct arena *a, struct variable *v, const char *header)
{
    const char **grown = arena_take_array(a, v->n_aliases + 1, sizeof *grown);
    if (v->n_aliases != 0)
        memcpy(grown, v->aliases, v->n_aliases * sizeof *grown);
    grown[v->n_aliases++] = text_fold_header(a, header);
    v->aliases = grown;
}

static struct variable *find_variable(const struct file_kind *k,
                                      const char *name)
{
    for (size_t i = 0; i < k->n_variables; i++) {
        if (text_equal(k->variables[i]->name, name))
            return k->variables[i];
    }
    return NULL;
}

static void add_own_headers(struct loader *l)
{
    for (size_t i = 0; i < l->book->n_kinds; i++) {
        struct file_kind *k = &l->book->kinds[i];
        for (size_t j = 0; j < k->n_variables; j++) {
            struct variable *v = k->variables[j];
            add_alias(l->arena, v, v->label_ja);
            add_alias(l->arena, v, v->name);
        }
    }
}

/* One header may not lead to two variables of a kind. */
static void add_header(struct loader *l, struct cursor *at, struct file_kind *k,
                       struct variable *v)
{
    const char *header = row_text(at, "header");
    const char *folded = text_fold_header(l->arena, header);
    int found = kind_find_header(k, folded);
    if (found >= 0 && k->variables[found] != v)
        row_wrong(at, "header", "codebook.expect_once");
    else if (found < 0)
        add_alias(l->arena, v, header);
}

static bool has_code(const struct code_list *list, const char *value)
{
    for (size_t i = 0; list != NULL && i < list->n_codes; i++)
        if (text_equal(list->codes[i].value, value))
            return true;
    return false;
}

/* A cell under the header of one answer is a tick. */
static const struct variable *tick_of(struct loader *l,
                                      const struct variable *v)
{
    struct variable *tick = arena_take(l->arena, sizeof *tick);
    *tick = *v;
    tick->type = TYPE_CODE;
    tick->codes = find_list(l->book, "tick");
    tick->must_be_filled = false;
    return tick;
}

/* motives=2: the column holds that one of several answers. */
static void add_answer(struct loader *l, struct cursor *at, struct file_kind *k,
                       struct variable *v, const char *code)
{
    const char *folded = text_fold_header(l->arena, row_text(at, "header"));
    if (v->type != TYPE_CODE_LIST || !has_code(v->codes, code) ||
        find_list(l->book, "tick") == NULL) {
        row_wrong(at, "variable", "codebook.expect_answer");
        return;
    }
    if (kind_find_header(k, folded) >= 0) {
        row_wrong(at, "header", "codebook.expect_once");
        return;
    }
    struct answer_header *grown =
        arena_take_array(l->arena, v->n_answers + 1, sizeof *grown);
    if (v->n_answers != 0)
        memcpy(grown, v->answers, v->n_answers * sizeof *grown);
    grown[v->n_answers++] = (struct answer_header){folded, code, tick_of(l, v)};
    v->answers = grown;
}

static enum status read_crosswalk(struct loader *l)
{
    enum status st = open_file(l, "crosswalk.csv", 2);
    if (st != STATUS_OK)
        return st;
    add_own_headers(l);
    for (size_t i = 0; i < l->file.table.n_rows; i++) {
        struct cursor at = cursor_at(l, i);
        const char *kind = row_text(&at, "kind");
        const char *name = row_text(&at, "variable");
        const char *sign = strchr(name, '=');
        if (sign != NULL)
            name = arena_copy_n(l->arena, name, (size_t)(sign - name));
        row_filled(&at, "header");
        bool used = false;
        for (size_t j = 0; j < l->book->n_kinds; j++) {
            struct file_kind *k = &l->book->kinds[j];
            if (kind[0] != '\0' && !text_equal(kind, k->kind))
                continue;
            struct variable *v = find_variable(k, name);
            used = used || v != NULL;
            if (v != NULL && sign != NULL)
                add_answer(l, &at, k, v, sign + 1);
            else if (v != NULL)
                add_header(l, &at, k, v);
        }
        if (!used)
            row_wrong(&at, "variable", "codebook.expect_variable");
        if (at.failed)
            st = STATUS_USAGE;
    }
    return st;
}

static bool is_date_variable(const struct file_kind *k, const char *name)
{
    const struct variable *v = kind_variable(k, name);
    return v != NULL && v->type == TYPE_DATE;
}

/* files.csv again, now that its variables are known. */
static enum status check_kinds(struct loader *l)
{
    enum status st = open_file(l, "files.csv", 1);
    for (size_t i = 0; st == STATUS_OK && i < l->book->n_kinds; i++) {
        struct cursor at = cursor_at(l, i);
        const struct file_kind *k = &l->book->kinds[i];
        if (k->n_variables == 0)
            row_wrong(&at, "kind", "codebook.expect_variable");
        for (size_t j = 0; j < k->n_keys; j++) {
            if (kind_variable(k, k->keys[j]) == NULL)
                row_wrong(&at, "keys", "codebook.expect_variable");
        }
        if (k->happened[0] != '\0' && !is_date_variable(k, k->happened))
            row_wrong(&at, "happened", "codebook.expect_date_variable");
        if (k->known[0] != '\0' && !is_date_variable(k, k->known))
            row_wrong(&at, "known", "codebook.expect_date_variable");
        if (at.failed)
            st = STATUS_USAGE;
    }
    return st;
}

static int variable_index(const struct file_kind *k, const char *name)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (text_equal(k->variables[i]->name, name))
            return (int)i;
    return -1;
}

static void add_comparison(struct loader *l, const struct comparison *c)
{
    struct file_kind *k = find_kind(l->book, c->rule->kind);
    if (k->comparisons == NULL)
        k->comparisons = arena_take_array(l->arena, l->book->n_rules,
                                          sizeof *k->comparisons);
    k->comparisons[k->n_comparisons++] = *c;
}

static bool is_threshold_name(const struct codebook *c, const char *name)
{
    for (size_t i = 0; i < c->n_thresholds; i++)
        if (text_equal(c->thresholds[i].name, name))
            return true;
    return false;
}

/* 08.company_id: a variable of another kind. */
static bool is_foreign(const struct codebook *c, const char *right)
{
    const char *dot = strchr(right, '.');
    for (size_t i = 0; dot != NULL && i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        size_t n = (size_t)(dot - right);
        if (strlen(k->kind) == n && strncmp(k->kind, right, n) == 0)
            return kind_variable(k, dot + 1) != NULL;
    }
    return false;
}

static bool is_code(const struct code_list *list, const char *value)
{
    for (size_t i = 0; list != NULL && i < list->n_codes; i++)
        if (text_equal(list->codes[i].value, value))
            return true;
    return false;
}

/* work=5|6 */
static void read_only_if(struct cursor *at, const struct file_kind *k,
                         struct comparison *c)
{
    const char *text = c->rule->right;
    size_t n = strcspn(text, "=");
    c->right = variable_index(k, arena_copy_n(at->arena, text, n));
    if (c->right < 0 || text[n] == '\0') {
        row_wrong(at, "right", "codebook.expect_variable");
        return;
    }
    c->codes = arena_take_array(at->arena, strlen(text), sizeof *c->codes);
    for (const char *code = text + n + 1;; code += n + 1) {
        n = strcspn(code, "|");
        c->codes[c->n_codes++] = arena_copy_n(at->arena, code, n);
        if (!is_code(k->variables[c->right]->codes, c->codes[c->n_codes - 1]))
            row_wrong(at, "right", "codebook.expect_code");
        if (code[n] == '\0')
            return;
    }
}

static void find_birth(struct cursor *at, const struct file_kind *k,
                       struct comparison *c)
{
    for (size_t i = 0; i < k->n_variables; i++)
        if (k->variables[i]->role == ROLE_BIRTH)
            c->birth_plus = i + 1;
    if (c->birth_plus == 0)
        row_wrong(at, "kind", "codebook.expect_birth");
}

static void expect_date(struct cursor *at, const struct file_kind *k,
                        const char *column, const char *name)
{
    if (!is_date_variable(k, name))
        row_wrong(at, column, "codebook.expect_date_variable");
}

static void read_number(struct cursor *at, const struct codebook *book,
                        struct comparison *c)
{
    const char *right = c->rule->right;
    if (right[0] == '@') {
        c->threshold = right + 1;
        if (!is_threshold_name(book, c->threshold))
            row_wrong(at, "right", "codebook.expect_threshold");
    } else if (!row_number(at, "right", &c->number) && !at->failed) {
        row_wrong(at, "right", "codebook.expect_number");
    }
}

static bool looks_at_one_cell(const struct rule *r)
{
    return text_equal(r->operator, "corporate_number") ||
           text_equal(r->operator, "known_characters");
}

/* Judged when the rows of all files are known, not row by row. */
static bool looks_at_other_rows(const struct rule *r)
{
    return text_equal(r->operator, "in") ||
           text_equal(r->operator, "belongs_to") ||
           text_equal(r->operator, "once");
}

/* A row that was taken already is not put into quarantine for another one. */
static void expect_belongs_to(struct cursor *at, const struct comparison *c)
{
    if (text_equal(c->rule->operator, "belongs_to") && c->right < 0)
        row_wrong(at, "right", "codebook.expect_variable");
    if (c->rule->severity == SEVERITY_ERROR)
        row_wrong(at, "severity", "codebook.expect_no_error");
}

/* What stands on the right, by the operator. */
static void read_right(struct cursor *at, const struct codebook *book,
                       const struct file_kind *k, struct comparison *c)
{
    const struct rule *r = c->rule;
    if (looks_at_one_cell(r))
        return;
    if (text_equal(r->operator, "in")) {
        if (!is_foreign(book, r->right))
            row_wrong(at, "right", "codebook.expect_foreign");
    } else if (looks_at_other_rows(r)) {
        expect_belongs_to(at, c);
    } else if (text_equal(r->operator, "only_if")) {
        read_only_if(at, k, c);
    } else if (text_equal(r->operator, "age_on")) {
        expect_date(at, k, "right", r->right);
        find_birth(at, k, c);
    } else if (text_equal(r->operator, "age_from")) {
        expect_date(at, k, "left", r->left);
        find_birth(at, k, c);
        read_number(at, book, c);
    } else if (text_equal(r->operator, "weekday_of")) {
        expect_date(at, k, "right", r->right);
    } else if (c->right < 0) {
        read_number(at, book, c);
    }
}

/* rules.csv again: a comparison names a kind and variables that exist. */
static enum status check_comparisons(struct loader *l)
{
    enum status st = open_file(l, "rules.csv", 1);
    for (size_t i = 0; st == STATUS_OK && i < l->book->n_rules; i++) {
        const struct rule *r = &l->book->rules[i];
        struct cursor at = cursor_at(l, i);
        if (r->operator[0] == '\0')
            continue;
        const struct file_kind *k = codebook_kind(l->book, r->kind);
        struct comparison c = {.rule = r,
                               .thresholds = l->book->thresholds,
                               .n_thresholds = l->book->n_thresholds};
        if (k == NULL) {
            row_wrong(&at, "kind", "codebook.expect_known_kind");
        } else if (kind_variable(k, r->left) == NULL) {
            row_wrong(&at, "left", "codebook.expect_variable");
        } else {
            c.left = (size_t)variable_index(k, r->left);
            c.right = variable_index(k, r->right);
            read_right(&at, l->book, k, &c);
        }
        if (at.failed)
            st = STATUS_USAGE;
        else if (!looks_at_other_rows(r))
            add_comparison(l, &c);
    }
    return st;
}

/* Codes that are in use for some days only are judged on the row's day. */
static enum status note_days(struct loader *l)
{
    const struct codebook *c = l->book;
    for (size_t i = 0; i < c->n_kinds; i++) {
        struct file_kind *k = &c->kinds[i];
        k->happened_at = variable_index(k, k->happened);
        for (size_t n = 0; n < k->n_variables && k->happened_at >= 0; n++)
            if (k->variables[n]->codes != NULL &&
                k->variables[n]->codes->has_dates)
                k->not_in_force = codebook_rule(c, "W2116");
    }
    return STATUS_OK;
}

static enum status read_thresholds(struct loader *l)
{
    enum status st = open_file(l, "thresholds.csv", 2);
    if (st != STATUS_OK)
        return st;
    struct codebook *c = l->book;
    c->thresholds =
        arena_take_array(l->arena, l->file.table.n_rows, sizeof *c->thresholds);
    for (size_t i = 0; i < l->file.table.n_rows; i++) {
        struct cursor at = cursor_at(l, i);
        struct threshold *t = &c->thresholds[c->n_thresholds++];
        t->name = row_identifier(&at, "name");
        if (!row_number(&at, "value", &t->value) && !at.failed)
            row_wrong(&at, "value", "codebook.expect_number");
        if (!date_parse_iso(row_text(&at, "valid_from"), &t->valid_from))
            row_wrong(&at, "valid_from", "codebook.expect_date");
        t->source = row_filled(&at, "source");
        if (at.failed)
            st = STATUS_USAGE;
    }
    return st;
}

/* Rows only: blank lines, quoting and encoding are not meaning. */
struct digest {
    struct arena *arena;
    char *bytes;
    size_t n, capacity;
};

static void digest_text(struct digest *d, const char *text, char end)
{
    for (;; text++) {
        d->bytes = arena_grow(d->arena, d->bytes, d->n, &d->capacity, 1);
        d->bytes[d->n++] = *text == '\0' ? end : *text;
        if (*text == '\0')
            return;
    }
}

static enum status digest_folder(struct digest *d, const char *folder)
{
    const char **names;
    size_t n_names;
    enum status st = folder_list(d->arena, folder, &names, &n_names, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        size_t length = strlen(names[i]);
        if (length < 4 || !text_equal(names[i] + length - 4, ".csv"))
            continue;
        struct table_file t;
        st = table_file_read(
            d->arena, arena_format(d->arena, "%s/%s", folder, names[i]), &t);
        if (st != STATUS_OK)
            return st;
        digest_text(d, names[i], '\f');
        for (size_t c = 0; c < t.n_columns; c++)
            digest_text(d, t.columns[c], '\v');
        for (size_t r = 0; r < t.n_rows; r++) {
            digest_text(d, "", '\f');
            for (size_t c = 0; c < t.n_columns; c++)
                digest_text(d, t.rows[r].cells[c], '\v');
        }
    }
    return st;
}

static enum status take_version(struct codebook *c)
{
    struct arena a;
    arena_init(&a);
    struct digest d = {.arena = &a};
    enum status st = digest_folder(&d, c->shipped_folder);
    if (st == STATUS_OK && c->local_folder[0] != '\0') {
        digest_text(&d, "local", '\f');
        st = digest_folder(&d, c->local_folder);
    }
    if (st == STATUS_OK)
        bytes_hash(d.bytes, d.n, c->version);
    arena_release(&a);
    return st;
}

/* Hours a week may be written by the month; the newest value counts. */
static enum status note_months(struct loader *l)
{
    const struct codebook *c = l->book;
    double weeks = 0;
    if (!codebook_threshold(c, "weeks_per_month", (struct date){9999, 12, 31},
                            &weeks))
        return STATUS_OK;
    for (size_t k = 0; k < c->n_kinds; k++) {
        for (size_t i = 0; i < c->kinds[k].n_variables; i++) {
            struct variable *v = c->kinds[k].variables[i];
            if (v->type == TYPE_RANGE && text_equal(v->unit, "時間"))
                v->weeks_per_month = weeks;
        }
    }
    return STATUS_OK;
}

enum status codebook_load(struct arena *a, const char *shipped,
                          const char *local, struct codebook *out)
{
    static enum status (*const steps[])(struct loader *) = {
        read_labels,    read_rules,  read_kinds,      read_variables,
        read_crosswalk, check_kinds, read_thresholds, check_comparisons,
        note_days,      note_months};
    if (shipped == NULL) {
        say_error("codebook.not_found");
        return STATUS_USAGE;
    }
    struct codebook book = {.shipped_folder = arena_copy(a, shipped),
                            .local_folder = ""};
    if (local != NULL && path_exists(local))
        book.local_folder = arena_copy(a, local);
    struct loader l = {.arena = a, .book = &book};
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < sizeof steps / sizeof *steps; i++)
        st = steps[i](&l);
    if (st == STATUS_OK)
        st = take_version(&book);
    if (st == STATUS_OK)
        *out = book;
    return st;
}

/* The folder above the program that holds codebooks/ and base/: the source
 * tree it was built in. */
static bool source_tree(char *root, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", root, size - 1);
    if (n <= 0 || (size_t)n >= size - 1)
        return false;
    root[n] = '\0';
    char *slash;
    while ((slash = strrchr(root, '/')) != NULL && slash != root) {
        *slash = '\0';
        struct arena a;
        arena_init(&a);
        bool here =
            path_exists(arena_format(&a, "%s/codebooks/variables.csv", root)) &&
            path_is_folder(arena_format(&a, "%s/base", root));
        arena_release(&a);
        if (here)
            return true;
    }
    return false;
}

static const char *find_root(void)
{
    static char root[PATH_MAX];
    static bool is_found;
    if (is_found)
        return root;
    is_found = true;
    if (!source_tree(root, sizeof root)) {
        const char *other =
            path_exists(AYUMI_SOURCE_DIR "/codebooks/variables.csv")
                ? AYUMI_SOURCE_DIR
                : AYUMI_DATA_DIR;
        memcpy(root, other, strlen(other) + 1);
    }
    return root;
}

static const char *folder_of_root(const char *name, char *out, size_t size)
{
    const char *root = find_root();
    size_t n = strlen(root), m = strlen(name);
    if (n + m + 2 > size)
        return NULL;
    memcpy(out, root, n);
    out[n] = '/';
    memcpy(out + n + 1, name, m + 1);
    return path_is_folder(out) ? out : NULL;
}

const char *codebook_shipped_folder(void)
{
    static char folder[PATH_MAX + 16];
    return folder_of_root("codebooks", folder, sizeof folder);
}

const char *examples_folder(void)
{
    static char folder[PATH_MAX + 16];
    return folder_of_root("examples", folder, sizeof folder);
}

const char *const *code_sheet_headers(void)
{
    static const char *const headers[] = {"見出し", "項目名",       "コード",
                                          "意味",   "ほかの書き方", NULL};
    return headers;
}

const struct file_kind *codebook_kind(const struct codebook *c,
                                      const char *kind)
{
    for (size_t i = 0; i < c->n_kinds; i++) {
        if (text_equal(c->kinds[i].kind, kind))
            return &c->kinds[i];
    }
    return NULL;
}

const struct file_kind *codebook_table(const struct codebook *c,
                                       const char *table)
{
    for (size_t i = 0; i < c->n_kinds; i++) {
        if (text_equal(c->kinds[i].table, table))
            return &c->kinds[i];
    }
    return NULL;
}

const struct variable *kind_variable(const struct file_kind *k,
                                     const char *name)
{
    return find_variable(k, name);
}

const struct answer_header *variable_answer(const struct variable *v,
                                            const char *folded_header)
{
    for (size_t i = 0; i < v->n_answers; i++)
        if (text_equal(v->answers[i].folded, folded_header))
            return &v->answers[i];
    return NULL;
}

int kind_find_header(const struct file_kind *k, const char *folded_header)
{
    for (size_t i = 0; i < k->n_variables; i++) {
        const struct variable *v = k->variables[i];
        for (size_t j = 0; j < v->n_aliases; j++) {
            if (text_equal(v->aliases[j], folded_header))
                return (int)i;
        }
        if (variable_answer(v, folded_header) != NULL)
            return (int)i;
    }
    return -1;
}

const struct rule *codebook_rule(const struct codebook *c, const char *code)
{
    for (size_t i = 0; i < c->n_rules; i++) {
        if (text_equal(c->rules[i].code, code))
            return &c->rules[i];
    }
    return NULL;
}

/* Before the first day of a value that has only one, that one holds. */
bool codebook_threshold(const struct codebook *c, const char *name,
                        struct date on, double *out)
{
    const struct threshold *best = NULL;
    for (size_t i = 0; i < c->n_thresholds; i++) {
        const struct threshold *t = &c->thresholds[i];
        if (!text_equal(t->name, name))
            continue;
        bool in_force = date_compare(t->valid_from, on) <= 0;
        bool best_in_force =
            best != NULL && date_compare(best->valid_from, on) <= 0;
        int order =
            best == NULL ? 0 : date_compare(t->valid_from, best->valid_from);
        if (best == NULL || (in_force && (!best_in_force || order > 0)) ||
            (!in_force && !best_in_force && order < 0))
            best = t;
    }
    if (best != NULL)
        *out = best->value;
    return best != NULL;
}

enum status codebook_merge_file(struct arena *a, const struct codebook *c,
                                const char *file_name, size_t n_key,
                                struct table_file *out)
{
    struct merged_file merged;
    enum status st = merged_read(a, c->shipped_folder, c->local_folder,
                                 file_name, n_key, &merged);
    if (st == STATUS_OK)
        *out = merged.table;
    return st;
}

/* table_schema: what the columns of a kind's table mean, as Table Schema. */
#include "pipeline/table_schema.h"

#include "pipeline/typed_tables.h"

#include "base/output_file.h"
#include "base/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct schema {
    struct arena *arena;
    enum language language;
    json_t *fields;
};

static const char *in_language(const struct schema *s, const char *ja,
                               const char *en)
{
    return s->language == LANGUAGE_JA ? ja : en;
}

static json_t *add_field(struct schema *s, const char *name, const char *type,
                         const char *title)
{
    json_t *f = json_object();
    json_object_set_new(f, "name", json_string(name));
    json_object_set_new(f, "type", json_string(type));
    if (title[0] != '\0')
        json_object_set_new(f, "title", json_string(title));
    json_array_append_new(s->fields, f);
    return f;
}

static const char *field_type(const struct variable *v)
{
    switch (v->type) {
    case TYPE_INTEGER:
    case TYPE_FISCAL_YEAR:
        return "integer";
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_COUNT:
        return "number";
    case TYPE_DATE:
        return "date";
    case TYPE_MONTH:
        return "yearmonth";
    case TYPE_YEAR:
        return "year";
    case TYPE_CODE_LIST:
        return "list";
    case TYPE_KEY:
    case TYPE_TEXT:
    case TYPE_CODE:
        break;
    }
    return "string";
}

/* The answers of a list; words for a missing one are in <name>_missing. */
static json_t *categories_of(const struct schema *s, const struct code_list *l)
{
    json_t *list = json_array();
    for (size_t i = 0; i < l->n_codes; i++) {
        const struct code_label *code = &l->codes[i];
        if (code->missing_reason != 0 || code->refused_by[0] != '\0')
            continue;
        json_t *entry = json_object();
        json_object_set_new(entry, "value", json_string(code->value));
        json_object_set_new(
            entry, "label",
            json_string(in_language(s, code->label_ja, code->label_en)));
        json_array_append_new(list, entry);
    }
    return list;
}

static void add_reason(struct schema *s, const struct variable *v)
{
    static const struct {
        int value;
        const char *ja, *en;
    } reasons[] = {{-99, "無回答", "no answer"},
                   {-98, "非該当", "not applicable"},
                   {-97, "不明", "unknown"}};
    json_t *list = json_array();
    json_t *f =
        add_field(s, arena_format(s->arena, "%s_missing", v->name), "integer",
                  in_language(s, "値がない理由", "why there is no value"));
    for (size_t i = 0; i < 3; i++) {
        json_t *entry = json_object();
        json_object_set_new(entry, "value", json_integer(reasons[i].value));
        json_object_set_new(
            entry, "label",
            json_string(in_language(s, reasons[i].ja, reasons[i].en)));
        json_array_append_new(list, entry);
    }
    json_object_set_new(f, "categories", list);
}

static void add_variable(struct schema *s, const struct file_kind *k,
                         const struct variable *v)
{
    json_t *f = add_field(s, v->name, field_type(v),
                          in_language(s, v->label_ja, v->label_en));
    json_t *limits = json_object();
    if (v->unit[0] != '\0')
        json_object_set_new(f, "unit", json_string(v->unit));
    if (v->type == TYPE_CODE_LIST) {
        json_object_set_new(f, "delimiter", json_string(";"));
        json_object_set_new(f, "itemType", json_string("string"));
    } else if (v->type == TYPE_CODE && v->codes != NULL) {
        json_object_set_new(f, "categories", categories_of(s, v->codes));
    }
    /* Under a token only indicator columns are filled. */
    if (v->must_be_filled &&
        (v->role == ROLE_INDICATOR || k->people == PEOPLE_NONE))
        json_object_set_new(limits, "required", json_true());
    if (v->has_min)
        json_object_set_new(limits, "minimum", json_real(v->min));
    if (v->has_max)
        json_object_set_new(limits, "maximum", json_real(v->max));
    if (json_object_size(limits) > 0)
        json_object_set(f, "constraints", limits);
    json_decref(limits);
    add_reason(s, v);
}

static void add_own_fields(struct schema *s, const struct file_kind *k)
{
    static const struct {
        const char *name, *type, *ja, *en;
    } own[] = {
        {"file", "integer", "届いたファイルの番号", "number of the file"},
        {"row", "integer", "Excelの行", "row as Excel shows it"},
        {"subject", "string", "仮名", "pseudonym"},
        {"is_person", "integer", "1 = 追跡できる人の仮名",
         "1 = the pseudonym of a person who is followed"},
        {"happened_on", "date", "起きた日", "when it happened"},
        {"known_on", "date", "わかった日", "when it became known"},
        {"elderly", "integer", "その日に高年齢者か（1・0）",
         "elderly on that day (1, 0)"}};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        add_field(s, own[i].name, own[i].type,
                  in_language(s, own[i].ja, own[i].en));
    for (size_t i = 0; i < k->n_variables; i++) {
        const struct variable *v = k->variables[i];
        const char *title =
            s->language == LANGUAGE_JA
                ? arena_format(s->arena, "%sの満年齢", v->label_ja)
                : arena_format(s->arena, "legal age: %s", v->label_en);
        if (variable_has_age(k, v))
            add_field(s, arena_format(s->arena, "age_%s", v->name), "integer",
                      title);
    }
}

enum status table_schema_write(struct arena *a, const char *path,
                               const struct codebook *c,
                               const struct file_kind *k, enum language lang)
{
    struct schema s = {a, lang, json_array()};
    json_t *root = json_object();
    json_object_set_new(
        root, "$schema",
        json_string("https://datapackage.org/profiles/2.0/tableschema.json"));
    json_object_set_new(root, "name",
                        json_string(arena_format(a, "clean_%s", k->table)));
    json_object_set_new(root, "title",
                        json_string(in_language(&s, k->label_ja, k->label_en)));
    json_object_set_new(root, "fields", s.fields);
    json_object_set_new(root, "primaryKey", json_pack("[s, s]", "file", "row"));
    json_object_set_new(root, "missingValues", json_pack("[s]", ""));
    json_object_set_new(root, "codebook", json_string(c->version));
    add_own_fields(&s, k);
    for (size_t i = 0; i < k->n_variables; i++)
        if (variable_crosses(k->variables[i]))
            add_variable(&s, k, k->variables[i]);
    add_field(&s, "as_written", "string",
              in_language(&s, "表記を直した欄の元の文字 (JSON)",
                          "what was written in cells read otherwise (JSON)"));
    char *text = json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER |
                                      JSON_REAL_PRECISION(15));
    json_decref(root);
    const char *lines = arena_format(a, "%s\n", text == NULL ? "" : text);
    free(text);
    return file_write(path, lines, strlen(lines), 0644);
}

/* xlsx_book: what a workbook says beside its cells.
 *
 * ECMA-376 part 1: workbook 18.2.27, relationships part 2 9.3, styles 18.8,
 * shared strings 18.4; the phonetic runs (rPh) of 18.4.6 are not content. */
#include "base/xlsx_book.h"

#include "base/text.h"
#include "base/xml_member.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_SHEETS = 256,
    MAX_FORMATS = 65536,
    MAX_STRINGS = 4 << 20,
    MAX_STRING_BYTES = 64 << 20
};

bool xlsx_text_add(struct arena *a, struct xlsx_text *t, const char *bytes,
                   size_t n)
{
    if (n > XLSX_MAX_CELL - t->n)
        return false;
    if (t->n + n >= t->capacity) {
        size_t capacity = 2 * (t->n + n) + 64;
        char *larger = arena_take(a, capacity);
        if (t->n > 0)
            memcpy(larger, t->bytes, t->n);
        t->bytes = larger;
        t->capacity = capacity;
    }
    memcpy(t->bytes + t->n, bytes, n);
    t->n += n;
    return true;
}

const char *xlsx_text_take(struct arena *a, const struct xlsx_text *t)
{
    return t->n == 0 ? "" : xlsx_unescape(a, arena_copy_n(a, t->bytes, t->n));
}

static bool is_true(const char *value)
{
    return value != NULL &&
           (text_equal(value, "1") || text_equal(value, "true") ||
            text_equal(value, "on"));
}

/* ----------------------------------------------------------- relationships */

struct relation {
    const char *id, *type, *target;
};

/* Everything the handlers below need; one part is read at a time. */
struct loader {
    struct arena *arena;
    struct xlsx_parts *parts;
    struct xml_member *member;
    struct relation *relations;
    size_t n_relations, relations_capacity;
    size_t sheets_capacity, formats_capacity, strings_capacity;
    size_t n_codes, codes_capacity;
    struct {
        unsigned id;
        struct number_format format;
    } * codes; /* numFmt of styles.xml */
    struct xlsx_text text;
    size_t n_string_bytes;
    bool in_styles, in_string, in_text, in_phonetic;
};

static void nothing(void *context, const char *name)
{
    (void)context;
    (void)name;
}

static void relation_start(void *context, const char *name,
                           const char **attributes)
{
    struct loader *l = context;
    const char *id = xml_attribute(attributes, "Id");
    const char *type = xml_attribute(attributes, "Type");
    const char *target = xml_attribute(attributes, "Target");
    if (!text_equal(name, "Relationship") || id == NULL || type == NULL ||
        target == NULL)
        return;
    if (l->n_relations >= MAX_SHEETS * 4) {
        xml_member_refuse(l->member, "E1005");
        return;
    }
    const char *slash = strrchr(type, '/');
    l->relations = arena_grow(l->arena, l->relations, l->n_relations,
                              &l->relations_capacity, sizeof *l->relations);
    l->relations[l->n_relations++] = (struct relation){
        arena_copy(l->arena, id),
        arena_copy(l->arena, slash == NULL ? type : slash + 1),
        arena_copy(l->arena, target)};
}

/* Targets are relative to the folder of the part that names them. */
static const char *resolve(struct arena *a, const char *folder,
                           const char *target)
{
    if (target[0] == '/')
        return target + 1;
    size_t n = strlen(folder);
    while (text_starts_with(target, "../")) {
        target += 3;
        while (n > 0 && folder[--n] != '/')
            ;
    }
    return n == 0
               ? target
               : arena_format(a, "%s/%s", arena_copy_n(a, folder, n), target);
}

/* Relations of a part, resolved; none when it has no list of them. */
static const char *read_relations(struct loader *l, const char *folder,
                                  const char *file)
{
    static const struct xml_handlers handlers = {relation_start, nothing, NULL};
    const char *name =
        folder[0] == '\0'
            ? arena_format(l->arena, "_rels/%s.rels", file)
            : arena_format(l->arena, "%s/_rels/%s.rels", folder, file);
    l->n_relations = 0;
    if (!zip_file_has(l->parts->zip, name))
        return NULL;
    const char *refused = xml_member_read(l->arena, l->parts->zip, name,
                                          &handlers, l, &l->member);
    for (size_t i = 0; i < l->n_relations; i++)
        l->relations[i].target =
            resolve(l->arena, folder, l->relations[i].target);
    return refused;
}

static const char *target_of_type(const struct loader *l, const char *type)
{
    for (size_t i = 0; i < l->n_relations; i++)
        if (text_equal(l->relations[i].type, type))
            return l->relations[i].target;
    return NULL;
}

/* ---------------------------------------------------------------- workbook */

static void workbook_start(void *context, const char *name,
                           const char **attributes)
{
    struct loader *l = context;
    struct xlsx_parts *p = l->parts;
    if (text_equal(name, "workbookPr"))
        p->from_1904 = is_true(xml_attribute(attributes, "date1904"));
    if (text_equal(name, "calcPr"))
        p->is_uncalculated =
            is_true(xml_attribute(attributes, "fullCalcOnLoad"));
    if (!text_equal(name, "sheet"))
        return;
    const char *title = xml_attribute(attributes, "name");
    const char *id = xml_attribute(attributes, "id");
    const char *state = xml_attribute(attributes, "state");
    if (p->n_sheets >= MAX_SHEETS) {
        xml_member_refuse(l->member, "E1005");
        return;
    }
    p->sheets = arena_grow(l->arena, p->sheets, p->n_sheets,
                           &l->sheets_capacity, sizeof *p->sheets);
    p->sheets[p->n_sheets++] = (struct xlsx_sheet){
        .name = text_nfc(l->arena, title == NULL ? "" : title),
        .relation = arena_copy(l->arena, id == NULL ? "" : id),
        .is_hidden = state != NULL && !text_equal(state, "visible")};
}

/* Keeps the sheets that are tables. */
static const char *find_sheets(struct loader *l)
{
    struct xlsx_parts *p = l->parts;
    size_t n = 0;
    for (size_t i = 0; i < p->n_sheets; i++) {
        struct xlsx_sheet sheet = p->sheets[i];
        bool is_known = false;
        for (size_t r = 0; r < l->n_relations; r++) {
            if (!text_equal(l->relations[r].id, sheet.relation))
                continue;
            is_known = true;
            if (text_equal(l->relations[r].type, "worksheet"))
                sheet.path = l->relations[r].target;
        }
        if (!is_known)
            return "E1007";
        if (sheet.path != NULL)
            p->sheets[n++] = sheet;
    }
    p->n_sheets = n;
    return n == 0 ? "E1002" : NULL;
}

/* ------------------------------------------------------------------ styles */

static void add_code(struct loader *l, const char *id, const char *code)
{
    if (id == NULL || code == NULL || l->n_codes >= MAX_FORMATS)
        return;
    l->codes = arena_grow(l->arena, l->codes, l->n_codes, &l->codes_capacity,
                          sizeof *l->codes);
    l->codes[l->n_codes].id = (unsigned)strtoul(id, NULL, 10);
    l->codes[l->n_codes++].format = number_format_of(code);
}

static struct number_format format_of_id(const struct loader *l, unsigned id)
{
    for (size_t i = 0; i < l->n_codes; i++)
        if (l->codes[i].id == id)
            return l->codes[i].format;
    return number_format_built_in(id);
}

static void styles_start(void *context, const char *name,
                         const char **attributes)
{
    struct loader *l = context;
    struct xlsx_parts *p = l->parts;
    if (text_equal(name, "numFmt"))
        add_code(l, xml_attribute(attributes, "numFmtId"),
                 xml_attribute(attributes, "formatCode"));
    else if (text_equal(name, "cellXfs"))
        l->in_styles = true;
    if (!l->in_styles || !text_equal(name, "xf"))
        return;
    if (p->n_formats >= MAX_FORMATS) {
        xml_member_refuse(l->member, "E1005");
        return;
    }
    const char *id = xml_attribute(attributes, "numFmtId");
    p->formats = arena_grow(l->arena, p->formats, p->n_formats,
                            &l->formats_capacity, sizeof *p->formats);
    p->formats[p->n_formats++] =
        format_of_id(l, id == NULL ? 0 : (unsigned)strtoul(id, NULL, 10));
}

static void styles_end(void *context, const char *name)
{
    struct loader *l = context;
    if (text_equal(name, "cellXfs"))
        l->in_styles = false;
}

/* ---------------------------------------------------------- shared strings */

static void strings_start(void *context, const char *name,
                          const char **attributes)
{
    struct loader *l = context;
    (void)attributes;
    if (text_equal(name, "si")) {
        l->text.n = 0;
        l->in_string = true;
    } else if (text_equal(name, "rPh")) {
        l->in_phonetic = true;
    } else if (text_equal(name, "t")) {
        l->in_text = l->in_string && !l->in_phonetic;
    }
}

static void strings_text(void *context, const char *bytes, size_t n)
{
    struct loader *l = context;
    if (l->in_text && !xlsx_text_add(l->arena, &l->text, bytes, n))
        xml_member_refuse(l->member, "E1005");
}

static void strings_end(void *context, const char *name)
{
    struct loader *l = context;
    struct xlsx_parts *p = l->parts;
    if (text_equal(name, "t"))
        l->in_text = false;
    else if (text_equal(name, "rPh"))
        l->in_phonetic = false;
    if (!text_equal(name, "si"))
        return;
    l->in_string = false;
    l->n_string_bytes += l->text.n;
    if (p->n_strings >= MAX_STRINGS || l->n_string_bytes > MAX_STRING_BYTES) {
        xml_member_refuse(l->member, "E1005");
        return;
    }
    p->strings = arena_grow(l->arena, p->strings, p->n_strings,
                            &l->strings_capacity, sizeof *p->strings);
    p->strings[p->n_strings++] = xlsx_text_take(l->arena, &l->text);
}

/* ------------------------------------------------------------------- parts */

static const char *read_part(struct loader *l, const char *type,
                             const struct xml_handlers *handlers)
{
    const char *name = target_of_type(l, type);
    if (name == NULL)
        return NULL;
    return xml_member_read(l->arena, l->parts->zip, name, handlers, l,
                           &l->member);
}

static const char *read_parts(struct loader *l)
{
    static const struct xml_handlers workbook = {workbook_start, nothing, NULL};
    static const struct xml_handlers styles = {styles_start, styles_end, NULL};
    static const struct xml_handlers strings = {strings_start, strings_end,
                                                strings_text};
    const char *refused = read_relations(l, "", "");
    if (refused != NULL)
        return refused;
    const char *book = target_of_type(l, "officeDocument");
    if (book == NULL)
        book = "xl/workbook.xml";
    const char *slash = strrchr(book, '/');
    size_t n = strlen(book);
    if (n < 4 || !text_equal(book + n - 4, ".xml") ||
        !zip_file_has(l->parts->zip, book))
        return "E1006"; /* a .docx, a .xlsb, any other zip */
    refused = xml_member_read(l->arena, l->parts->zip, book, &workbook, l,
                              &l->member);
    if (refused == NULL && l->parts->n_sheets == 0)
        return "E1006";
    if (refused == NULL)
        refused =
            read_relations(l,
                           slash == NULL ? ""
                                         : arena_copy_n(l->arena, book,
                                                        (size_t)(slash - book)),
                           slash == NULL ? book : slash + 1);
    if (refused == NULL)
        refused = find_sheets(l);
    if (refused == NULL)
        refused = read_part(l, "styles", &styles);
    if (refused == NULL)
        refused = read_part(l, "sharedStrings", &strings);
    return refused;
}

const char *xlsx_parts_read(struct arena *a, const char *path,
                            struct xlsx_parts *out)
{
    struct loader l = {.arena = a, .parts = out};
    *out = (struct xlsx_parts){0};
    const char *refused = zip_rule(zip_file_open(a, path, &out->zip));
    if (refused != NULL)
        return refused;
    refused = read_parts(&l);
    if (refused != NULL)
        zip_file_close(out->zip);
    return refused;
}

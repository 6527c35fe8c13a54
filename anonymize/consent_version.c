/* consent_version: which data does each version of the consent form cover? */
#include "anonymize/consent_version.h"

#include "base/messages.h"
#include "base/table_file.h"

#include <string.h>

#define LIST "consent_version"

struct version_columns {
    size_t version, from, until, earlier;
};

static enum status find_columns(const struct table_file *t,
                                struct version_columns *c)
{
    enum status st = table_file_column(t, "version", &c->version);
    if (st == STATUS_OK)
        st = table_file_column(t, "covers_from", &c->from);
    if (st == STATUS_OK)
        st = table_file_column(t, "covers_until", &c->until);
    if (st == STATUS_OK)
        st = table_file_column(t, "covers_earlier", &c->earlier);
    return st;
}

static bool read_bound(const char *text, int32_t none, int32_t *out)
{
    struct date day;
    *out = none;
    if (*text == '\0')
        return true;
    if (!date_parse_iso(text, &day))
        return false;
    *out = date_to_days(day);
    return true;
}

static bool read_version(const char *const *cells,
                         const struct version_columns *c,
                         struct consent_version *out)
{
    const char *earlier = cells[c->earlier];
    out->name = cells[c->version];
    out->covers_earlier = strcmp(earlier, "1") == 0;
    return (out->covers_earlier || strcmp(earlier, "0") == 0) &&
           read_bound(cells[c->from], INT32_MIN, &out->from_days) &&
           read_bound(cells[c->until], INT32_MAX, &out->until_days);
}

/* What a form covers must be said, not guessed. */
static enum status all_are_there(const struct consent_versions *v,
                                 const struct codebook *c)
{
    const struct code_list *list = NULL;
    for (size_t i = 0; i < c->n_lists; i++)
        if (strcmp(c->lists[i].name, LIST) == 0)
            list = &c->lists[i];
    for (size_t i = 0; list != NULL && i < list->n_codes; i++)
        if (*consent_version_find(v, list->codes[i].value)->name == '\0') {
            say_error("consent.version_missing", list->codes[i].value);
            return STATUS_USAGE;
        }
    return STATUS_OK;
}

enum status consent_versions_load(struct arena *a, const struct codebook *c,
                                  struct consent_versions *out)
{
    struct table_file t;
    struct version_columns columns;
    enum status st = codebook_merge_file(a, c, CONSENT_VERSIONS_FILE, 1, &t);
    if (st == STATUS_OK)
        st = find_columns(&t, &columns);
    if (st != STATUS_OK)
        return st;
    out->n = t.n_rows;
    out->list = arena_take_array(a, t.n_rows, sizeof *out->list);
    for (size_t i = 0; i < t.n_rows; i++)
        if (!read_version(t.rows[i].cells, &columns, &out->list[i])) {
            say_error("consent.version_unreadable", t.rows[i].row);
            return STATUS_USAGE;
        }
    return all_are_there(out, c);
}

const struct consent_version *
consent_version_find(const struct consent_versions *v, const char *name)
{
    static const struct consent_version nothing = {"", INT32_MAX, INT32_MIN,
                                                   false};
    for (size_t i = 0; i < v->n; i++)
        if (strcmp(v->list[i].name, name) == 0)
            return &v->list[i];
    return &nothing;
}

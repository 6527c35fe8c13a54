/* finding: bad data, with its place; never with its value. */
#include "base/finding.h"

#include "base/text.h"

static char *place_ja(struct arena *a, const struct finding *f)
{
    char *place = arena_copy(a, f->file_name);
    if (f->row != 0)
        place = arena_format(a, "%s 行%zu", place, f->row);
    if (f->column[0] != '\0')
        place = arena_format(a, "%s 列%s", place, f->column);
    if (f->header[0] != '\0')
        place = arena_format(a, "%s(%s)", place, f->header);
    return place;
}

static char *place_en(struct arena *a, const struct finding *f)
{
    const char *name = f->variable[0] != '\0' ? f->variable : f->header;
    char *place = arena_copy(a, f->file_name);
    if (f->row != 0)
        place = arena_format(a, "%s row %zu", place, f->row);
    if (f->column[0] != '\0')
        place = arena_format(a, "%s column %s", place, f->column);
    if (name[0] != '\0')
        place = arena_format(a, "%s (%s)", place, name);
    return place;
}

char *finding_sentence(struct arena *a, const struct codebook *c,
                       const struct finding *f, enum language lang)
{
    const struct rule *r = codebook_rule(c, f->rule);
    if (lang == LANGUAGE_JA)
        return arena_format(
            a, "%s %s: %s。%s", f->rule, place_ja(a, f),
            r == NULL ? "規則の一覧にない所見です" : r->message_ja,
            r == NULL ? "codebooks/rules.csv をご覧ください" : r->todo_ja);
    return arena_format(
        a, "%s: %s; %s [%s]", place_en(a, f),
        r == NULL ? "a finding without a sentence" : r->message_en,
        r == NULL ? "see codebooks/rules.csv" : r->todo_en, f->rule);
}

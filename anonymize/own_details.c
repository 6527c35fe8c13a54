/* own_details: what identifies the person of a row. */
#include "anonymize/own_details.h"

#include "base/japanese_date.h"
#include "base/text.h"

#include <string.h>

/* The shortest text that is taken for an identifier, and the shortest date:
 * S1.1.1. */
enum { MIN_TEXT = 4, MIN_DATE = 6 };

void own_details_begin(struct own_details *d, const struct name_variants *v)
{
    *d = (struct own_details){.variants = v};
}

void own_details_add_birth(struct own_details *d, int32_t days)
{
    if (days == INT32_MIN)
        return;
    for (size_t i = 0; i < d->n_births; i++)
        if (d->births[i] == days)
            return;
    if (d->n_births < OWN_BIRTHS)
        d->births[d->n_births++] = days;
}

/* Telephone numbers and keys are written with hyphens or without. */
static char *compared(struct arena *a, const struct own_details *d,
                      const char *text)
{
    char *form = name_compared(a, d->variants, text);
    size_t n = 0;
    for (const char *c = form; *c != '\0'; c++)
        if (*c != '-' && *c != '_')
            form[n++] = *c;
    form[n] = '\0';
    return form;
}

static void add_text(struct arena *a, struct own_details *d, const char *text)
{
    for (size_t i = 0; i < d->n_texts; i++)
        if (strcmp(d->written[i], text) == 0)
            return;
    const char *form = compared(a, d, text);
    if (text_length(form) < MIN_TEXT || d->n_texts == OWN_TEXTS)
        return;
    for (size_t i = 0; i < d->n_texts; i++)
        if (strcmp(d->texts[i], form) == 0)
            return;
    d->written[d->n_texts] = text;
    d->texts[d->n_texts++] = form;
}

static void add_lines(struct arena *a, struct own_details *d, const char *lines)
{
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        add_text(a, d, arena_copy_n(a, lines, n));
        lines += n + (lines[n] == '\n');
    }
}

void own_details_add(struct arena *a, struct own_details *d,
                     const struct person_record *r)
{
    struct date birth;
    add_text(a, d, r->number);
    add_text(a, d, r->name);
    add_text(a, d, r->kana);
    add_lines(a, d, r->contact);
    if (date_parse_iso(r->birth, &birth))
        own_details_add_birth(d, date_to_days(birth));
}

static bool is_birth(const struct own_details *d, struct date on)
{
    for (size_t i = 0; i < d->n_births; i++)
        if (d->births[i] == date_to_days(on))
            return true;
    return false;
}

static bool is_birth_month(const struct own_details *d, struct date month)
{
    for (size_t i = 0; i < d->n_births; i++) {
        struct date birth = date_from_days(d->births[i]);
        if (birth.year == month.year && birth.month == month.month)
            return true;
    }
    return false;
}

static bool holds_birth(struct arena *a, const struct own_details *d,
                        const struct variable *v, const char *text)
{
    struct cell cell;
    struct date day;
    unsigned repairs;
    if (d->n_births == 0)
        return false;
    if (v->type == TYPE_DATE || v->type == TYPE_MONTH) {
        cell_check(a, v, text, &cell);
        return cell.state == CELL_VALUE &&
               (v->type == TYPE_DATE ? is_birth(d, cell.date)
                                     : is_birth_month(d, cell.date));
    }
    return strlen(text) >= MIN_DATE &&
           japanese_date_parse(a, text, false, &day, &repairs) == DATE_READ &&
           is_birth(d, day);
}

enum own_comparison own_details_needed(const struct variable *v,
                                       const char *text)
{
    bool is_listed = v->type == TYPE_CODE || v->type == TYPE_CODE_LIST ||
                     v->type == TYPE_YEAR || v->type == TYPE_FISCAL_YEAR;
    if (is_listed || strlen(text) < MIN_TEXT)
        return OWN_NOTHING;
    return v->type == TYPE_DATE || v->type == TYPE_MONTH ? OWN_BIRTHS_ONLY
                                                         : OWN_EVERYTHING;
}

bool own_details_match(struct arena *a, const struct own_details *d,
                       const struct variable *v, const char *text)
{
    enum own_comparison needed = own_details_needed(v, text);
    if (needed == OWN_NOTHING)
        return false;
    if (holds_birth(a, d, v, text))
        return true;
    if (d->n_texts == 0 || needed == OWN_BIRTHS_ONLY)
        return false;
    const char *form = compared(a, d, text);
    for (size_t i = 0; i < d->n_texts; i++)
        if (strcmp(d->texts[i], form) == 0)
            return true;
    return false;
}

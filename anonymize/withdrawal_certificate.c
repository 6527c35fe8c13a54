/* withdrawal_certificate: a page for the person who withdrew. */
#include "anonymize/withdrawal.h"

#include "base/output_file.h"
#include "report/document.h"
#include "report/html.h"

#include <string.h>

static const char *word_of_scope(const struct document *d, const char *scope)
{
    static const char *const words[][2] = {{"follow", "withdraw.scope_follow"},
                                           {"link", "withdraw.scope_link"},
                                           {"reuse", "withdraw.scope_reuse"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], scope) == 0)
            return document_word(d, words[i][1]);
    return document_word(d, "withdraw.scope_all");
}

static bool is_of(const struct withdrawal *w, const char *scope)
{
    return strcmp(w->scope, scope) == 0;
}

static const char *reach_of(const struct withdrawal *w)
{
    if (is_of(w, "reuse"))
        return "withdraw.reuse_reach";
    return w->backward ? "withdraw.backward" : "withdraw.forward";
}

static const char *outcome_of(const struct withdrawal *w)
{
    if (is_of(w, "reuse"))
        return "withdraw.done_reuse";
    if (!is_of(w, "all"))
        return "withdraw.done_part";
    return w->backward ? "withdraw.done_backward" : "withdraw.done_forward";
}

static const char *rows_of(const struct withdrawal *w,
                           const struct published_edition *e)
{
    if (e->rows_are_erased)
        return "withdraw.rows_erased";
    if (!e->has_rows)
        return "withdraw.rows_none";
    if (is_of(w, "reuse"))
        return "withdraw.rows_kept";
    return is_of(w, "all") && w->backward ? "withdraw.rows_left"
                                          : "withdraw.rows_left_part";
}

static char *day_in_words(const struct document *d, struct date day)
{
    char iso[11];
    if (d->language == LANGUAGE_JA)
        return arena_format(d->arena, "%d年%d月%d日", day.year, day.month,
                            day.day);
    date_write_iso(day, iso);
    return arena_copy(d->arena, iso);
}

static void add_line(struct document *d, struct document_table *t,
                     const char *name, const char *value)
{
    table_line_begin(d, t, false);
    table_line_span(d, t, document_word(d, name), 1, 1, true);
    table_line_cell(d, t, value);
}

static void add_request(struct document *d, const struct settings *settings,
                        const struct withdrawal *w)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_LEFT};
    struct document_table *t =
        document_table(d, document_word(d, "withdraw.request"), 2, aligns);
    add_line(d, t, "withdraw.study", settings->name);
    add_line(d, t, "withdraw.number", w->pseudonym);
    add_line(d, t, "withdraw.day", day_in_words(d, w->day));
    add_line(d, t, "withdraw.scope", word_of_scope(d, w->scope));
    add_line(d, t, "withdraw.reach", document_word(d, reach_of(w)));
}

static void add_done(struct document *d, const struct withdrawal *w)
{
    const char *items[5];
    size_t n = 0;
    items[n++] = document_word(d, outcome_of(w));
    if (!is_of(w, "all"))
        items[n++] = document_word(d, "withdraw.rest_stays");
    if (w->is_erased)
        items[n++] = document_word(d, "withdraw.done_key");
    if (w->erase_rows)
        items[n++] =
            message_format(d->arena, "withdraw.done_rows", w->traces.n_rows);
    items[n++] = document_word(d, "withdraw.counts_stay");
    document_heading(d, 2, document_word(d, "withdraw.done"));
    document_bullets(d, items, n);
}

static void add_editions(struct document *d, const struct withdrawal *w)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_LEFT};
    document_heading(d, 2, document_word(d, "withdraw.published"));
    if (w->traces.n_editions == 0) {
        document_paragraph(d, document_word(d, "withdraw.none_published"));
        return;
    }
    document_paragraph(d, document_word(d, "withdraw.published_note"));
    struct document_table *t =
        document_table(d, document_word(d, "withdraw.published"), 2, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, document_word(d, "withdraw.edition"));
    table_line_cell(d, t, document_word(d, "withdraw.edition_rows"));
    for (size_t i = 0; i < w->traces.n_editions; i++) {
        const struct published_edition *e = &w->traces.editions[i];
        table_line_begin(d, t, false);
        table_line_span(d, t, e->folder, 1, 1, true);
        table_line_cell(d, t, document_word(d, rows_of(w, e)));
    }
}

static enum status write_page(struct arena *a, const struct settings *settings,
                              const struct withdrawal *w, const char *path)
{
    enum language of_screen = language_get();
    language_set(settings->language);
    struct document *d =
        document_new(a, message("withdraw.title"), settings->language, w->day);
    d->foot = settings->municipality_name;
    document_heading(d, 1, message("withdraw.title"));
    document_paragraph(d, message("withdraw.addressed"));
    document_ruled_lines(d, 1);
    document_paragraph(d, message("withdraw.opening"));
    add_request(d, settings, w);
    add_done(d, w);
    add_editions(d, w);
    document_paragraph(d, message("withdraw.office"));
    document_ruled_lines(d, 2);
    enum status st = html_write(d, path);
    language_set(of_screen);
    return st;
}

static char *certificate_of(struct arena *a, const char *study,
                            const struct withdrawal *w)
{
    char day[11];
    const char *which = "";
    date_write_iso(w->day, day);
    if (w->is_further)
        which =
            arena_format(a, "_%s%s", w->scope, w->backward ? "_backward" : "");
    return arena_format(a, "%s/%s_%s%s.html", withdrawal_folder(a, study),
                        w->pseudonym, day, which);
}

static enum status write_and_end(struct arena *a, const char *record,
                                 const struct settings *settings,
                                 const struct withdrawal *w, const char *path)
{
    enum status st = write_page(a, settings, w, path);
    return st == STATUS_OK ? folder_remove(record) : st;
}

enum status withdrawal_certificate(struct arena *a, const char *study,
                                   const struct settings *settings,
                                   const struct withdrawal *w,
                                   const char **path)
{
    bool is_begun, is_written = false;
    const char *record = withdrawal_record(a, study, w);
    *path = certificate_of(a, study, w);
    enum status st = path_look(record, &is_begun);
    if (st == STATUS_OK && !is_begun)
        st = path_look(*path, &is_written);
    if (st != STATUS_OK || is_written)
        return st;
    st = folder_make(withdrawal_folder(a, study), 0700);
    return st == STATUS_OK ? write_and_end(a, record, settings, w, *path) : st;
}

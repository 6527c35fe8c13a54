/* corrections_record: who asked for what, when, and what became of it. */
#include "anonymize/corrections.h"

#include "anonymize/review.h"
#include "base/csv_writer.h"
#include "base/messages.h"

static const char *const columns[] = {
    "corrections.column.file",    "corrections.column.row",
    "corrections.column.date",    "corrections.column.who",
    "corrections.column.action",  "corrections.column.table",
    "corrections.column.key",     "corrections.column.field",
    "corrections.column.old",     "corrections.column.new",
    "corrections.column.result",  "corrections.column.done_file",
    "corrections.column.done_row"};

static const char *const actions[] = {
    [CORRECT_CHANGE] = "corrections.action.change",
    [CORRECT_CANCEL] = "corrections.action.cancel",
    [CORRECT_MERGE] = "corrections.action.merge",
    [CORRECT_SPLIT] = "corrections.action.split"};

static const char *const results[] = {
    [OUTCOME_WAITING] = "corrections.result.not_found",
    [OUTCOME_APPLIED] = "corrections.result.applied",
    [OUTCOME_ALREADY] = "corrections.result.already",
    [OUTCOME_LATER] = "corrections.result.later",
    [OUTCOME_REPLACED] = "corrections.result.replaced",
    [OUTCOME_NOT_FOUND] = "corrections.result.not_found",
    [OUTCOME_AMBIGUOUS] = "corrections.result.ambiguous",
    [OUTCOME_NO_FIELD] = "corrections.result.no_field",
    [OUTCOME_OLD_VALUE] = "corrections.result.old_value",
    [OUTCOME_NEW_VALUE] = "corrections.result.new_value",
    [OUTCOME_STILL_WRONG] = "corrections.result.still_wrong",
    [OUTCOME_NO_PERSON] = "corrections.result.no_person",
    [OUTCOME_NOT_THERE] = "corrections.result.not_there"};

/* In brackets, or a spreadsheet would show 0012 and 12 as the same. */
static void write_as_text(struct csv_writer *w, struct arena *a,
                          const char *text)
{
    csv_text(w, *text == '\0' ? "" : arena_format(a, "「%s」", text));
}

static void write_one(struct csv_writer *w, struct arena *a,
                      const struct study_files *s, const struct correction *c)
{
    char day[11];
    const struct delivered_file *f = &s->files[c->file];
    date_write_iso(date_from_days(c->days), day);
    csv_text(w, file_label(a, f));
    csv_integer(w, file_note(f, c->note)->row);
    csv_text(w, day);
    csv_text(w, c->who);
    csv_text(w, message(actions[c->action]));
    csv_text(w, language_get() == LANGUAGE_JA ? c->kind->label_ja
                                              : c->kind->label_en);
    write_as_text(w, a, c->key);
    csv_text(w, c->field);
    write_as_text(w, a, c->old_value);
    write_as_text(w, a, c->new_value);
    csv_text(w, message(results[c->outcome]));
    csv_text(w, c->done_row == 0 ? "" : file_label(a, &s->files[c->done_file]));
    if (c->done_row == 0)
        csv_empty(w);
    else
        csv_integer(w, c->done_row);
    csv_end_row(w);
}

enum status corrections_write(const struct corrections *c,
                              const struct study_files *s, const char *study)
{
    struct csv_writer w;
    struct arena *a = c->arena;
    char *path =
        arena_format(a, "%s/" REVIEW_FOLDER "/" CORRECTIONS_FILE, study);
    bool exists;
    enum status st = path_look(path, &exists);
    if (st != STATUS_OK || (c->n == 0 && !exists))
        return st;
    st = folder_make(arena_format(a, "%s/" REVIEW_FOLDER, study), 0700);
    if (st == STATUS_OK)
        st = csv_writer_open(&w, path, CSV_FOR_EXCEL);
    if (st != STATUS_OK)
        return st;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        csv_text(&w, message(columns[i]));
    csv_end_row(&w);
    for (size_t i = 0; i < c->n; i++)
        write_one(&w, a, s, &c->list[i]);
    return csv_writer_keep(&w);
}

/* course_sheets: stored queries as sheets, see the header. */
#include "pipeline/course_sheets.h"

#include "base/messages.h"
#include "pipeline/query_file.h"

#include <string.h>

enum { MOST_COLUMNS = 9 };

/* types: t text, o a year, i a count, 1 a number with one decimal. */
static const struct course_sheet {
    const char *name, *title, *note, *sql, *types;
    const char *heads[MOST_COLUMNS];
} sheets[] = {
    {"course.sheet_losses",
     "course.title_losses",
     "course.note_losses",
     "sheet_losses",
     "otti",
     {"tables.fiscal_year", "tables.step", "course.reason", "tables.people"}},
    {"course.sheet_outcomes",
     "course.title_outcomes",
     "course.note_outcomes",
     "sheet_outcomes",
     "ttitiiiii",
     {"course.window", "course.period", "course.months", "course.class",
      "course.began", "course.elderly", "course.starts", "course.transfers",
      "course.backfills"}},
    {"course.sheet_openings",
     "course.title_openings",
     "course.note_openings",
     "sheet_openings",
     "tiiiiii",
     {"course.scheme", "course.jobs_new", "course.jobs_known", "course.jobs",
      "course.people_new", "course.people_known", "course.people_all"}},
    {"course.sheet_states",
     "course.title_states",
     "course.note_states",
     "sheet_states",
     "ttii",
     {"course.state", "course.reason", "course.matches", "tables.people"}},
    {"course.sheet_retention",
     "course.title_retention",
     "course.note_retention",
     "sheet_retention",
     "tiiiii111",
     {"course.class", "course.after", "course.placed", "course.at_risk",
      "course.left", "course.censored", "course.kept", "tables.conf_low",
      "tables.conf_high"}},
    {"course.sheet_contacts",
     "course.title_contacts",
     "course.note_contacts",
     "sheet_contacts",
     "otiiiiiii",
     {"tables.fiscal_year", "course.target", "course.contacts",
      "course.reached", "tables.people", "course.going_on", "course.paused",
      "course.gone", "course.not_told"}},
};

static void put_cell(struct workbook *book, struct statement *st, int at,
                     char type)
{
    if (column_is_null(st, at))
        workbook_empty(book);
    else if (type == 't')
        workbook_text(book, column_text(st, at));
    else if (type == 'o')
        workbook_ordinal(book, column_integer(st, at));
    else if (type == 'i')
        workbook_integer(book, column_integer(st, at));
    else
        workbook_number(book, column_real(st, at), 1);
}

static void begin_sheet(struct workbook *book, const struct course_sheet *s)
{
    const char *head[MOST_COLUMNS];
    size_t n = strlen(s->types);
    for (size_t i = 0; i < n; i++)
        head[i] = message(s->heads[i]);
    workbook_sheet(book, message(s->name), message(s->title), message(s->note));
    workbook_header(book, head, n);
}

static enum status write_sheet(struct stage_context *c, struct workbook *book,
                               const struct course_sheet *s)
{
    struct statement *st;
    bool is_begun = false;
    const char *language = c->settings->language == LANGUAGE_EN ? "en" : "ja";
    enum status status = query_open(c->store, s->sql, language, &st);
    while (status == STATUS_OK && statement_step(st, &status)) {
        if (!is_begun)
            begin_sheet(book, s);
        is_begun = true;
        for (int i = 0; s->types[i] != '\0'; i++)
            put_cell(book, st, i, s->types[i]);
        workbook_end_row(book);
    }
    statement_free(st);
    return status;
}

enum status course_sheets_write(struct stage_context *c, struct workbook *book)
{
    enum status st = STATUS_OK;
    for (size_t i = 0; st == STATUS_OK && i < sizeof sheets / sizeof *sheets;
         i++)
        st = write_sheet(c, book, &sheets[i]);
    return st;
}

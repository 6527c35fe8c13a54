/* withdrawal_begun: what a withdrawal that was cut short leaves to be ended. */
#include "anonymize/withdrawal.h"

#include "anonymize/key_file.h"
#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

#define ENDING ".begun"

char *withdrawal_folder(struct arena *a, const char *study)
{
    return arena_format(a, "%s/" IDENTITY_FOLDER "/withdrawals", study);
}

const char *withdrawal_record(struct arena *a, const char *study,
                              const struct withdrawal *w)
{
    return arena_format(a, "%s/%s" ENDING, withdrawal_folder(a, study),
                        w->pseudonym);
}

/* As far as the vault keeps it; a space behind, so that no other starts so. */
static char *asked_for(struct arena *a, const char *scope, bool backward,
                       struct date day)
{
    char iso[11];
    date_write_iso(day, iso);
    return arena_format(a, "--scope %s%s --date %s ", scope,
                        backward ? " --backward" : "", iso);
}

const char *withdrawal_words(struct arena *a, const struct withdrawal *w)
{
    return arena_format(a, "%s--rows %s",
                        asked_for(a, w->scope, w->backward, w->day),
                        w->erase_rows ? "erase" : "rerun");
}

/* "" where nothing was begun, or by a version that did not write it. */
static enum status begun_words(struct arena *a, const char *record,
                               const char **words)
{
    bool is_there;
    char *text, *rest = NULL;
    size_t n;
    *words = "";
    enum status st = path_look(record, &is_there);
    if (st == STATUS_OK && is_there)
        st = file_read(a, record, &text, &n);
    if (st != STATUS_OK || !is_there)
        return st;
    const char *line = strtok_r(text, "\n", &rest);
    if (line != NULL && text_starts_with(line, "--"))
        *words = line;
    return STATUS_OK;
}

/* What was to be erased is not ended by a command that leaves rows. */
static bool is_ended_by(struct arena *a, const char *words,
                        const struct withdrawal *w)
{
    const char *same = asked_for(a, w->scope, w->backward, w->day);
    if (*words == '\0')
        return true;
    return text_starts_with(words, same) &&
           (w->erase_rows || strcmp(words, withdrawal_words(a, w)) == 0);
}

enum status withdrawal_stop_if_other(struct arena *a, const char *study,
                                     const struct withdrawal *w,
                                     const struct vault_consent *told, size_t n)
{
    const char *words;
    enum status st = begun_words(a, withdrawal_record(a, study, w), &words);
    if (st != STATUS_OK || is_ended_by(a, words, w))
        return st;
    for (size_t i = 0; i < n; i++) {
        const struct vault_consent *c = &told[i];
        if (strcmp(c->act, "withdrawn") != 0 ||
            !text_starts_with(words, asked_for(a, c->scope, c->backward,
                                               date_from_days(c->from_days))))
            continue;
        say_error("withdraw.other_first", w->pseudonym, words);
        return STATUS_REFUSED;
    }
    return STATUS_OK;
}

enum status withdrawal_begin(struct arena *a, const char *study,
                             const struct withdrawal *w)
{
    const char *record = withdrawal_record(a, study, w);
    const char *words;
    bool is_begun;
    enum status st = path_look(record, &is_begun);
    if (st == STATUS_OK)
        st = begun_words(a, record, &words);
    if (st != STATUS_OK || (is_begun && is_ended_by(a, words, w)))
        return st;
    st = folder_make(withdrawal_folder(a, study), 0700);
    const char *line = arena_format(a, "%s\n", withdrawal_words(a, w));
    return st == STATUS_OK ? file_write(record, line, strlen(line), 0600) : st;
}

enum status withdrawals_say_unfinished(struct arena *a, const char *study)
{
    const char **names;
    const char *folder = withdrawal_folder(a, study);
    size_t n_names, n = 0;
    if (!path_is_folder(folder))
        return STATUS_OK;
    enum status st = folder_list(a, folder, &names, &n_names, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n_names; i++) {
        size_t length = strlen(names[i]);
        n += length > strlen(ENDING) &&
             strcmp(names[i] + length - strlen(ENDING), ENDING) == 0;
    }
    if (n > 0)
        say_error("withdraw.unfinished", n);
    return st;
}

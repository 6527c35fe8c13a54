/* command_study: init and demo make a study's folder. */
#include "pipeline/commands.h"

#include "base/child_process.h"
#include "base/codebook.h"
#include "base/csv_writer.h"
#include "base/settings.h"
#include "base/text.h"
#include "report/blank_form.h"

#include <stdio.h>
#include <string.h>

static enum status one_operand(const struct invocation *in, const char **dir)
{
    if (in->n_operands != 1) {
        say_error("command.needs_folder", in->command->name);
        return STATUS_USAGE;
    }
    *dir = in->operands[0];
    return STATUS_OK;
}

/* An existing study is never touched. */
static enum status refuse_existing(struct arena *a, const char *dir)
{
    if (!path_exists(arena_format(a, "%s/study.csv", dir)))
        return STATUS_OK;
    say_error("study.exists", dir);
    return STATUS_USAGE;
}

static enum status make_folders(struct arena *a, const char *dir)
{
    static const char *const names[] = {"inbox", "codebook", "review",
                                        "templates"};
    enum status st = folder_make(dir, 0755);
    for (size_t i = 0; st == STATUS_OK && i < 4; i++)
        st = folder_make(arena_format(a, "%s/%s", dir, names[i]),
                         i == 0 || i == 2 ? 0700 : 0755);
    return st;
}

static enum status make_key(struct arena *a, const char *dir)
{
    char *program;
    int code = 0;
    enum status st = sibling_program(a, "ayumi-anonymize", &program);
    if (st != STATUS_OK)
        return st;
    const char *words[] = {program,
                           "key",
                           "--new",
                           "--study",
                           dir,
                           "--lang",
                           language_get() == LANGUAGE_JA ? "ja" : "en",
                           "--quiet",
                           NULL};
    st = child_run(words, &code);
    return st == STATUS_OK ? (enum status)code : st;
}

static enum status write_templates(struct arena *a, const char *dir)
{
    struct codebook book;
    enum status st = codebook_load(a, codebook_shipped_folder(), NULL, &book);
    const char *folder = arena_format(a, "%s/templates", dir);
    for (size_t i = 0; st == STATUS_OK && i < book.n_kinds; i++) {
        const struct file_kind *k = &book.kinds[i];
        st = blank_form_csv(a, blank_form_path(a, folder, k, "csv"), k);
        if (st == STATUS_OK)
            st = blank_form_xlsx(a, blank_form_path(a, folder, k, "xlsx"), k);
    }
    return st;
}

COMMAND(command_init)
{
    (void)self;
    const char *dir;
    struct settings first = {.name = "セカンドライフ参加調査",
                             .municipality = "12217",
                             .municipality_name = "柏市",
                             .language = language_get(),
                             .first_quarter = {2023, 2},
                             .population = 25000,
                             .summary_years = 3};
    enum status st = one_operand(invocation, &dir);
    if (st == STATUS_OK)
        st = refuse_existing(a, dir);
    if (st == STATUS_OK)
        st = make_folders(a, dir);
    if (st == STATUS_OK)
        st = write_templates(a, dir);
    if (st == STATUS_OK)
        st = make_key(a, dir);
    /* Last: the folder is a study once study.csv is there. */
    if (st == STATUS_OK)
        st = settings_write(dir, &first);
    if (st == STATUS_OK)
        printf("%s\n", message_format(a, "study.made", dir, dir, dir, dir));
    return st;
}

static enum status copy_file(struct arena *a, const char *from, const char *dir,
                             const char *name)
{
    const char *to = arena_format(a, "%s/%s", dir, name);
    const char *slash = strrchr(to, '/');
    enum status st =
        folder_make(arena_copy_n(a, to, (size_t)(slash - to)), 0755);
    return st == STATUS_OK ? file_copy(arena_format(a, "%s/%s", from, name), to)
                           : st;
}

/* Everything of the sample town but study.csv, which comes last. */
static enum status copy_town(struct arena *a, const char *from, const char *dir)
{
    const char **names;
    size_t n;
    enum status st = folder_list(a, from, &names, &n, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n; i++) {
        if (!text_equal(names[i], "study.csv"))
            st = copy_file(a, from, dir, names[i]);
    }
    return st;
}

COMMAND(command_demo)
{
    (void)self;
    const char *dir;
    const char *examples = examples_folder();
    enum status st = one_operand(invocation, &dir);
    if (st == STATUS_OK && examples == NULL) {
        say_error("study.no_examples");
        st = STATUS_USAGE;
    }
    if (st == STATUS_OK)
        st = refuse_existing(a, dir);
    if (st == STATUS_OK)
        st = make_folders(a, dir);
    const char *from =
        st == STATUS_OK ? arena_format(a, "%s/town", examples) : "";
    if (st == STATUS_OK)
        st = copy_town(a, from, dir);
    if (st == STATUS_OK)
        st = make_key(a, dir);
    if (st == STATUS_OK)
        st = copy_file(a, from, dir, "study.csv");
    if (st == STATUS_OK)
        printf("%s\n", message_format(a, "study.demo_made", dir, dir));
    return st;
}

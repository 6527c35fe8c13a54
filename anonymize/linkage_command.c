/* linkage_command: ayumi-anonymize linkage, the engine alone on plain CSV. */
#include "anonymize/linkage_command.h"

#include "anonymize/column_meaning.h"
#include "anonymize/linkage_files.h"
#include "anonymize/linkage_run.h"
#include "base/messages.h"

const struct option linkage_options[] = {
    {"--left", "A.csv", false, "突き合わせるファイル（1列目は行の番号）",
     "first file; its first column is the record id"},
    {"--right", "B.csv", false, "相手のファイル（1列目は行の番号）",
     "second file; its first column is the record id"},
    {"--dedupe", "A.csv", false, "一つのファイルの中で同じ人をさがす",
     "find the same person within one file"},
    {"--out", "DIR", false, "結果を書くフォルダー", "folder for the results"},
    {NULL, NULL, false, NULL, NULL},
};

static enum status read_input(struct arena *a, const struct invocation *in,
                              struct linkage_data *out)
{
    const char *left = option_value(in, "--left");
    const char *right = option_value(in, "--right");
    const char *dedupe = option_value(in, "--dedupe");
    bool pair = left != NULL && right != NULL && dedupe == NULL;
    bool single = left == NULL && right == NULL && dedupe != NULL;
    if (!pair && !single) {
        say_error("linkage.which_files");
        return STATUS_USAGE;
    }
    return linkage_data_read(a, pair ? left : dedupe, pair ? right : NULL,
                             meanings_agree, out);
}

enum status linkage_command(struct arena *a, const struct command *self,
                            void *invocation)
{
    const struct invocation *in = invocation;
    const char *out = option_value(in, "--out");
    struct linkage *l = arena_take(a, sizeof *l);
    if (out == NULL) {
        say_error("command.needs_value", self->name, self->name, "--out");
        return STATUS_USAGE;
    }
    l->arena = a;
    l->options = linkage_usual_options();
    l->options.jobs = in->jobs;
    enum status st = read_input(a, in, &l->data);
    if (st == STATUS_OK)
        st = linkage_run(l);
    if (st == STATUS_OK)
        st = linkage_files_write(l, out);
    linkage_data_release(&l->data);
    return st;
}

/* linkage_command: ayumi-anonymize linkage, the engine alone on plain CSV. */
#include "anonymize/linkage_command.h"

#include "anonymize/column_meaning.h"
#include "anonymize/linkage_files.h"
#include "anonymize/linkage_labels.h"
#include "anonymize/linkage_run.h"
#include "anonymize/linkage_settings.h"
#include "base/messages.h"

const struct option linkage_options[] = {
    {"--left", "A.csv", false, "突き合わせるファイル（1列目は行の番号）",
     "first file; its first column is the record id"},
    {"--right", "B.csv", false, "相手のファイル（1列目は行の番号）",
     "second file; its first column is the record id"},
    {"--dedupe", "A.csv", false, "一つのファイルの中で同じ人をさがす",
     "find the same person within one file"},
    {"--settings", "S.csv", false,
     "比べ方を書いたファイル（前の結果の settings.csv を直したもの）",
     "how to compare: an edited settings.csv of an earlier run"},
    {"--labels", "L.csv", false,
     "人が決めた組（left_id,right_id,label。同一・別人）",
     "pairs a person decided (left_id,right_id,label: same or different)"},
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
    if (out == NULL && !in->dry_run) {
        say_error("command.needs_value", self->name, self->name, "--out");
        return STATUS_USAGE;
    }
    l->arena = a;
    l->options = linkage_usual_options();
    l->options.jobs = in->jobs;
    l->options.plan_only = in->dry_run;
    const char *settings = option_value(in, "--settings");
    const char *labels = option_value(in, "--labels");
    struct linkage_settings given;
    enum status st = STATUS_OK;
    if (settings != NULL) {
        st = linkage_settings_read(a, settings, &given, &l->options);
        l->settings = &given;
    }
    if (st == STATUS_OK)
        st = read_input(a, in, &l->data);
    if (st == STATUS_OK && labels != NULL)
        st = linkage_labels_read(l, labels);
    if (st == STATUS_OK)
        st = linkage_run(l);
    if (st == STATUS_OK && !in->dry_run)
        st = linkage_files_write(l, out);
    linkage_data_release(&l->data);
    return st;
}

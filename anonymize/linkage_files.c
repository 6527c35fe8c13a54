/* linkage_files: what a linkage writes into its folder. */
#include "anonymize/linkage_files.h"

#include "anonymize/linkage_explain.h"
#include "anonymize/linkage_report.h"
#include "anonymize/linkage_settings.h"
#include "base/csv_writer.h"

static const char *const decisions[] = {"none", "review", "link"};

static enum status open_file(const struct linkage *l, const char *folder,
                             const char *name, const char *const *header,
                             struct csv_writer *w)
{
    enum status st = csv_writer_open(
        w, arena_format(l->arena, "%s/%s", folder, name), CSV_FOR_PROGRAMS);
    if (st == STATUS_OK)
        csv_row(w, header);
    return st;
}

static enum status write_links(const struct linkage *l, const char *folder)
{
    static const char *const header[] = {"left_id",      "right_id",
                                         "match_weight", "match_probability",
                                         "decision",     NULL};
    struct csv_writer w;
    enum status st = open_file(l, folder, "links.csv", header, &w);
    if (st != STATUS_OK)
        return st;
    for (size_t k = 0; k < l->n_links; k++) {
        const struct link *p = &l->links[k];
        bool turned = l->data.is_exchanged;
        csv_text(&w, l->data.ids[turned ? p->j : p->i]);
        csv_text(&w, l->data.ids[turned ? p->i : p->j]);
        csv_number_full(&w, p->weight);
        csv_number_full(&w, p->probability);
        csv_text(&w, decisions[p->decision]);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

static enum status write_clusters(const struct linkage *l, const char *folder)
{
    static const char *const header[] = {"id", "cluster", NULL};
    struct csv_writer w;
    if (l->cluster == NULL)
        return STATUS_OK;
    enum status st = open_file(l, folder, "clusters.csv", header, &w);
    if (st != STATUS_OK)
        return st;
    for (size_t r = 0; r < l->data.n_records; r++) {
        csv_text(&w, l->data.ids[r]);
        csv_text(&w, l->data.ids[l->cluster[r]]);
        csv_end_row(&w);
    }
    return csv_writer_keep(&w);
}

enum status linkage_files_write(const struct linkage *l, const char *folder)
{
    static const struct {
        const char *name;
        enum status (*write)(const struct linkage *l, const char *path);
    } files[] = {
        {"settings.csv", linkage_settings_write},
        {"parameters.csv", linkage_parameters_write},
        {"waterfall.csv", linkage_waterfall_write},
    };
    enum status st = folder_make(folder, 0700);
    if (st == STATUS_OK)
        st = write_links(l, folder);
    if (st == STATUS_OK)
        st = write_clusters(l, folder);
    for (size_t k = 0; st == STATUS_OK && k < sizeof files / sizeof *files; k++)
        st = files[k].write(
            l, arena_format(l->arena, "%s/%s", folder, files[k].name));
    return st == STATUS_OK ? linkage_report_write(l, folder) : st;
}

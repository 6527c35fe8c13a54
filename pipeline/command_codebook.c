/* command_codebook: the data dictionary, in four forms from one codebook. */
#include "pipeline/commands.h"
#include "pipeline/dictionary.h"
#include "pipeline/dictionary_ddi.h"
#include "pipeline/table_schema.h"

#include "base/codebook.h"
#include "base/output_file.h"

static enum status write_schemas(struct arena *a, const char *folder,
                                 const struct codebook *c, enum language lang)
{
    enum status st = folder_make(folder, 0755);
    for (size_t i = 0; st == STATUS_OK && i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        const char *path =
            arena_format(a, "%s/%s_%s.json", folder, k->kind, k->table);
        st = table_schema_write(a, path, c, k, lang);
    }
    return st;
}

COMMAND(command_codebook)
{
    const struct invocation *in = invocation;
    const char *shipped = codebook_shipped_folder();
    const char *folder = in->n_operands == 0
                             ? arena_format(a, "%s/out/codebook", in->study)
                             : in->operands[0];
    struct codebook c;
    if (in->n_operands > 1) {
        say_error("command.needs_folder", self->name);
        return STATUS_USAGE;
    }
    if (shipped == NULL) {
        say_error("codebook.not_found");
        return STATUS_USAGE;
    }
    enum language lang = language_get();
    enum status st = codebook_load(
        a, shipped, arena_format(a, "%s/codebook", in->study), &c);
    if (st == STATUS_OK && in->dry_run)
        return STATUS_OK;
    if (st == STATUS_OK)
        st = folder_make(folder, 0755);
    if (st == STATUS_OK)
        st = dictionary_html(a, arena_format(a, "%s/codebook.html", folder), &c,
                             lang);
    if (st == STATUS_OK)
        st = dictionary_xlsx(a, arena_format(a, "%s/codebook.xlsx", folder), &c,
                             lang);
    if (st == STATUS_OK)
        st = dictionary_ddi(a, arena_format(a, "%s/codebook.xml", folder), &c);
    if (st == STATUS_OK)
        st = write_schemas(a, arena_format(a, "%s/schema", folder), &c, lang);
    if (st == STATUS_OK && !in->quiet)
        say("codebook.written", folder);
    return st;
}

/* codebook_strangers: what lies in a study's codebook/ and nobody reads. */
#include "base/codebook_strangers.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

/* Every other file of a codebook is shipped, be it with its headers alone. */
static const char *const only_local[] = {"leak_exceptions.csv"};

static bool is_read(struct arena *a, const struct codebook *c, const char *name)
{
    for (size_t i = 0; i < sizeof only_local / sizeof *only_local; i++)
        if (text_equal(name, only_local[i]))
            return true;
    size_t n = strlen(name);
    return n > 4 && text_equal(name + n - 4, ".csv") &&
           path_exists(arena_format(a, "%s/%s", c->shipped_folder, name));
}

enum status codebook_name_strangers(struct arena *a, const struct codebook *c)
{
    const char **names;
    size_t n = 0;
    if (c->local_folder[0] == '\0')
        return STATUS_OK;
    enum status st = folder_list(a, c->local_folder, &names, &n, NULL);
    for (size_t i = 0; st == STATUS_OK && i < n; i++)
        if (!is_read(a, c, names[i]))
            say_error("codebook.stranger",
                      arena_format(a, "%s/%s", c->local_folder, names[i]));
    return st;
}

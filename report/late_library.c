/* late_library: dlopen, and every function by its name. */
#include "report/late_library.h"

#include "base/messages.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

typedef void any_function(void);

static enum status refuse(const struct late_library *l)
{
    say_error("report.no_library", l->file, dlerror());
    return STATUS_IO;
}

static bool is_filled(const struct late_library *l)
{
    any_function *first;
    memcpy(&first, l->functions, sizeof first);
    return first != NULL;
}

/* The first function is filled last: it says that all are there. The library
 * stays until the program ends. */
enum status late_library_load(const struct late_library *l)
{
    if (is_filled(l))
        return STATUS_OK;
    void *library = dlopen(l->file, RTLD_LAZY | RTLD_LOCAL);
    if (library == NULL)
        return refuse(l);
    size_t n = 0;
    while (l->names[n] != NULL)
        if (dlsym(library, l->names[n++]) == NULL)
            return refuse(l);
    while (n-- > 0) {
        void *found = dlsym(library, l->names[n]);
        memcpy((char *)l->functions + n * sizeof found, &found, sizeof found);
    }
    return STATUS_OK;
}

/* failing_steps: in a Check program, lets one step of a statement fail, as if
 * the disk could not be read. Include it in one file that defines _GNU_SOURCE.
 *
 *   failing_step = n;      the n-th step from here on fails (1: the next)
 *   failing_step == 0      it has failed, or none was to fail */
#ifndef AYUMI_TESTS_FAILING_STEPS_H
#define AYUMI_TESTS_FAILING_STEPS_H

#include <dlfcn.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

static size_t failing_step;

/* The library's own steps are parts of one of ours. */
static bool is_inside_library(const void *caller)
{
    Dl_info where;
    return dladdr(caller, &where) != 0 &&
           strstr(where.dli_fname, "libsqlite3") != NULL;
}

/* In the place of the library's own, which is called. */
int sqlite3_step(sqlite3_stmt *s)
{
    static int (*real)(sqlite3_stmt *);
    if (real == NULL) {
        void *found = dlsym(RTLD_NEXT, "sqlite3_step");
        memcpy(&real, &found, sizeof real);
    }
    if (failing_step > 0 && !is_inside_library(__builtin_return_address(0)) &&
        --failing_step == 0)
        return SQLITE_IOERR;
    return real(s);
}

#endif

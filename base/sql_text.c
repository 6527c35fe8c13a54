/* sql_text: the .sql files of a room, embedded by CMake. */
#include "base/sql_text.h"

#include "base/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *sql_find(const struct sql_text *table, const char *name)
{
    for (; table->name != NULL; table++) {
        if (strcmp(table->name, name) == 0)
            return table->text;
    }
    fprintf(stderr, "ayumi: bug: no SQL named '%s'\n", name);
    exit(STATUS_BUG);
}

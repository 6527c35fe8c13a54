/* sql_text: the .sql files of a room, embedded by CMake. */
#ifndef AYUMI_BASE_SQL_TEXT_H
#define AYUMI_BASE_SQL_TEXT_H

struct sql_text {
    const char *name; /* file name without .sql */
    const char *text;
};

/* One table per room, closed by a NULL name. */
extern const struct sql_text pipeline_sql[];
extern const struct sql_text anonymize_sql[];

/* The text of a file; a missing name ends the program as a bug. */
const char *sql_find(const struct sql_text *table, const char *name);

#endif

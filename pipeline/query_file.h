/* query_file: one embedded SELECT becomes one CSV file.
 *
 * The columns' names are the header. `types` says how each is written:
 *   t text, i integer, n number (shortest digits), f number of an engine
 *   (17 digits), y fiscal year (2023 becomes R5). NULL is an empty cell. */
#ifndef AYUMI_PIPELINE_QUERY_FILE_H
#define AYUMI_PIPELINE_QUERY_FILE_H

#include "base/csv_writer.h"
#include "base/store.h"

struct query_file {
    const char *path;  /* below the output folder */
    const char *sql;   /* name in pipeline/sql */
    const char *types; /* one letter a column */
};

/* argument is bound to ?1 unless NULL; missing folders are made. */
MUST_CHECK enum status query_file_write(struct arena *a, struct store *s,
                                        const char *output,
                                        const struct query_file *f,
                                        const char *argument);

/* A CSV below the output folder, its folders made; the caller writes rows
 * and keeps or drops it. */
MUST_CHECK enum status output_csv_open(struct arena *a, const char *output,
                                       const char *path,
                                       enum csv_flavour flavour,
                                       struct csv_writer *w);

/* An embedded SELECT, ready to step. */
MUST_CHECK enum status query_open(struct store *s, const char *sql,
                                  const char *argument, struct statement **out);

#endif

/* crossed_file: a table of the handover, read again by the room that wrote
 * it: for the leak check, the confirmation and a person's disclosure. */
#ifndef AYUMI_ANONYMIZE_CROSSED_FILE_H
#define AYUMI_ANONYMIZE_CROSSED_FILE_H

#include "base/csv_reader.h"

/* Opens the table at path and reads its header, which stays valid until the
 * next record is read. STATUS_IO, said, when it can't be read; *in is then
 * NULL. The caller closes *in; `a` must outlive it. */
MUST_CHECK enum status crossed_file_open(struct arena *a, const char *path,
                                         struct csv_reader **in,
                                         struct csv_record *header);

/* The names of the columns, copied into `a`. */
const char **crossed_file_columns(struct arena *a,
                                  const struct csv_record *header) MUST_CHECK;

#endif

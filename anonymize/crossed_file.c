/* crossed_file: what we wrote can be read, or the disk is to blame. */
#include "anonymize/crossed_file.h"

#include "base/arena.h"
#include "base/messages.h"

enum status crossed_file_open(struct arena *a, const char *path,
                              struct csv_reader **in, struct csv_record *header)
{
    const char *refused;
    enum status st = csv_reader_open(a, path, in, &refused);
    if (st == STATUS_OK && csv_reader_next(*in, header))
        return STATUS_OK;
    if (st == STATUS_OK)
        csv_reader_close(*in);
    *in = NULL;
    say_error("table.unreadable", path, st == STATUS_OK ? "E1001" : refused);
    return STATUS_IO;
}

const char **crossed_file_columns(struct arena *a,
                                  const struct csv_record *header)
{
    const char **columns =
        arena_take_array(a, header->n_cells + 1, sizeof *columns);
    for (size_t i = 0; i < header->n_cells; i++)
        columns[i] = arena_copy(a, header->cells[i]);
    return columns;
}

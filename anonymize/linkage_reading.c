/* linkage_reading: one file of a linkage, as read. */
#include "anonymize/linkage_reading.h"

#include "base/csv_reader.h"
#include "base/messages.h"
#include "base/text.h"

#include <string.h>

static uint32_t hash_of(const char *text, size_t *n)
{
    uint64_t h = 0xcbf29ce484222325u;
    const char *c = text;
    for (; *c != '\0'; c++)
        h = (h ^ (unsigned char)*c) * 0x100000001b3u;
    *n = (size_t)(c - text);
    return (uint32_t)(h ^ h >> 32);
}

static void more_slots(struct arena *a, struct interner *t)
{
    uint32_t n_slots = t->n_slots == 0 ? 64 : t->n_slots * 2;
    uint32_t *slots = arena_take_array(a, n_slots, sizeof *slots);
    for (uint32_t v = 1; v < t->n; v++) {
        uint32_t at = t->hashes[v] & (n_slots - 1);
        while (slots[at] != 0)
            at = (at + 1) & (n_slots - 1);
        slots[at] = v;
    }
    t->slots = slots;
    t->n_slots = n_slots;
}

static uint32_t intern_new(struct arena *a, struct interner *t,
                           const char *text, size_t n, uint32_t hash)
{
    t->values = arena_grow(a, t->values, t->n, &t->capacity, sizeof *t->values);
    t->hashes =
        arena_grow(a, t->hashes, t->n, &t->hash_capacity, sizeof *t->hashes);
    t->values[t->n] = arena_copy_n(a, text, n);
    t->hashes[t->n] = hash;
    return t->n++;
}

uint32_t reading_intern(struct arena *a, struct interner *t, const char *text)
{
    size_t n;
    if (t->n == 0)
        (void)intern_new(a, t, "", 0, 0);
    if (text_is_blank(text))
        return 0;
    if (t->n * 2 >= t->n_slots)
        more_slots(a, t);
    uint32_t hash = hash_of(text, &n);
    uint32_t at = hash & (t->n_slots - 1);
    for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1))
        if (t->hashes[t->slots[at]] == hash &&
            strcmp(t->values[t->slots[at]], text) == 0)
            return t->slots[at];
    return t->slots[at] = intern_new(a, t, text, n, hash);
}

static enum status take_header(struct reading *r, const struct csv_record *in)
{
    size_t n = in->n_cells;
    while (n > 0 && text_is_blank(in->cells[n - 1]))
        n--;
    if (n < 2) {
        say_error("linkage.one_column", r->path);
        return STATUS_USAGE;
    }
    r->n_columns = n;
    r->names = arena_take_array(r->arena, n, sizeof *r->names);
    r->distinct = arena_take_array(r->arena, n, sizeof *r->distinct);
    for (size_t c = 0; c < n; c++) {
        r->names[c] = text_trim(r->arena, in->cells[c]);
        for (size_t d = 1; d < c; d++) {
            if (strcmp(r->names[c], r->names[d]) == 0) {
                say_error("linkage.column_twice", r->path, r->names[c]);
                return STATUS_USAGE;
            }
        }
    }
    return STATUS_OK;
}

static enum status take_row(struct reading *r, const struct csv_record *in)
{
    size_t width = r->n_columns - 1;
    if (in->n_cells == 0 || text_is_blank(in->cells[0])) {
        say_error("linkage.blank_id", r->path, in->row, r->names[0]);
        return STATUS_UNREADABLE;
    }
    r->ids = arena_grow(r->arena, r->ids, r->n_rows, &r->id_capacity,
                        sizeof *r->ids);
    r->rows = arena_grow(r->arena, r->rows, r->n_rows, &r->row_capacity,
                         sizeof *r->rows);
    r->cells = arena_grow(r->arena, r->cells, r->n_rows, &r->cell_capacity,
                          width * sizeof *r->cells);
    r->ids[r->n_rows] = arena_copy(r->arena, in->cells[0]);
    r->rows[r->n_rows] = in->row;
    for (size_t c = 1; c < r->n_columns; c++)
        r->cells[r->n_rows * width + c - 1] = reading_intern(
            r->arena, &r->distinct[c], c < in->n_cells ? in->cells[c] : "");
    r->n_rows++;
    return STATUS_OK;
}

static enum status read_records(struct reading *r, struct csv_reader *in)
{
    struct csv_record record;
    while (csv_reader_next(in, &record)) {
        enum status st;
        if (record.kind != CSV_RECORD) {
            say_error("table.broken_row", r->path, record.row);
            return STATUS_UNREADABLE;
        }
        st = r->names == NULL ? take_header(r, &record) : take_row(r, &record);
        if (st != STATUS_OK)
            return st;
    }
    if (r->names == NULL) {
        say_error("linkage.one_column", r->path);
        return STATUS_USAGE;
    }
    return csv_reader_status(in);
}

enum status reading_read(struct arena *a, const char *path, struct reading *r)
{
    struct csv_reader *in;
    struct arena own;
    const char *refused;
    *r = (struct reading){.arena = a, .path = path};
    arena_init(&own);
    enum status st = csv_reader_open(&own, path, &in, &refused);
    if (st != STATUS_OK) {
        if (text_equal(refused, "E1001"))
            say_error("table.missing", path);
        else
            say_error("table.unreadable", path, refused);
        st = STATUS_UNREADABLE;
    } else {
        st = read_records(r, in);
        csv_reader_close(in);
    }
    arena_release(&own);
    return st;
}

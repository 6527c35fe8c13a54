/* fuzz_csv: no file, however broken, crashes the reader, loses a row, or
 * gives different records the second time.
 *
 * First byte odd: the rest is a file as it came. Even: the rest is split at FF
 * into cells and at FE into records, written as quoted CSV, and must be read
 * back as it was. */
#include "base/csv_reader.h"
#include "base/messages.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[] = "/dev/shm/fuzz_csv.XXXXXX";
static int file = -1;

static void must(bool holds, const char *claim)
{
    if (holds)
        return;
    fprintf(stderr, "broken: %s\n", claim);
    abort();
}

static void remove_file(void)
{
    unlink(path);
}

static void write_file(const void *bytes, size_t n)
{
    if (file < 0) {
        file = mkstemp(path);
        must(file >= 0, "there is a place for the file");
        atexit(remove_file);
    }
    must(ftruncate(file, 0) == 0, "the file can be emptied");
    must(pwrite(file, bytes, n, 0) == (ssize_t)n, "the file can be written");
}

static void check_record(const struct csv_record *r,
                         const struct csv_record *before)
{
    must(r->row > before->row, "rows go up");
    must(r->line > before->line, "lines go up");
    must(r->line >= r->row, "a row has at least one line");
    must(r->kind == CSV_RECORD || r->n_cells == 0, "broken rows have no cells");
    must(r->n_cells <= 4096, "columns are bounded");
    for (size_t i = 0; i < r->n_cells; i++) {
        size_t n = strlen(r->cells[i]);
        must(text_is_utf8(r->cells[i], n), "cells are UTF-8");
        must(n <= 3 * 65536, "cells are bounded");
    }
}

/* Reads the whole file; a number that changes with any record. */
static uint64_t read_all(struct arena *a)
{
    struct csv_reader *in;
    const char *refused = NULL;
    if (csv_reader_open(a, path, &in, &refused) != STATUS_OK) {
        must(refused != NULL && in == NULL, "a refusal names its rule");
        return (uint64_t)refused[4];
    }
    struct csv_record before = {.row = 0}, r;
    uint64_t sum = 0;
    size_t n = 0;
    while (csv_reader_next(in, &r)) {
        check_record(&r, &before);
        sum = sum * 31 + r.row * 7 + (uint64_t)r.kind + r.n_cells;
        for (size_t i = 0; i < r.n_cells; i++)
            for (const char *c = r.cells[i]; *c != '\0'; c++)
                sum = sum * 31 + (unsigned char)*c;
        before = r;
        n++;
    }
    must(csv_reader_status(in) == STATUS_OK, "the file did not change");
    must(before.row <= n + csv_reader_blank_rows(in),
         "every row is a record or blank");
    csv_reader_close(in);
    return sum;
}

static void check_any_file(const uint8_t *data, size_t size)
{
    struct arena a;
    arena_init(&a);
    write_file(data, size);
    uint64_t first = read_all(&a);
    must(first == read_all(&a), "twice the same file, twice the same records");
    arena_release(&a);
}

static size_t quote(const char *cell, char *to)
{
    size_t n = 0;
    to[n++] = '"';
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            to[n++] = '"';
        to[n++] = *cell;
    }
    to[n++] = '"';
    return n;
}

/* Cells are NUL-terminated in text and end where next[-1] was FF or FE. */
static void check_round_trip(struct arena *a, const uint8_t *data, size_t size)
{
    char *text = arena_copy_n(a, (const char *)data, size);
    char *csv = arena_take(a, size * 5 + 8);
    size_t n = 0;
    bool starts_record = true;
    for (char *at = text; at <= text + size;) {
        size_t length = strcspn(at, "\xff\xfe");
        bool ends_record = at[length] != '\xff';
        at[length] = '\0';
        if (!starts_record)
            csv[n++] = ',';
        n += quote(at, csv + n);
        if (ends_record)
            csv[n++] = '\n';
        starts_record = ends_record;
        at += length + 1;
    }
    write_file(csv, n);
    struct csv_reader *in;
    const char *refused;
    if (csv_reader_open(a, path, &in, &refused) != STATUS_OK) {
        must(strcmp(refused, "E1002") == 0, "only blanks are refused");
        return;
    }
    must(csv_reader_encoding(in) == CSV_UTF8, "UTF-8 is UTF-8");
    struct csv_record r;
    const char *at = text;
    while (csv_reader_next(in, &r)) {
        must(r.kind == CSV_RECORD, "what is well written is well read");
        bool is_there = false;
        /* Records of blanks were skipped: go on to the one that matches. */
        while (!is_there && at <= text + size) {
            is_there = true;
            const char *cell = at;
            for (size_t i = 0; i < r.n_cells && is_there; i++) {
                is_there = strcmp(cell, r.cells[i]) == 0;
                if (!is_there)
                    must(text_is_blank(cell), "no cell is lost");
                cell += strlen(cell) + 1;
            }
            at = is_there ? cell : at + strlen(at) + 1;
        }
        must(is_there, "no cell is invented");
    }
    while (at <= text + size) {
        must(text_is_blank(at), "no record at the end is lost");
        at += strlen(at) + 1;
    }
    csv_reader_close(in);
}

/* Cells must be UTF-8 each: FF and FE never are part of a character. */
static bool is_writable(const uint8_t *data, size_t size)
{
    size_t start = 0;
    for (size_t i = 0; i <= size; i++) {
        if (i < size && data[i] == 0)
            return false;
        if (i < size && data[i] < 0xfe)
            continue;
        if (!text_is_utf8((const char *)data + start, i - start))
            return false;
        start = i + 1;
    }
    return size < 60000;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    if (data[0] % 2 == 1) {
        check_any_file(data + 1, size - 1);
    } else if (is_writable(data + 1, size - 1)) {
        struct arena a;
        arena_init(&a);
        check_round_trip(&a, data + 1, size - 1);
        arena_release(&a);
    }
    return 0;
}

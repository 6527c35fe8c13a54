/* fuzz_xlsx: no workbook, however broken, crashes the reader, makes it write,
 * or gives other records the second time.
 *
 * First byte odd: the rest is a file as it came, if it begins as a zip or an
 * OLE file does (what begins otherwise is fuzz_csv's). Even: the rest is the
 * XML of the one sheet of a workbook whose other parts are sound; a fuzzer
 * would hardly find a right CRC. */
#include "base/sheet_reader.h"
#include "base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 1 << 20 };
static char path[] = "/dev/shm/fuzz_xlsx.XXXXXX";
static int file = -1;
static unsigned char built[ROOM];
static size_t n_built;

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

static void put(const void *bytes, size_t n)
{
    must(n_built + n <= ROOM, "the workbook fits");
    memcpy(built + n_built, bytes, n);
    n_built += n;
}

static void number(uint32_t x, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++) {
        unsigned char byte = i < 4 ? (unsigned char)(x >> (8 * i)) : 0;
        put(&byte, 1);
    }
}

struct part {
    const char *name;
    const void *bytes;
    size_t n, offset;
};

/* Local header (APPNOTE 4.3.7) or central one (4.3.12), stored. */
static void header(const struct part *p, bool central)
{
    uint32_t crc = (uint32_t)crc32(0, p->bytes, (uInt)p->n);
    put(central ? "PK\001\002" : "PK\003\004", 4);
    number(20, central ? 2 : 0);
    number(20, 2);
    number(0, 8); /* flags, method, time, date */
    number(crc, 4);
    number((uint32_t)p->n, 4);
    number((uint32_t)p->n, 4);
    number((uint32_t)strlen(p->name), 2);
    number(0, central ? 2 + 2 + 2 + 2 : 2);
    if (central) {
        number(0, 4);
        number((uint32_t)p->offset, 4);
    }
    put(p->name, strlen(p->name));
}

static void build(const void *sheet, size_t n)
{
    static const char workbook[] =
        "<workbook><sheets><sheet name='a' r:id='r1' xmlns:r='r'/></sheets>"
        "</workbook>";
    static const char relations[] =
        "<Relationships><Relationship Id='r1' Type='x/worksheet' "
        "Target='s.xml'/><Relationship Id='r2' Type='x/styles' "
        "Target='t.xml'/></Relationships>";
    static const char styles[] =
        "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
        "</cellXfs></styleSheet>";
    struct part parts[] = {
        {"xl/workbook.xml", workbook, sizeof workbook - 1, 0},
        {"xl/_rels/workbook.xml.rels", relations, sizeof relations - 1, 0},
        {"xl/t.xml", styles, sizeof styles - 1, 0},
        {"xl/s.xml", sheet, n, 0}};
    n_built = 0;
    for (size_t i = 0; i < 4; i++) {
        parts[i].offset = n_built;
        header(&parts[i], false);
        put(parts[i].bytes, parts[i].n);
    }
    size_t directory = n_built;
    for (size_t i = 0; i < 4; i++)
        header(&parts[i], true);
    size_t end = n_built;
    put("PK\005\006\0\0\0\0\4\0\4\0", 12);
    number((uint32_t)(end - directory), 4);
    number((uint32_t)directory, 4);
    number(0, 2);
    write_file(built, n_built);
}

/* A hash over all that is read. */
static uint64_t read_sheet(const char *sheet)
{
    struct arena a;
    struct sheet_reader *in;
    struct csv_record r;
    const char *refused = NULL;
    uint64_t hash = 14695981039346656037U;
    size_t row = 0;
    arena_init(&a);
    if (sheet_reader_open(&a, path, sheet, &in, &refused) == STATUS_OK) {
        while (sheet_reader_next(in, &r)) {
            must(r.row > row || r.kind != CSV_RECORD, "rows go up");
            must(r.n_cells <= 4096, "columns are bounded");
            row = r.row;
            for (size_t i = 0; i < r.n_cells; i++) {
                size_t n = strlen(r.cells[i]);
                must(text_is_utf8(r.cells[i], n), "cells are UTF-8");
                must(n <= 3 * 65536, "cells are bounded");
                hash = (hash ^ crc32(0, (const Bytef *)r.cells[i], (uInt)n)) *
                       1099511628211U;
            }
        }
        must(sheet_reader_status(in) == STATUS_OK, "the file did not change");
        sheet_reader_close(in);
    } else {
        must(refused != NULL && strlen(refused) == 5, "a rule refuses");
    }
    arena_release(&a);
    return hash + row;
}

static bool looks_like_workbook(const uint8_t *bytes, size_t n)
{
    return n >= 4 && (memcmp(bytes, "PK", 2) == 0 ||
                      memcmp(bytes, "\xd0\xcf\x11\xe0", 4) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    const char *const *sheets;
    size_t n;
    if (size == 0 || size > ROOM / 2)
        return 0;
    if ((data[0] & 1) != 0 && !looks_like_workbook(data + 1, size - 1))
        return 0;
    if ((data[0] & 1) != 0)
        write_file(data + 1, size - 1);
    else
        build(data + 1, size - 1);
    arena_init(&a);
    sheet_list(&a, path, &sheets, &n);
    must(n >= 1, "a file is at least one table");
    for (size_t i = 0; i < n; i++)
        must(read_sheet(sheets[i]) == read_sheet(sheets[i]),
             "the second reading is the first");
    arena_release(&a);
    return 0;
}

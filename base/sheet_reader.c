/* sheet_reader: one table, from a text file or from a sheet of a workbook. */
#include "base/sheet_reader.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { OLE_BLOCK = 128, MAX_OLE_NAME = 64 };

struct sheet_reader {
    struct csv_reader *text;
    struct xlsx_book *book; /* exactly one of the two */
};

enum container {
    CONTAINER_NONE, /* a folder, a pipe, a device: nothing to wait for */
    CONTAINER_TEXT,
    CONTAINER_ZIP,
    CONTAINER_OLE
};

static enum container look(const char *path)
{
    char first[8] = {0};
    struct stat s;
    if (stat(path, &s) == 0 && !S_ISREG(s.st_mode))
        return CONTAINER_NONE;
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return CONTAINER_NONE;
    size_t n = fread(first, 1, sizeof first, f);
    bool has_failed = ferror(f) != 0;
    fclose(f);
    if (has_failed)
        return CONTAINER_NONE;
    if (n >= 4 && (memcmp(first, "PK\003\004", 4) == 0 ||
                   memcmp(first, "PK\005\006", 4) == 0))
        return CONTAINER_ZIP;
    if (n == 8 && memcmp(first, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
        return CONTAINER_OLE;
    return CONTAINER_TEXT;
}

/* A directory entry of an OLE file (MS-CFB 2.6.1) is 128 bytes, at a multiple
 * of 128, and starts with its name in UTF-16. */
static bool is_named(const unsigned char *entry, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if (entry[2 * i] != (unsigned char)name[i] || entry[2 * i + 1] != 0)
            return false;
    return entry[2 * n] == 0 && entry[2 * n + 1] == 0 &&
           entry[MAX_OLE_NAME] == 2 * (n + 1);
}

static const char *ole_rule(const char *path)
{
    unsigned char entry[OLE_BLOCK];
    const char *rule = "E1006";
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return "E1001";
    while (fread(entry, 1, sizeof entry, f) == sizeof entry) {
        if (is_named(entry, "EncryptedPackage")) {
            rule = "E1008";
            break;
        }
        if (is_named(entry, "Workbook") || is_named(entry, "Book"))
            rule = "E1009";
    }
    fclose(f);
    return rule;
}

/* ---------------------------------------------------------------------- list
 */

static bool sheet_is_empty(struct xlsx_book *b, size_t sheet)
{
    const char *refused;
    struct csv_record record;
    return xlsx_sheet_open(b, sheet, &refused) == STATUS_OK &&
           !xlsx_sheet_next(b, &record) && xlsx_book_status(b) == STATUS_OK;
}

static size_t filled_sheets(struct arena *a, struct xlsx_book *b,
                            const char **names)
{
    size_t n = 0;
    for (size_t i = 0; i < xlsx_book_sheets(b); i++)
        if (!sheet_is_empty(b, i))
            names[n++] = arena_copy(a, xlsx_sheet_name(b, i));
    return n;
}

void sheet_list(struct arena *a, const char *path, const char *const **names,
                size_t *n)
{
    static const char *const unnamed[] = {""};
    struct arena own;
    struct xlsx_book *b;
    const char *refused;
    *names = unnamed;
    *n = 1;
    if (look(path) != CONTAINER_ZIP)
        return;
    arena_init(&own);
    if (xlsx_book_open(&own, path, &b, &refused) == STATUS_OK) {
        const char **found =
            arena_take_array(a, xlsx_book_sheets(b), sizeof *found);
        size_t n_found = filled_sheets(a, b, found);
        xlsx_book_close(b);
        if (n_found > 0) {
            *names = found;
            *n = n_found;
        }
    }
    arena_release(&own);
}

/* -------------------------------------------------------------------- reader
 */

static enum status open_sheet(struct arena *a, const char *path,
                              const char *sheet, struct xlsx_book **out,
                              const char **refused)
{
    struct xlsx_book *b;
    enum status st = xlsx_book_open(a, path, &b, refused);
    if (st != STATUS_OK)
        return st;
    *refused = sheet[0] == '\0' ? "E1002" : "E1001";
    st = STATUS_UNREADABLE;
    for (size_t i = 0; i < xlsx_book_sheets(b); i++) {
        if (text_equal(xlsx_sheet_name(b, i), sheet)) {
            st = xlsx_sheet_open(b, i, refused);
            break;
        }
    }
    if (st != STATUS_OK)
        xlsx_book_close(b);
    else
        *out = b;
    return st;
}

enum status sheet_reader_open(struct arena *a, const char *path,
                              const char *sheet, struct sheet_reader **out,
                              const char **refused)
{
    struct sheet_reader *in = arena_take(a, sizeof *in);
    enum container container = look(path);
    enum status st = STATUS_UNREADABLE;
    *out = NULL;
    if (container == CONTAINER_NONE)
        *refused = "E1001";
    else if (container == CONTAINER_OLE)
        *refused = ole_rule(path);
    else if (container == CONTAINER_ZIP)
        st = open_sheet(a, path, sheet, &in->book, refused);
    else
        st = csv_reader_open(a, path, &in->text, refused);
    if (st == STATUS_OK)
        *out = in;
    return st;
}

bool sheet_reader_next(struct sheet_reader *in, struct csv_record *record)
{
    return in->book != NULL ? xlsx_sheet_next(in->book, record)
                            : csv_reader_next(in->text, record);
}

const char *sheet_reader_encoding(const struct sheet_reader *in)
{
    return in->book != NULL ? "XLSX"
                            : csv_encoding_name(csv_reader_encoding(in->text));
}

const struct sheet_note *sheet_reader_notes(const struct sheet_reader *in,
                                            size_t *n)
{
    *n = 0;
    return in->book != NULL ? xlsx_sheet_notes(in->book, n) : NULL;
}

enum status sheet_reader_status(const struct sheet_reader *in)
{
    return in->book != NULL ? xlsx_book_status(in->book)
                            : csv_reader_status(in->text);
}

void sheet_reader_close(struct sheet_reader *in)
{
    if (in->book != NULL)
        xlsx_book_close(in->book);
    else
        csv_reader_close(in->text);
}

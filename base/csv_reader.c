/* csv_reader: the door for every delimited text file.
 *
 * Two passes over the file. The survey reads all of it once: gzip whole? which
 * encoding? where does the content end? Only then are records read, so that
 * nothing is taken from a file that is refused later. Neither pass holds more
 * than one record. A file that was surveyed already, and is what it was, is not
 * surveyed again.
 *
 * Splitting works on bytes before decoding. That is safe: in CP932 the second
 * byte of a character is never a comma, tab, quote or line end.
 *
 * A line that is a whole regular record is cut by line_split. Any other goes to
 * libcsv, one physical line at a time. It knows whether a record went on
 * in a quoted cell; we know where each line began, and can go back there when
 * a quote turns out to be a stray one. */
#include "base/csv_reader.h"

#include "base/file_stamp.h"
#include "base/inflated_file.h"
#include "base/line_split.h"
#include "base/messages.h"
#include "base/text.h"

#include <csv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
    CHUNK = 65536,
    MIN_CHUNK = 1024,
    MAX_CELL = 65536,
    MAX_COLUMNS = 4096,
    MAX_LINE = 4 << 20 /* bytes of one physical line */
};

static const char CANT_READ[] = "E1001";
static const char EMPTY[] = "E1002";
static const char NO_ENCODING[] = "E1003";
static const char GZIP_BROKEN[] = "E1004";
static const char OVER_LIMIT[] = "E1005";
static const char NOT_TEXT[] = "E1006";
static const char BAD_QUOTES[] = "E1101";
static const char OTHER_ENCODING[] = "E1102";
static const char BAD_CELL[] = "E2110";

struct csv_reader {
    const char *path;
    struct inflated_file *file;
    enum csv_encoding encoding;
    char delimiter;
    bool is_mixed;    /* some records are in another encoding */
    bool is_counting; /* records are counted, cells not wanted */
    enum status status;

    /* Content: the file without gzip, BOM and UTF-16. Records end at
     * content_end; behind it stand only Ctrl-Z, NUL and line ends. */
    uint64_t content_end, content_size, content_read;
    uLong content_crc, crc_read;
    unsigned char *raw; /* UTF-16 not yet turned into UTF-8 */
    size_t n_raw;

    /* Bytes at hand: buffer[start … end) is unread content. */
    char *buffer;
    size_t start, end, capacity;
    size_t chunk; /* bytes read at once: CHUNK, or a small file whole */
    bool at_end;

    struct line_split split; /* what a whole regular line needs */
    struct csv_parser parser;
    bool parser_is_live, parser_is_dirty;
    struct csv_record record;
    size_t n_record_bytes; /* they end at buffer[start] */
    const char **cells;    /* of the parser */
    size_t cells_capacity;
    bool record_is_whole, is_over_limit;
    bool has_peeked, peeked; /* the first record was read by open */
    size_t row, line, n_blank_rows;

    struct arena cells_arena; /* reset for each record */
    struct arena own;         /* buffers, until close */
};

const char *csv_encoding_name(enum csv_encoding e)
{
    switch (e) {
    case CSV_UTF8:
        return "UTF-8";
    case CSV_UTF8_BOM:
        return "UTF-8 (BOM)";
    case CSV_UTF16LE:
        return "UTF-16LE";
    case CSV_CP932:
        return "CP932";
    }
    return "";
}

void column_letters(size_t column, char out[8])
{
    char reversed[8];
    size_t n = 0;
    for (column++; column > 0 && n < 7; column = (column - 1) / 26)
        reversed[n++] = (char)('A' + (column - 1) % 26);
    for (size_t i = 0; i < n; i++)
        out[i] = reversed[n - 1 - i];
    out[n] = '\0';
}

static const char *rule_of(enum inflated_outcome outcome)
{
    switch (outcome) {
    case INFLATED_OK:
        return NULL;
    case INFLATED_UNREADABLE:
        return CANT_READ;
    case INFLATED_BROKEN:
        return GZIP_BROKEN;
    case INFLATED_TOO_LARGE:
        return OVER_LIMIT;
    }
    return CANT_READ;
}

/* ---- content: one stream of bytes, whatever the file is packed in ---- */

/* One character of UTF-16LE from *at; 0xd800 when it is cut or half. */
static uint32_t utf16_next(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *u = *at;
    *at = end - u < 4 ? end : u + 2;
    if (end - u < 2)
        return 0xd800;
    *at = u + 2;
    uint32_t c = (uint32_t)(u[0] | u[1] << 8);
    if ((c & 0xfc00) != 0xd800 || end - u < 4 || (u[3] & 0xfc) != 0xdc)
        return (c & 0xf800) == 0xd800 ? 0xd800 : c;
    *at = u + 4;
    return 0x10000 + ((c & 0x3ff) << 10) + ((u[2] | u[3] << 8) & 0x3ff);
}

/* UTF-16 arrives in any portions; half a character waits in raw. */
static const char *read_utf16(struct csv_reader *in, char *to, size_t room,
                              size_t *n)
{
    *n = 0;
    size_t wanted = room / 3 * 2 - 4; /* two bytes become three at most */
    while (*n == 0) {
        size_t got;
        const char *refused = rule_of(inflated_file_read(
            in->file, (char *)in->raw + in->n_raw, wanted, &got));
        if (refused != NULL)
            return refused;
        in->n_raw += got;
        if (in->n_raw == 0)
            return NULL;
        /* A character may be cut, unless nothing follows. */
        size_t whole = in->n_raw - in->n_raw % 2 * (got > 0);
        if (got > 0 && whole >= 2 && (in->raw[whole - 1] & 0xfc) == 0xd8)
            whole -= 2;
        const unsigned char *at = in->raw, *end = in->raw + whole;
        while (at < end) {
            uint32_t c = utf16_next(&at, end);
            if (c == 0xd800)
                return NO_ENCODING;
            *n += text_encode(c, to + *n);
        }
        in->n_raw -= whole;
        memmove(in->raw, in->raw + whole, in->n_raw);
    }
    return NULL;
}

/* NULL and *n bytes (0 at the end), or the rule that refuses the file. */
static const char *read_content(struct csv_reader *in, char *to, size_t room,
                                size_t *n)
{
    const char *refused =
        in->encoding == CSV_UTF16LE
            ? read_utf16(in, to, room, n)
            : rule_of(inflated_file_read(in->file, to, room, n));
    return refused;
}

/* Back to the first byte of content. */
static const char *rewind_content(struct csv_reader *in)
{
    static const size_t bom_size[] = {
        [CSV_UTF8] = 0, [CSV_UTF8_BOM] = 3, [CSV_UTF16LE] = 2, [CSV_CP932] = 0};
    const char *refused = rule_of(inflated_file_rewind(in->file));
    size_t skipped = 0;
    in->n_raw = 0;
    while (refused == NULL && skipped < bom_size[in->encoding]) {
        char bom[3];
        size_t n;
        refused = rule_of(inflated_file_read(
            in->file, bom, bom_size[in->encoding] - skipped, &n));
        if (refused == NULL && n == 0)
            refused = CANT_READ; /* shorter than a moment ago */
        skipped += n;
    }
    in->content_read = 0;
    in->parser_is_dirty = true;
    in->crc_read = crc32(0, NULL, 0);
    in->start = in->end = 0;
    in->at_end = false;
    in->row = in->line = in->n_blank_rows = 0;
    in->has_peeked = false;
    return refused;
}

/* ---- survey: the whole file once, before anything is believed ---- */

struct survey {
    bool is_utf8, is_cp932;
    bool cp932_is_unchecked; /* an earlier part was not looked at as CP932 */
    uint64_t size;           /* bytes of content */
    uint64_t ends_at;        /* where only NUL, Ctrl-Z and line ends follow */
    bool has_end;
};

static bool is_ascii(const char *bytes, size_t n)
{
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t eight;
        memcpy(&eight, bytes + i, 8);
        if (eight & UINT64_C(0x8080808080808080))
            return false;
    }
    for (; i < n; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

static void judge_encoding(struct survey *s, const char *bytes, size_t n,
                           bool always_both)
{
    if (is_ascii(bytes, n))
        return;
    if (s->is_utf8)
        s->is_utf8 = text_is_utf8(bytes, n);
    if (s->is_utf8 && !always_both)
        s->cp932_is_unchecked = true;
    else if (s->is_cp932)
        s->is_cp932 = text_is_cp932(bytes, n);
}

/* DOS programs end a file by Ctrl-Z, some pad it with NUL. */
static void judge_end(struct survey *s, const char *bytes, size_t n)
{
    size_t tail = n;
    while (tail > 0 && (bytes[tail - 1] == '\0' || bytes[tail - 1] == '\x1a' ||
                        bytes[tail - 1] == '\r' || bytes[tail - 1] == '\n'))
        tail--;
    if (tail > 0)
        s->has_end = false;
    for (; tail < n && !s->has_end; tail++) {
        if (bytes[tail] == '\0' || bytes[tail] == '\x1a') {
            s->has_end = true;
            s->ends_at = s->size + tail;
        }
    }
    s->size += n;
}

/* The last place where no character of either encoding is cut: behind a byte
 * that is never the second one of a character. */
static size_t safe_cut(const char *bytes, size_t n)
{
    while (n > 0 && (unsigned char)bytes[n - 1] >= 0x30)
        n--;
    return n;
}

/* Room for one chunk behind the bytes that are kept. */
static void make_room(struct csv_reader *in, size_t kept)
{
    if (in->capacity - kept >= in->chunk)
        return;
    char *larger = arena_take(&in->own, in->capacity * 2);
    memcpy(larger, in->buffer, kept);
    in->buffer = larger;
    in->capacity *= 2;
}

static const char *survey_content(struct csv_reader *in, bool always_both,
                                  struct survey *s)
{
    *s = (struct survey){.is_utf8 = true, .is_cp932 = true};
    const char *refused = rewind_content(in);
    in->content_crc = crc32(0, NULL, 0);
    size_t kept = 0;
    while (refused == NULL) {
        size_t n;
        make_room(in, kept);
        refused = read_content(in, in->buffer + kept, in->chunk, &n);
        if (refused != NULL)
            break;
        judge_end(s, in->buffer + kept, n);
        in->content_crc =
            crc32(in->content_crc, (const Bytef *)in->buffer + kept, (uInt)n);
        size_t whole = kept + n;
        size_t cut = n == 0 ? whole : safe_cut(in->buffer, whole);
        judge_encoding(s, in->buffer, cut, always_both);
        kept = whole - cut;
        if (n == 0)
            break;
        if (kept >= MAX_CELL && is_ascii(in->buffer, kept))
            kept = 0; /* a cell that is too long, but cuts nowhere */
        if (kept >= MAX_CELL)
            return OVER_LIMIT; /* no comma and no line end for so long */
        memmove(in->buffer, in->buffer + cut, kept);
    }
    return refused;
}

/* Files are read once to check and once more to hand over: what the survey
 * of a file found holds while its stamp does (and the content read is compared
 * with it anyhow). Each thread remembers its own, the last ones. */
enum { REMEMBERED = 64 };

struct remembered_survey {
    struct file_stamp stamp;
    struct survey found;
    uLong crc;
};

static _Thread_local struct remembered_survey remembered[REMEMBERED];
static _Thread_local size_t n_remembered;

static void remember_survey(const struct csv_reader *in,
                            const struct file_stamp *stamp,
                            const struct survey *s)
{
    if (file_stamp_holds(stamp, in->path))
        remembered[n_remembered++ % REMEMBERED] =
            (struct remembered_survey){*stamp, *s, in->content_crc};
}

static bool recall_survey(struct csv_reader *in, const struct file_stamp *stamp,
                          struct survey *s)
{
    for (size_t i = 0; i < REMEMBERED && i < n_remembered; i++) {
        if (!file_stamp_same(&remembered[i].stamp, stamp))
            continue;
        *s = remembered[i].found;
        in->content_crc = remembered[i].crc;
        return true;
    }
    return false;
}

static const char *survey_both(struct csv_reader *in, struct survey *s)
{
    struct file_stamp stamp = file_stamp_take(in->path);
    if (recall_survey(in, &stamp, s))
        return NULL;
    const char *refused = survey_content(in, false, s);
    if (refused == NULL && !s->is_utf8 && s->is_cp932 && s->cp932_is_unchecked)
        refused = survey_content(in, true, s);
    if (refused == NULL)
        remember_survey(in, &stamp, s);
    return refused;
}

/* ---- bytes at hand ---- */

static void fail(struct csv_reader *in)
{
    if (in->status == STATUS_OK)
        say_error("csv.changed_while_read", in->path);
    in->status = STATUS_IO;
    in->at_end = true;
    in->start = in->end;
}

/* More bytes of content into the buffer, or at_end. */
static void fill(struct csv_reader *in)
{
    memmove(in->buffer, in->buffer + in->start, in->end - in->start);
    in->end -= in->start;
    in->start = 0;
    make_room(in, in->end);
    char *to = in->buffer + in->end;
    size_t n = 0;
    if (read_content(in, to, in->chunk, &n) != NULL) {
        fail(in);
        return;
    }
    in->crc_read = crc32(in->crc_read, (const Bytef *)to, (uInt)n);
    if (in->content_read < in->content_end) {
        uint64_t left = in->content_end - in->content_read;
        in->end += n < left ? n : (size_t)left;
    }
    in->content_read += n;
    if (n > 0)
        return;
    in->at_end = true;
    /* The survey saw this content: what was read now must be the same. */
    if (in->content_read != in->content_size || in->crc_read != in->content_crc)
        fail(in);
}

/* Where the physical line that begins at buffer[start + from] ends, behind
 * its LF, CR LF or lone CR. */
enum line_outcome { LINE_READ, LINE_NONE, LINE_TOO_LONG };

static enum line_outcome find_line(struct csv_reader *in, size_t from,
                                   size_t *to)
{
    size_t seen = from;
    for (;;) {
        const char *base = in->buffer + in->start;
        size_t n = in->end - in->start;
        const char *lf = memchr(base + seen, '\n', n - seen);
        size_t limit = lf != NULL ? (size_t)(lf - base) : n;
        const char *cr = memchr(base + seen, '\r', limit - seen);
        size_t after_cr = cr != NULL ? (size_t)(cr - base) + 1 : 0;
        if (cr != NULL && (after_cr < limit || (lf == NULL && in->at_end)))
            *to = after_cr;
        else if (lf != NULL)
            *to = limit + 1;
        else if (in->at_end)
            *to = n;
        else
            *to = 0;
        if (*to > 0)
            return *to > from ? LINE_READ : LINE_NONE;
        if (in->at_end)
            return LINE_NONE;
        if (n - from > MAX_LINE)
            return LINE_TOO_LONG;
        seen = cr != NULL ? after_cr - 1 : n;
        fill(in);
    }
}

/* Drops the rest of a line that is longer than any table's. */
static void skip_line(struct csv_reader *in)
{
    size_t to = 0;
    while (find_line(in, 0, &to) == LINE_TOO_LONG)
        in->start = in->end - 1; /* a CR there may belong to the next LF */
    in->start += to;
}

/* ---- one record ---- */

static int no_space(unsigned char c)
{
    (void)c;
    return 0; /* nothing is trimmed: cells stay as written */
}

static bool ready_parser(struct csv_reader *in)
{
    if (in->parser_is_live)
        csv_free(&in->parser);
    in->parser_is_live =
        csv_init(&in->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_EMPTY_IS_NULL |
                                  CSV_APPEND_NULL) == 0;
    if (!in->parser_is_live)
        return false;
    csv_set_space_func(&in->parser, no_space);
    csv_set_blk_size(&in->parser, 4096);
    csv_set_delim(&in->parser, (unsigned char)in->delimiter);
    return true;
}

/* One cell, decoded; NULL when its bytes are of another encoding. */
static const char *decoded(struct csv_reader *in, const char *bytes, size_t n)
{
    size_t bad_at;
    if (n == 0)
        return "";
    if (in->encoding == CSV_CP932)
        return text_from_cp932(&in->cells_arena, bytes, n, &bad_at);
    if (in->is_mixed && !text_is_utf8(bytes, n))
        return NULL;
    return arena_copy_n(&in->cells_arena, bytes, n);
}

static void take_cell(void *bytes, size_t n, void *context)
{
    struct csv_reader *in = context;
    struct csv_record *r = &in->record;
    size_t column = r->n_cells++;
    if (column < MAX_COLUMNS)
        in->cells = arena_grow(&in->own, in->cells, column, &in->cells_capacity,
                               sizeof *in->cells);
    if (column >= MAX_COLUMNS || n > MAX_CELL) {
        if (!in->is_over_limit)
            r->bad_column = column;
        in->is_over_limit = true;
        return;
    }
    in->cells[column] = in->is_counting ? "" : decoded(in, bytes, n);
    if (in->cells[column] == NULL && r->kind == CSV_RECORD) {
        r->kind = CSV_UNDECODED;
        r->bad_rule = OTHER_ENCODING;
        r->bad_column = column;
    }
}

static void take_end(int c, void *context)
{
    (void)c;
    struct csv_reader *in = context;
    in->record_is_whole = true;
}

/* Where a cell that goes on over a line end was opened. */
struct opening {
    bool is_open;
    size_t cell;
    size_t line_end, n_lines; /* of the record, up to that line's end */
};

/* Feeds one line; false when the quoting is broken in it. */
static bool feed_line(struct csv_reader *in, const char *line, size_t n,
                      bool is_last)
{
    if (csv_parse(&in->parser, line, n, take_cell, take_end, in) != n)
        return false;
    if (is_last && !in->record_is_whole)
        return csv_fini(&in->parser, take_cell, take_end, in) == 0;
    return true;
}

static void give_up_record(struct csv_reader *in, const char *rule,
                           size_t bad_column)
{
    in->record.kind = rule == OTHER_ENCODING ? CSV_UNDECODED : CSV_BROKEN;
    in->record.bad_rule = rule;
    in->record.bad_column = bad_column;
    in->record.n_cells = 0;
    in->parser_is_dirty = true;
}

/* A stray quote must not swallow what follows: reading goes on behind the
 * line on which the failing cell was opened. */
static void break_record(struct csv_reader *in, struct opening *open,
                         size_t line_end, size_t n_lines)
{
    bool opened_before = open->is_open && open->cell == in->record.n_cells;
    if (in->is_over_limit)
        give_up_record(in, BAD_CELL, in->record.bad_column);
    else
        give_up_record(in, BAD_QUOTES, in->record.n_cells);
    in->n_record_bytes = opened_before ? open->line_end : line_end;
    in->start += in->n_record_bytes;
    in->line += opened_before ? open->n_lines : n_lines;
}

static bool is_only_line_end(const char *line, size_t n)
{
    return n == 0 || (n == 1 && (*line == '\n' || *line == '\r')) ||
           (n == 2 && line[0] == '\r' && line[1] == '\n');
}

/* Feeds line after line until the record is whole or broken. */
static void read_lines(struct csv_reader *in, size_t to)
{
    struct opening open = {false, 0, 0, 0};
    struct csv_record *r = &in->record;
    bool has_nul = false;
    size_t from = 0;
    size_t nul_column = 0;
    if (in->encoding != CSV_CP932 && to >= 3 &&
        memcmp(in->buffer + in->start, "\xef\xbb\xbf", 3) == 0)
        from = 3; /* files pasted together have a BOM in the middle */
    for (size_t n_lines = 1;; n_lines++) {
        const char *line = in->buffer + in->start + from;
        if (!has_nul && memchr(line, '\0', to - from) != NULL) {
            has_nul = true;
            nul_column = r->n_cells;
        }
        bool is_last = in->at_end && in->start + to == in->end;
        bool is_good = feed_line(in, line, to - from, is_last);
        if (is_good && in->record_is_whole) {
            in->n_record_bytes = to;
            in->start += to;
            in->line += n_lines;
            if (has_nul)
                give_up_record(in, BAD_CELL, nul_column);
            else if (in->is_over_limit)
                give_up_record(in, BAD_CELL, r->bad_column);
            return;
        }
        if (is_good && (!open.is_open || open.cell != r->n_cells))
            open = (struct opening){true, r->n_cells, to, n_lines};
        from = to;
        if (!is_good || in->is_over_limit || from - open.line_end > MAX_CELL ||
            find_line(in, from, &to) != LINE_READ) {
            break_record(in, &open, from, n_lines);
            return;
        }
    }
}

/* Nearly every line is a whole record that needs no parser with a memory. */
static bool read_plain_line(struct csv_reader *in, size_t to)
{
    struct csv_record *r = &in->record;
    const char *line = in->buffer + in->start;
    bool has_bom = in->encoding != CSV_CP932 && (unsigned char)*line == 0xef;
    if (in->is_counting || in->is_mixed || has_bom ||
        !line_split(&in->split, line, to))
        return false;
    r->n_cells = in->split.n_cells;
    r->cells = in->split.cells;
    in->n_record_bytes = to;
    in->start += to;
    in->line++;
    return true;
}

/* Every physical record, blank ones included; false at the end. */
static bool read_record(struct csv_reader *in)
{
    struct csv_record *r = &in->record;
    arena_reset(&in->cells_arena);
    size_t to;
    enum line_outcome outcome = find_line(in, 0, &to);
    if (outcome == LINE_NONE)
        return false;
    *r = (struct csv_record){
        .kind = CSV_RECORD, .row = ++in->row, .line = in->line + 1};
    in->record_is_whole = in->is_over_limit = false;
    in->n_record_bytes = 0;
    if (outcome == LINE_TOO_LONG) {
        in->is_over_limit = true;
        give_up_record(in, BAD_CELL, 0);
        skip_line(in);
        in->line++;
        return true;
    }
    if (is_only_line_end(in->buffer + in->start, to)) {
        in->start += to;
        in->line++;
        return true;
    }
    if (read_plain_line(in, to))
        return true;
    if (in->parser_is_dirty && !ready_parser(in)) {
        fail(in);
        return false;
    }
    in->parser_is_dirty = false;
    read_lines(in, to);
    if (r->kind == CSV_UNDECODED)
        give_up_record(in, OTHER_ENCODING, r->bad_column);
    r->cells = in->cells;
    return true;
}

static bool is_blank_record(const struct csv_record *r)
{
    if (r->kind != CSV_RECORD)
        return false;
    for (size_t i = 0; i < r->n_cells; i++)
        if (!text_is_blank(r->cells[i]))
            return false;
    return true;
}

static bool next_filled(struct csv_reader *in)
{
    while (read_record(in)) {
        if (!is_blank_record(&in->record))
            return true;
        in->n_blank_rows++;
    }
    return false;
}

bool csv_reader_next(struct csv_reader *in, struct csv_record *record)
{
    bool is_there = in->has_peeked ? in->peeked : next_filled(in);
    in->has_peeked = false;
    if (is_there)
        *record = in->record;
    return is_there;
}

/* ---- opening: which encoding, which delimiter, or why not ---- */

/* Neither encoding reads the whole file: people paste files together. Which
 * one reads more records? */
static const char *choose_for_mixed(struct csv_reader *in)
{
    const char *refused = rewind_content(in);
    if (refused != NULL)
        return refused;
    size_t n = 0, n_utf8 = 0, n_cp932 = 0;
    in->is_counting = true;
    while (read_record(in)) {
        n++;
        const char *bytes = in->buffer + in->start - in->n_record_bytes;
        n_utf8 += text_is_utf8(bytes, in->n_record_bytes);
        n_cp932 += text_is_cp932(bytes, in->n_record_bytes);
    }
    in->is_counting = false;
    if (in->status != STATUS_OK)
        return CANT_READ;
    if (in->encoding == CSV_UTF8 && n_cp932 > n_utf8) {
        in->encoding = CSV_CP932;
        n_utf8 = n_cp932;
    }
    in->is_mixed = true;
    return n_utf8 * 2 >= n ? NULL : NO_ENCODING;
}

static const char *choose_encoding(struct csv_reader *in)
{
    struct survey s;
    const char *refused = survey_both(in, &s);
    if (refused != NULL)
        return refused;
    in->content_size = s.size;
    in->content_end = s.has_end ? s.ends_at : s.size;
    if (in->content_end == 0)
        return EMPTY;
    if (s.is_utf8)
        return NULL;
    if (in->encoding == CSV_UTF8 && s.is_cp932) {
        in->encoding = CSV_CP932;
        return NULL;
    }
    return choose_for_mixed(in);
}

static bool has_extension(const char *path, const char *extension)
{
    size_t n = strlen(path), m = strlen(extension);
    return n >= m && strcmp(path + n - m, extension) == 0;
}

/* Tab or comma: which one stands more often, outside quotes, in the first
 * lines? A title line above the header has neither. */
static char choose_delimiter(struct csv_reader *in)
{
    if (has_extension(in->path, ".tsv") || has_extension(in->path, ".tsv.gz"))
        return '\t';
    if (in->start == in->end)
        fill(in);
    size_t tabs = 0, commas = 0, lines = 0;
    bool in_quotes = false;
    for (size_t i = in->start; i < in->end && lines < 10; i++) {
        char c = in->buffer[i];
        in_quotes = in_quotes != (c == '"');
        tabs += !in_quotes && c == '\t';
        commas += !in_quotes && c == ',';
        lines += !in_quotes && c == '\n';
    }
    return tabs > commas ? '\t' : ',';
}

/* Tables that other programs write as text, whatever the file's name: a web
 * page (many systems call theirs .xls), XML, SYLK, a mail. */
static bool is_marked_up(const char *text)
{
    static const char *const starts[] = {
        "<?xml",  "<!doctype", "<!--", "<html", "<head",        "<meta",
        "<table", "<style",    "<div", "id;p",  "mime-version:"};
    if (text_starts_with(text, "\xef\xbb\xbf"))
        text += 3;
    text += strspn(text, " \t\r\n");
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (strncasecmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* BOM and magic bytes of the content; the rule when it is no text. */
static const char *look_at_start(struct csv_reader *in)
{
    static const struct {
        const char *magic;
        size_t n;
    } others[] = {{"PK\003\004", 4},       /* xlsx, zip */
                  {"PK\005\006", 4},       /* an empty zip */
                  {"\xd0\xcf\x11\xe0", 4}, /* xls, doc */
                  {"%PDF", 4},
                  {"\x89PNG", 4}, /* a scanned form */
                  {"\xff\xd8\xff", 3},
                  {"GIF8", 4},
                  {"{\\rt", 4},
                  {"\x1f\x8b", 2}}; /* gzip within gzip */
    char first[65] = {0};
    size_t n = 0, got;
    do {
        const char *refused = rule_of(inflated_file_read(
            in->file, first + n, sizeof first - 1 - n, &got));
        if (refused != NULL)
            return refused;
        n += got;
    } while (got > 0 && n < sizeof first - 1);
    if (n == 0)
        return EMPTY;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (memcmp(first, others[i].magic, others[i].n) == 0)
            return NOT_TEXT;
    if (is_marked_up(first))
        return NOT_TEXT;
    if (memcmp(first, "\xef\xbb\xbf", 3) == 0)
        in->encoding = CSV_UTF8_BOM;
    else if (memcmp(first, "\xfe\xff", 2) == 0 ||
             memcmp(first, "\xff\xfe\0\0", 4) == 0 ||
             memcmp(first, "\0\0\xfe\xff", 4) == 0)
        return NO_ENCODING; /* UTF-16 the other way round, UTF-32: no office's
                             */
    else if (memcmp(first, "\xff\xfe", 2) == 0)
        in->encoding = CSV_UTF16LE;
    if (in->encoding == CSV_UTF16LE)
        in->raw = arena_take(&in->own, in->chunk);
    return NULL;
}

static const char *prepare(struct csv_reader *in)
{
    const char *refused = look_at_start(in);
    if (refused == NULL)
        refused = choose_encoding(in);
    if (refused == NULL)
        refused = rewind_content(in);
    if (refused != NULL)
        return refused;
    in->delimiter = choose_delimiter(in);
    in->split.delimiter = in->delimiter;
    in->split.is_cp932 = in->encoding == CSV_CP932;
    line_split_init(&in->split, &in->own);
    in->peeked = next_filled(in);
    in->has_peeked = true;
    if (in->status != STATUS_OK)
        return CANT_READ;
    if (!in->peeked)
        return EMPTY;
    return in->is_over_limit ? OVER_LIMIT : NULL;
}

static size_t chunk_of(size_t most)
{
    if (most >= CHUNK)
        return CHUNK;
    return most < MIN_CHUNK ? MIN_CHUNK : most + 1; /* and one to see its end */
}

enum status csv_reader_open(struct arena *a, const char *path,
                            struct csv_reader **out, const char **refused)
{
    *out = NULL;
    struct csv_reader *in = arena_take(a, sizeof *in);
    in->path = arena_copy(a, path);
    *refused = rule_of(inflated_file_open(a, path, &in->file));
    if (*refused != NULL)
        return STATUS_UNREADABLE;
    arena_init(&in->own);
    arena_init(&in->cells_arena);
    in->chunk = chunk_of(inflated_file_most(in->file));
    in->capacity = 2 * in->chunk;
    in->buffer = arena_take(&in->own, in->capacity);
    in->delimiter = ',';
    *refused = prepare(in);
    if (*refused != NULL) {
        csv_reader_close(in);
        return STATUS_UNREADABLE;
    }
    *out = in;
    return STATUS_OK;
}

enum csv_encoding csv_reader_encoding(const struct csv_reader *in)
{
    return in->encoding;
}

size_t csv_reader_blank_rows(const struct csv_reader *in)
{
    return in->n_blank_rows;
}

enum status csv_reader_status(const struct csv_reader *in)
{
    return in->status;
}

void csv_reader_close(struct csv_reader *in)
{
    if (in->parser_is_live)
        csv_free(&in->parser);
    inflated_file_close(in->file);
    arena_release(&in->cells_arena);
    arena_release(&in->own);
}

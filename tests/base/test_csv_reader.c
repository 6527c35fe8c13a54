/* csv_reader: whatever an office's file is packed in, the same cells come
 * out, and what is broken costs one row. */
#include "base/csv_reader.h"
#include "check_main.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))
#define BYTES(literal) (literal), sizeof(literal) - 1

static struct arena a;
static char folder[] = "/tmp/test_csv_reader.XXXXXX";
static char path[256];

static void setup(void)
{
    arena_init(&a);
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void teardown(void)
{
    unlink(path);
    rmdir(folder);
    arena_release(&a);
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static struct csv_reader *open_bytes(const char *name, const char *bytes,
                                     size_t n)
{
    struct csv_reader *in;
    const char *refused;
    write_file(name, bytes, n);
    enum status st = csv_reader_open(&a, path, &in, &refused);
    ck_assert_msg(st == STATUS_OK, "refused: %s", refused);
    return in;
}

/* The records as "row:cell|cell/" with broken ones as "row!column/" and
 * undecoded ones as "row?column/". */
static const char *told(struct csv_reader *in)
{
    struct csv_record r;
    char *text = arena_copy(&a, "");
    while (csv_reader_next(in, &r)) {
        char kind = r.kind == CSV_RECORD   ? ':'
                    : r.kind == CSV_BROKEN ? '!'
                                           : '?';
        text = arena_format(&a, "%s%zu%c", text, r.row, kind);
        if (r.kind != CSV_RECORD)
            text = arena_format(&a, "%s%zu", text, r.bad_column);
        for (size_t i = 0; i < r.n_cells; i++)
            text =
                arena_format(&a, "%s%s%s", text, i > 0 ? "|" : "", r.cells[i]);
        text = arena_format(&a, "%s/", text);
    }
    ck_assert_int_eq(csv_reader_status(in), STATUS_OK);
    csv_reader_close(in);
    return text;
}

/* Bytes of the encodings from python3: text.encode(...). */
static const struct {
    const char *name, *bytes;
    size_t n;
    enum csv_encoding encoding;
    const char *encoding_name;
} encodings[] = {
    {"a.csv", BYTES("市,１\r\n静岡,髙\r\n"), CSV_UTF8, "UTF-8"},
    {"a.csv", BYTES("\xef\xbb\xbf市,１\r\n静岡,髙\r\n"), CSV_UTF8_BOM,
     "UTF-8 (BOM)"},
    {"a.csv", BYTES("\x8e\x73,\x82\x50\r\n\x90\xc3\x89\xaa,\xfb\xfc\r\n"),
     CSV_CP932, "CP932"},
    {"a.txt",
     BYTES("\xff\xfe\x02\x5e\t\0\x11\xff\r\0\n\0\x59\x97\xa1\x5c\t\0\xd9\x9a"
           "\r\0\n\0"),
     CSV_UTF16LE, "UTF-16LE"},
};

/* traps: 00-1 cp932-9 */
START_TEST(every_encoding_gives_the_same_cells)
{
    struct csv_reader *in =
        open_bytes(encodings[_i].name, encodings[_i].bytes, encodings[_i].n);
    ck_assert_int_eq(csv_reader_encoding(in), encodings[_i].encoding);
    ck_assert_str_eq(csv_encoding_name(csv_reader_encoding(in)),
                     encodings[_i].encoding_name);
    ck_assert_str_eq(told(in), "1:市|１/2:静岡|髙/");
}
END_TEST

static const struct {
    const char *why, *bytes;
    size_t n;
    const char *expected;
} shapes[] = {
    {"no line end at the end", BYTES("a,b\n1,2"), "1:a|b/2:1|2/"},
    {"a comma at the end", BYTES("a,b\n1,"), "1:a|b/2:1|/"},
    {"LF", BYTES("a,b\n1,2\n"), "1:a|b/2:1|2/"},
    {"lone CR", BYTES("a,b\r1,2\r"), "1:a|b/2:1|2/"},
    {"blank lines count", BYTES("a\r\n\r\n\r\n1\r\n"), "1:a/4:1/"},
    {"records of blanks are skipped and counted",
     BYTES("a,b\n,\n \t,　\n1,2\n"), "1:a|b/4:1|2/"},
    {"trailing empty cells stay", BYTES("a,b,,\n1,2,,\n"), "1:a|b||/2:1|2||/"},
    {"nothing is trimmed", BYTES("a,b\n 1 ,\t1\t\n　1　,\n"),
     "1:a|b/2: 1 |\t1\t/3:　1　|/"},
    {"quotes, commas, doubled quotes", BYTES("a\n\"1,\"\"2\"\"\"\n"),
     "1:a/2:1,\"2\"/"},
    {"a quoted line break adds no row", BYTES("a,b\r\n\"1\n2\",x\r\n3,4\r\n"),
     "1:a|b/2:1\n2|x/3:3|4/"},
    {"an empty quoted cell", BYTES("a,b\n\"\",1\n"), "1:a|b/2:|1/"},
    {"an unclosed quote costs its row", BYTES("a,b\n1,\"x\n2,y\n3,z\n"),
     "1:a|b/2!1/3:2|y/4:3|z/"},
    {"an unclosed quote at the end", BYTES("a,b\n1,y\n2,\"x"),
     "1:a|b/2:1|y/3!1/"},
    {"a stray quote that meets a good one",
     BYTES("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n"), "1:a|b/2!1/3:2|y/4:3|z/5:4|w/"},
    {"quotes inside a bare cell", BYTES("a,b\nx,a\"b\"c\n1,2\n"),
     "1:a|b/2!1/3:1|2/"},
    {"text behind a closing quote", BYTES("a,b\n\"ab\"cd,1\n1,2\n"),
     "1:a|b/2!0/3:1|2/"},
    {"a fault behind a whole cell of two lines",
     BYTES("a,b\n\"x\ny\",c\"d\n1,2\n"), "1:a|b/2!1/3:1|2/"},
    {"a broken first line", BYTES("a\"b\n1\n"), "1!0/2:1/"},
    {"NUL inside breaks its record", BYTES("a,b\n1,x\0y\n2,z\n"),
     "1:a|b/2!0/3:2|z/"},
    {"Ctrl-Z at the end", BYTES("a\n1\n\x1a"), "1:a/2:1/"},
    {"Ctrl-Z behind the last cell", BYTES("a\n1\x1a\r\n"), "1:a/2:1/"},
    {"NUL at the end", BYTES("a\n1\n\0\0\0"), "1:a/2:1/"},
    {"Ctrl-Z inside is a character", BYTES("a\n1\x1a\n2\n"),
     "1:a/2:1\x1a/3:2/"},
    {"BOM in the middle", BYTES("a,b\n\xef\xbb\xbf\"x\",y\n"), "1:a|b/2:x|y/"},
    {"rows of any width", BYTES("a,b\n1\n1,2,3\n"), "1:a|b/2:1/3:1|2|3/"},
    {"tabs split where they are more", BYTES("a\tb\n1,3\t2\n"),
     "1:a|b/2:1,3|2/"},
    {"a title line above the header", BYTES("題\n\na,b\n1,2\n"),
     "1:題/3:a|b/4:1|2/"},
    {"a backslash in a kanji of CP932",
     BYTES("\x83\x5c,\x83\x7c\n\"\x95\x5c\",2\n"), "1:ソ|ポ/2:表|2/"},
};

/* traps: 00-2 */
START_TEST(records_come_as_excel_shows_them)
{
    struct csv_reader *in = open_bytes("a.csv", shapes[_i].bytes, shapes[_i].n);
    const char *got = told(in);
    ck_assert_msg(strcmp(got, shapes[_i].expected) == 0, "%s: %s",
                  shapes[_i].why, got);
}
END_TEST

START_TEST(lines_and_blank_rows_are_counted)
{
    struct csv_reader *in =
        open_bytes("a.csv", BYTES("a,b\r\n\"1\n2\n3\",x\r\n\r\n,\r\n4,5\r\n"));
    struct csv_record r;
    ck_assert(csv_reader_next(in, &r));
    ck_assert_uint_eq(r.line, 1);
    ck_assert(csv_reader_next(in, &r));
    ck_assert_uint_eq(r.line, 2);
    ck_assert_uint_eq(r.row, 2);
    ck_assert(csv_reader_next(in, &r));
    ck_assert_uint_eq(r.line, 7);
    ck_assert_uint_eq(r.row, 5);
    ck_assert(!csv_reader_next(in, &r));
    ck_assert(!csv_reader_next(in, &r));
    ck_assert_uint_eq(csv_reader_blank_rows(in), 2);
    csv_reader_close(in);
}
END_TEST

START_TEST(the_line_of_a_broken_record_is_where_it_starts)
{
    struct csv_reader *in = open_bytes("a.csv", BYTES("a\n1\n\"x\n2\n3\n"));
    struct csv_record r;
    for (size_t line = 1; line <= 5; line++) {
        ck_assert(csv_reader_next(in, &r));
        ck_assert_uint_eq(r.line, line);
        ck_assert_uint_eq(r.row, line);
        ck_assert_int_eq(r.kind, line == 3 ? CSV_BROKEN : CSV_RECORD);
    }
    ck_assert(!csv_reader_next(in, &r));
    csv_reader_close(in);
}
END_TEST

/* traps: cp932-11 */
START_TEST(rows_of_another_encoding_are_named_and_the_others_read)
{
    /* 静岡 in UTF-8, then 静岡 in CP932 as a pasted row. */
    struct csv_reader *in =
        open_bytes("a.csv", BYTES("市,x\n静岡,1\n\x90\xc3\x89\xaa,2\n柏,3\n"));
    ck_assert_int_eq(csv_reader_encoding(in), CSV_UTF8);
    ck_assert_str_eq(told(in), "1:市|x/2:静岡|1/3?0/4:柏|3/");
    /* And the other way round. */
    in = open_bytes("a.csv", BYTES("\x8e\x73,x\n\x90\xc3\x89\xaa,1\n"
                                   "2,\xe9\x9d\x99\n\x94\x90,3\n"));
    ck_assert_int_eq(csv_reader_encoding(in), CSV_CP932);
    ck_assert_str_eq(told(in), "1:市|x/2:静岡|1/3?1/4:柏|3/");
}
END_TEST

static const struct {
    const char *why, *rule;
    const char *bytes;
    size_t n;
} refusals[] = {
    {"nothing", "E1002", BYTES("")},
    {"only a BOM", "E1002", BYTES("\xef\xbb\xbf")},
    {"only blank lines", "E1002", BYTES("\r\n\r\n ,\r\n")},
    {"only Ctrl-Z", "E1002", BYTES("\x1a")},
    {"no encoding reads it", "E1003", BYTES("\x80,\xff\n\xff\xff\n\x80\n")},
    {"big-endian UTF-16", "E1003", BYTES("\xfe\xff\0a\0\n")},
    {"half a character of UTF-16", "E1003",
     BYTES("\xff\xfe"
           "a\0\x00\xd8")},
    {"gzip cut in its header", "E1004", BYTES("\x1f\x8b\x08\x00")},
    {"xlsx or zip", "E1006", BYTES("PK\003\004rest")},
    {"xls", "E1006", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")},
    {"pdf", "E1006", BYTES("%PDF-1.7\n")},
};

static const char *refusal(void)
{
    struct csv_reader *in = (struct csv_reader *)&a;
    const char *refused = NULL;
    ck_assert_int_eq(csv_reader_open(&a, path, &in, &refused),
                     STATUS_UNREADABLE);
    ck_assert_ptr_null(in);
    return refused;
}

/* traps: cp932-10 */
START_TEST(a_file_that_is_no_table_is_refused_by_its_rule)
{
    write_file("a.csv", refusals[_i].bytes, refusals[_i].n);
    ck_assert_msg(strcmp(refusal(), refusals[_i].rule) == 0, "%s",
                  refusals[_i].why);
}
END_TEST

START_TEST(what_cannot_be_opened_is_refused)
{
    snprintf(path, sizeof path, "%s/missing.csv", folder);
    ck_assert_str_eq(refusal(), "E1001");
    snprintf(path, sizeof path, "%s", folder);
    ck_assert_str_eq(refusal(), "E1001");
}
END_TEST

/* One gzip member as zlib writes it. */
static size_t deflate_member(const char *bytes, size_t n, char *to, size_t room)
{
    z_stream z = {0};
    ck_assert_int_eq(
        deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
        Z_OK);
    char *copy = arena_copy_n(&a, bytes, n);
    z.next_in = (Bytef *)copy;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)room;
    ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    size_t size = z.total_out;
    deflateEnd(&z);
    return size;
}

START_TEST(gzip_is_known_by_its_bytes_and_may_have_several_members)
{
    char gz[512];
    size_t n = deflate_member(BYTES("a,b\n1,"), gz, sizeof gz);
    n += deflate_member(BYTES("2\n3,4\n"), gz + n, sizeof gz - n);
    ck_assert_str_eq(told(open_bytes("a.csv", gz, n)), "1:a|b/2:1|2/3:3|4/");
}
END_TEST

START_TEST(gzip_that_is_cut_damaged_or_followed_by_junk_is_refused)
{
    char gz[512];
    size_t n = deflate_member(BYTES("a,b\n1,2\n3,4\n"), gz, sizeof gz - 1);
    for (size_t cut = 2; cut < n; cut++) {
        write_file("a.csv.gz", gz, cut);
        ck_assert_str_eq(refusal(), "E1004");
    }
    gz[n] = 'x';
    write_file("a.csv.gz", gz, n + 1);
    ck_assert_str_eq(refusal(), "E1004");
    gz[n - 5] = (char)(gz[n - 5] ^ 1); /* the CRC */
    write_file("a.csv.gz", gz, n);
    ck_assert_str_eq(refusal(), "E1004");
}
END_TEST

START_TEST(a_file_that_inflates_without_measure_is_refused)
{
    size_t n = 8 << 20;
    char *zeros = arena_take(&a, n);
    memset(zeros, '\n', n);
    char gz[65536];
    size_t size = deflate_member(zeros, n, gz, sizeof gz);
    ck_assert(n / size > 1000); /* else the test shows nothing */
    write_file("a.csv.gz", gz, size);
    ck_assert_str_eq(refusal(), "E1005");
}
END_TEST

START_TEST(xlsx_within_gzip_is_refused)
{
    char gz[512];
    size_t n = deflate_member(BYTES("PK\003\004rest"), gz, sizeof gz);
    write_file("a.csv.gz", gz, n);
    ck_assert_str_eq(refusal(), "E1006");
}
END_TEST

/* "a\n" + n bytes of x, quoted or not + "\n2\n" */
static const char *with_long_cell(size_t n, const char *quote)
{
    char *xs = arena_take(&a, n + 1);
    memset(xs, 'x', n);
    return arena_format(&a, "a,b\n%s%s%s,1\n2,3\n", quote, xs, quote);
}

START_TEST(cells_may_have_64_kib_and_no_more)
{
    const char *bytes = with_long_cell(65536, "");
    struct csv_reader *in = open_bytes("a.csv", bytes, strlen(bytes));
    struct csv_record r;
    ck_assert(csv_reader_next(in, &r));
    ck_assert(csv_reader_next(in, &r));
    ck_assert_int_eq(r.kind, CSV_RECORD);
    ck_assert_uint_eq(strlen(r.cells[0]), 65536);
    csv_reader_close(in);
    bytes = with_long_cell(65537, "\"");
    ck_assert_str_eq(told(open_bytes("a.csv", bytes, strlen(bytes))),
                     "1:a|b/2!0/3:2|3/");
}
END_TEST

START_TEST(records_may_have_4096_columns_and_no_more)
{
    char commas[4097];
    memset(commas, ',', 4096);
    commas[4096] = '\0';
    const char *bytes =
        arena_format(&a, "a,b\n1%.4095s\n1%s\n2,3\n", commas, commas);
    struct csv_reader *in = open_bytes("a.csv", bytes, strlen(bytes));
    struct csv_record r;
    ck_assert(csv_reader_next(in, &r));
    ck_assert(csv_reader_next(in, &r));
    ck_assert_uint_eq(r.n_cells, 4096);
    ck_assert(csv_reader_next(in, &r));
    ck_assert_int_eq(r.kind, CSV_BROKEN);
    ck_assert_uint_eq(r.row, 3);
    ck_assert(csv_reader_next(in, &r));
    ck_assert_str_eq(r.cells[1], "3");
    csv_reader_close(in);
    bytes = arena_format(&a, "1%s\n", commas); /* already the header */
    write_file("a.csv", bytes, strlen(bytes));
    ck_assert_str_eq(refusal(), "E1005");
}
END_TEST

START_TEST(a_line_that_never_ends_costs_one_row)
{
    size_t n = 9 << 20;
    char *line = arena_take(&a, n + 1);
    for (size_t i = 0; i < n; i++)
        line[i] = i % 2 ? ',' : 'x';
    const char *bytes = arena_format(&a, "a,b\n%s\n2,3\n", line);
    ck_assert_str_eq(told(open_bytes("a.csv", bytes, strlen(bytes))),
                     "1:a|b/2!0/3:2|3/");
}
END_TEST

START_TEST(an_unclosed_quote_in_a_long_file_costs_one_row)
{
    char *all = arena_take(&a, 400000);
    size_t n = (size_t)sprintf(all, "h,i\n\"x,1\n");
    while (n < 300000)
        n += (size_t)sprintf(all + n, "静岡,柏\r\n");
    struct csv_reader *in = open_bytes("a.csv", all, n);
    struct csv_record r;
    ck_assert(csv_reader_next(in, &r));
    ck_assert(csv_reader_next(in, &r));
    ck_assert_int_eq(r.kind, CSV_BROKEN);
    size_t row = 2;
    while (csv_reader_next(in, &r)) {
        ck_assert_int_eq(r.kind, CSV_RECORD);
        ck_assert_uint_eq(r.row, ++row);
        ck_assert_str_eq(r.cells[0], "静岡");
        ck_assert_str_eq(r.cells[1], "柏");
    }
    ck_assert_uint_eq(row, 2 + (300000 - 9 + 11) / 12);
    csv_reader_close(in);
}
END_TEST

/* Every offset of a record against the ends of the reader's blocks. */
START_TEST(the_size_of_blocks_is_never_seen)
{
    char *all = arena_take(&a, 140000);
    for (size_t shift = 0; shift < 24; shift++) {
        size_t n = 0;
        while (n < 65536 - 24 + shift)
            all[n++] = 'x';
        all[65530 - 24 + shift] = '\n'; /* the first cell fits its limit */
        const char *end = "\r\n\"静\r\n岡\",\"\"\"\"\r\n2,3";
        memcpy(all + n, end, strlen(end));
        n += strlen(end);
        struct csv_reader *in = open_bytes("a.csv", all, n);
        struct csv_record r;
        ck_assert(csv_reader_next(in, &r));
        ck_assert(csv_reader_next(in, &r));
        ck_assert(csv_reader_next(in, &r));
        ck_assert_uint_eq(r.row, 3);
        ck_assert_str_eq(r.cells[0], "静\r\n岡");
        ck_assert_str_eq(r.cells[1], "\"");
        ck_assert(csv_reader_next(in, &r));
        ck_assert_uint_eq(r.row, 4);
        ck_assert_uint_eq(r.line, 5);
        ck_assert(!csv_reader_next(in, &r));
        ck_assert_int_eq(csv_reader_status(in), STATUS_OK);
        csv_reader_close(in);
    }
}
END_TEST

START_TEST(a_file_that_changes_while_it_is_read_is_noticed)
{
    size_t n = 400000;
    char *all = arena_take(&a, n);
    memset(all, 'x', n);
    for (size_t i = 7; i < n; i += 8)
        all[i] = '\n';
    struct csv_reader *in = open_bytes("a.csv", all, n);
    ck_assert_int_eq(truncate(path, 300000), 0);
    struct csv_record r;
    while (csv_reader_next(in, &r))
        ;
    ck_assert_int_eq(csv_reader_status(in), STATUS_IO);
    csv_reader_close(in);
}
END_TEST

START_TEST(the_name_tsv_means_tabs)
{
    ck_assert_str_eq(told(open_bytes("a.tsv", BYTES("a,b,c\td\n"))),
                     "1:a,b,c|d/");
}
END_TEST

START_TEST(columns_are_lettered_as_in_excel)
{
    static const struct {
        size_t column;
        const char *letters;
    } cases[] = {{0, "A"},    {25, "Z"},    {26, "AA"},    {51, "AZ"},
                 {701, "ZZ"}, {702, "AAA"}, {16383, "XFD"}};
    char out[8];
    for (int i = 0; i < COUNT(cases); i++) {
        column_letters(cases[i].column, out);
        ck_assert_str_eq(out, cases[i].letters);
    }
    column_letters((size_t)-2, out); /* stays within its bytes */
    ck_assert(strlen(out) < 8);
}
END_TEST

START_TEST(a_file_written_anew_is_surveyed_anew)
{
    struct csv_reader *in;
    in = open_bytes("a.csv", BYTES("\x8e\x73,a\r\n\x90\xc3,bcd\r\n"));
    ck_assert_int_eq(csv_reader_encoding(in), CSV_CP932);
    ck_assert_str_eq(told(in), "1:市|a/2:静|bcd/");
    in = open_bytes("a.csv", BYTES("\xe5\xb8\x82,a\r\n\xe9\x9d\x99,b\r\n"));
    ck_assert_int_eq(csv_reader_encoding(in), CSV_UTF8);
    ck_assert_str_eq(told(in), "1:市|a/2:静|b/");
}
END_TEST

/* A file that was not written a moment ago: its survey is remembered. */
START_TEST(a_file_that_is_what_it_was_reads_the_same)
{
    static const char old[] =
        AYUMI_SOURCE_DIR "/examples/town/inbox/2022Q1_03_催事.csv";
    const char *first = NULL;
    for (int time = 0; time < 3; time++) {
        struct csv_reader *in;
        const char *refused;
        ck_assert_int_eq(csv_reader_open(&a, old, &in, &refused), STATUS_OK);
        const char *text = told(in);
        ck_assert_str_eq(first == NULL ? text : first, text);
        first = text;
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("csv_reader");
    TCase *t = tcase_create("csv_reader");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, every_encoding_gives_the_same_cells, 0,
                        COUNT(encodings));
    tcase_add_loop_test(t, records_come_as_excel_shows_them, 0, COUNT(shapes));
    tcase_add_test(t, lines_and_blank_rows_are_counted);
    tcase_add_test(t, the_line_of_a_broken_record_is_where_it_starts);
    tcase_add_test(t, rows_of_another_encoding_are_named_and_the_others_read);
    tcase_add_loop_test(t, a_file_that_is_no_table_is_refused_by_its_rule, 0,
                        COUNT(refusals));
    tcase_add_test(t, what_cannot_be_opened_is_refused);
    tcase_add_test(t, gzip_is_known_by_its_bytes_and_may_have_several_members);
    tcase_add_test(t, gzip_that_is_cut_damaged_or_followed_by_junk_is_refused);
    tcase_add_test(t, a_file_that_inflates_without_measure_is_refused);
    tcase_add_test(t, xlsx_within_gzip_is_refused);
    tcase_add_test(t, cells_may_have_64_kib_and_no_more);
    tcase_add_test(t, records_may_have_4096_columns_and_no_more);
    tcase_add_test(t, a_line_that_never_ends_costs_one_row);
    tcase_add_test(t, an_unclosed_quote_in_a_long_file_costs_one_row);
    tcase_add_test(t, the_size_of_blocks_is_never_seen);
    tcase_add_test(t, a_file_that_changes_while_it_is_read_is_noticed);
    tcase_add_test(t, a_file_written_anew_is_surveyed_anew);
    tcase_add_test(t, a_file_that_is_what_it_was_reads_the_same);
    tcase_add_test(t, the_name_tsv_means_tabs);
    tcase_add_test(t, columns_are_lettered_as_in_excel);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN

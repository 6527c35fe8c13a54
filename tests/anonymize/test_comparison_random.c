/* comparison_random: what holds for the levels and pieces of any two values,
 * asked of values put together at random. */
#include "anonymize/comparison.h"
#include "anonymize/piece.h"
#include "check_main.h"

#include <string.h>

enum { VALUES = 220, MOST_PARTS = 6, ROOM = 1024 };

static const char *const parts[] = {
    "1950-02-03", "1950-03-02", "1950-02",    "S25.2.3",    "1952/2/3",
    "1950-02-05", "1949-12-03", "1951-02-03", "1950-05-03", "H25.2.3",
    "1950",       "2013-02-03", "東京",       "花子",       "髙",
    "高",         "佐藤",       "一",         "丁目",       "番地",
    "の",         "町",         "柏市",       "キョ",       "ー",
    "は",         "ハ",         "バ",         " ",          "　",
    "/",          "-",          "1",          "25",         "2",
    "昭和",       "1950",       "-02",        "-03",        "年",
    "月",         "日",         "090",        "7167",       "smith",
    "smyth",      "jo",         "jon",        "anna",       "ann",
    "phil",       "fil",        "c",          "k",          "z",
    "s",          "v",          "w",          "d",          "t",
    "mc",         "de ",        "otto ",      "e",          "?",
    "male",       "1",          "男",         "トウキョウ", "スズキ",
    "スヾキ",     "コーポ",     "３",         "五",         "-12",
    "x",
};

static struct arena a;
static char texts[VALUES + 1][ROOM];
static const char *values[VALUES + 1];
static uint32_t of_record[VALUES];

static uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Some repeat the one before but for its last part; a few are very long. */
static void draw_values(uint32_t state)
{
    for (size_t v = 1; v <= VALUES; v++) {
        size_t n = v % 3 == 0 ? strlen(texts[v - 1]) : 0;
        uint32_t n_parts = next_random(&state) % MOST_PARTS;
        if (v % 50 == 0)
            n_parts = 70;
        if (n + 70 * 16 > ROOM)
            n = 0;
        memcpy(texts[v], texts[v - 1], n);
        for (uint32_t k = 0; k < n_parts && n + 32 < ROOM; k++) {
            const char *part =
                parts[next_random(&state) % (sizeof parts / sizeof *parts)];
            memcpy(texts[v] + n, part, strlen(part));
            n += strlen(part);
        }
        texts[v][n] = '\0';
    }
}

static void make(enum method m, size_t n, struct comparison *out)
{
    struct linkage_column column = {"column", (uint32_t)n + 1, values,
                                    of_record};
    struct linkage_data d = {.n_records = (uint32_t)n,
                             .n_first = 1,
                             .n_columns = 1,
                             .columns = &column};
    comparison_make(&a, &d, &column, m, out);
}

static void setup(void)
{
    arena_init(&a);
    values[0] = "";
    for (uint32_t v = 1; v <= VALUES; v++) {
        values[v] = texts[v];
        of_record[v - 1] = v;
    }
}

static void teardown(void)
{
    arena_release(&a);
}

/* A value of that form. */
static const char *text_of(const struct comparison *c, uint32_t form)
{
    for (size_t r = 0; r < VALUES; r++)
        if (c->of_record[r] == form)
            return texts[r + 1];
    return "";
}

static void look_at_pair(const struct comparison *c, uint32_t x, uint32_t y)
{
    unsigned level = comparison_level(c, x, y);
    ck_assert_msg(level == comparison_level(c, y, x),
                  "method %d: %u, the other way %u: %s | %s", c->method, level,
                  comparison_level(c, y, x), text_of(c, x), text_of(c, y));
    if (x == 0 || y == 0)
        ck_assert_uint_eq(level, LEVEL_MISSING);
    else
        ck_assert(level >= LEVEL_DIFFERENT && level < LEVELS);
    bool is_part = c->method == METHOD_DATE && !c->forms[x].is_whole;
    if (x == y && x != 0 && !is_part)
        ck_assert_uint_eq(level, comparison_exact(c->method));
}

START_TEST(levels_are_the_same_both_ways)
{
    struct comparison c;
    draw_values(20261126u + (uint32_t)_i);
    make((enum method)_i, VALUES, &c);
    ck_assert_uint_gt(c.n_forms, 3);
    for (uint32_t x = 0; x < c.n_forms; x++)
        for (uint32_t y = 0; y <= x; y++)
            look_at_pair(&c, x, y);
}
END_TEST

/* Shows nothing: every character may be in it, any start and any word. */
static void show_nothing(struct comparison *c)
{
    for (uint32_t f = 1; f < c->n_forms; f++) {
        c->forms[f].letters = ~(uint64_t)0;
        c->forms[f].words = ~(uint32_t)0;
        c->forms[f].start = c->forms[f].last = 0;
    }
}

/* What a form shows of its characters saves looking at them: the level is the
 * one that the characters give. */
START_TEST(a_level_is_that_of_the_characters)
{
    struct comparison c, plain;
    draw_values(20261128u + (uint32_t)_i);
    make((enum method)_i, VALUES, &c);
    make((enum method)_i, VALUES, &plain);
    show_nothing(&plain);
    for (uint32_t x = 1; x < c.n_forms; x++)
        for (uint32_t y = 1; y < c.n_forms; y++)
            ck_assert_msg(
                comparison_level(&c, x, y) == comparison_level(&plain, x, y),
                "method %d: %u, by characters %u: %s | %s", _i,
                comparison_level(&c, x, y), comparison_level(&plain, x, y),
                text_of(&c, x), text_of(&c, y));
}
END_TEST

/* Two files of one person are never compared in one run: what brings their
 * records together hangs on the value alone. */
START_TEST(a_piece_hangs_on_its_value_alone)
{
    struct comparison all, few;
    draw_values(20261127u + (uint32_t)_i);
    make((enum method)_i, VALUES, &all);
    make((enum method)_i, VALUES / 4, &few);
    const struct piece_kind *kinds = piece_kinds((enum method)_i);
    for (const struct piece_kind *k = kinds; k->name != NULL; k++)
        for (size_t r = 0; r < VALUES / 4; r++) {
            ck_assert_uint_eq(few.of_record[r] == 0, all.of_record[r] == 0);
            if (few.of_record[r] != 0)
                ck_assert_uint_eq(k->of(&few, few.of_record[r]),
                                  k->of(&all, all.of_record[r]));
        }
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("comparison_random");
    TCase *t = tcase_create("comparison_random");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_loop_test(t, levels_are_the_same_both_ways, 0, N_METHODS);
    tcase_add_loop_test(t, a_level_is_that_of_the_characters, 0, N_METHODS);
    tcase_add_loop_test(t, a_piece_hangs_on_its_value_alone, 0, N_METHODS);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN

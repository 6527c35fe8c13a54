/* What a reader can work out from a protected table, found by trying every
 * whole number (no linear program), on thousands of small tables. */
#include "pipeline/protect.h"

#include "check_main.h"
#include "pipeline/protect_bounds.h"
#include <limits.h>
#include <string.h>

static struct arena memory;

static void take_memory(void)
{
    arena_init(&memory);
}

static void give_memory(void)
{
    arena_release(&memory);
}

/* ---- making tables ------------------------------------------------------ */

/* Numerical Recipes' quick generator: the same tables on every machine. */
static unsigned long dice_state;

static unsigned long dice(unsigned long sides)
{
    dice_state = (dice_state * 1664525UL + 1013904223UL) & 0xffffffffUL;
    return (dice_state >> 8) % sides;
}

static void add_totals(long *counts, size_t rows, size_t columns)
{
    size_t width = columns + 1;
    for (size_t r = 0; r < rows; r++) {
        counts[r * width + columns] = 0;
        for (size_t c = 0; c < columns; c++)
            counts[r * width + columns] += counts[r * width + c];
    }
    for (size_t c = 0; c <= columns; c++) {
        counts[rows * width + c] = 0;
        for (size_t r = 0; r < rows; r++)
            counts[rows * width + c] += counts[r * width + c];
    }
}

static struct protect_table table_of(size_t rows, size_t columns,
                                     const long *inner)
{
    long *counts =
        arena_take_array(&memory, (rows + 1) * (columns + 1), sizeof *counts);
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            counts[r * (columns + 1) + c] = inner[r * columns + c];
    add_totals(counts, rows, columns);
    return (struct protect_table){.population = "people",
                                  .row_variable = "row",
                                  .column_variable = "column",
                                  .n_rows = rows,
                                  .n_columns = columns,
                                  .counts = counts};
}

static struct protect_table random_table(void)
{
    long inner[16];
    size_t rows = 2 + dice(2);
    size_t columns = 2 + dice(2);
    for (size_t i = 0; i < rows * columns; i++)
        inner[i] = dice(4) == 0 ? 0 : (long)dice(dice(2) ? 6 : 20);
    return table_of(rows, columns, inner);
}

static void protect_one(struct protect_table *t, long threshold)
{
    struct protect_release r = {
        .tables = t, .n_tables = 1, .threshold = threshold};
    ck_assert(protect_release(&memory, &r));
}

/* ---- trying every whole number ------------------------------------------ */

enum { MOST_COUNTS = 64, MOST_LINES = 40, MOST_IN_LINE = 8 };

/* Counts and the lines in which they add up: parts, the total last. Two
 * tables of the same people use the same counts as totals. */
struct puzzle {
    size_t n_counts, n_lines;
    long value[MOST_COUNTS]; /* -1 = not tried yet */
    long truth[MOST_COUNTS];
    size_t line[MOST_LINES][MOST_IN_LINE];
    size_t in_line[MOST_LINES];
    long n_people;
};

static size_t add_count(struct puzzle *p, long truth, bool is_withheld)
{
    p->truth[p->n_counts] = truth;
    p->value[p->n_counts] = is_withheld ? -1 : truth;
    return p->n_counts++;
}

/* A table's lines; which count stands at each place is in at[]. */
static void add_lines(struct puzzle *p, const struct protect_table *t,
                      const size_t *at)
{
    size_t width = t->n_columns + 1;
    for (size_t r = 0; r <= t->n_rows; r++, p->n_lines++)
        for (size_t c = 0; c < width; c++)
            p->line[p->n_lines][p->in_line[p->n_lines]++] = at[r * width + c];
    for (size_t c = 0; c < width; c++, p->n_lines++)
        for (size_t r = 0; r <= t->n_rows; r++)
            p->line[p->n_lines][p->in_line[p->n_lines]++] = at[r * width + c];
}

enum fit { FITS, TOO_SMALL, TOO_LARGE };

/* A finished line must add up; an unfinished one must not be over it. What
 * is wrong is said of the count tried last. */
static enum fit line_fits(const struct puzzle *p, size_t line, size_t last)
{
    long sum = 0;
    bool is_open = false;
    size_t n = p->in_line[line] - 1;
    for (size_t i = 0; i < n; i++) {
        long x = p->value[p->line[line][i]];
        if (x < 0)
            is_open = true;
        sum += x < 0 ? 1 : x;
    }
    long total = p->value[p->line[line][n]];
    bool is_total = p->line[line][n] == last;
    if (total < 0)
        return sum <= p->n_people ? FITS : TOO_LARGE;
    if (sum > total)
        return is_total ? TOO_SMALL : TOO_LARGE;
    if (is_open || sum == total)
        return FITS;
    return is_total ? TOO_LARGE : TOO_SMALL;
}

static bool is_in_line(const struct puzzle *p, size_t line, size_t count)
{
    for (size_t i = 0; i < p->in_line[line]; i++)
        if (p->line[line][i] == count)
            return true;
    return false;
}

static enum fit fits(const struct puzzle *p, size_t last)
{
    enum fit worst = FITS;
    for (size_t line = 0; line < p->n_lines; line++) {
        if (!is_in_line(p, line, last))
            continue;
        enum fit one = line_fits(p, line, last);
        if (one > worst)
            worst = one;
    }
    return worst;
}

static bool has_solution(struct puzzle *p)
{
    size_t open = 0;
    while (open < p->n_counts && p->value[open] >= 0)
        open++;
    if (open == p->n_counts)
        return true;
    bool found = false;
    enum fit fit = FITS;
    for (long x = 1; x <= p->n_people && !found && fit != TOO_LARGE; x++) {
        p->value[open] = x;
        fit = fits(p, open);
        found = fit == FITS && has_solution(p);
    }
    p->value[open] = -1;
    return found;
}

static bool can_be(const struct puzzle *given, size_t count, long x)
{
    struct puzzle p = *given;
    p.value[count] = x;
    return fits(&p, count) == FITS && has_solution(&p);
}

static struct puzzle puzzle_of(const struct protect_table *t)
{
    size_t at[MOST_COUNTS];
    struct puzzle p = {.n_people = t->counts[protect_cells(t) - 1]};
    for (size_t i = 0; i < protect_cells(t); i++)
        at[i] = add_count(&p, t->counts[i], t->marks[i] != PROTECT_PRINTED);
    add_lines(&p, t, at);
    return p;
}

/* Whole numbers around the true one that fit; stops when `enough`. */
static long tried_width(const struct puzzle *p, size_t count, long enough)
{
    long low = p->truth[count];
    long high = low;
    while (high - low < enough && low > 1 && can_be(p, count, low - 1))
        low--;
    while (high - low < enough && can_be(p, count, high + 1))
        high++;
    return high - low;
}

/* ---- claims ------------------------------------------------------------- */

START_TEST(no_withheld_count_of_2000_tables_can_be_narrowed_down)
{
    size_t withheld = 0;
    dice_state = 20230630;
    for (int i = 0; i < 2000; i++) {
        long threshold = 3 + (long)dice(4);
        struct protect_table t = random_table();
        protect_one(&t, threshold);
        struct puzzle p = puzzle_of(&t);
        for (size_t c = 0; c < protect_cells(&t) && !t.withheld_whole; c++) {
            if (t.marks[c] == PROTECT_PRINTED) {
                ck_assert(t.counts[c] == 0 || t.counts[c] >= threshold);
                continue;
            }
            withheld++;
            long width = tried_width(&p, c, threshold - 1);
            ck_assert_msg(width >= threshold - 1,
                          "table %d cell %zu: width %ld, T %ld", i, c, width,
                          threshold);
        }
        arena_reset(&memory);
    }
    ck_assert_uint_gt(withheld, 4000);
}
END_TEST

START_TEST(the_printed_intervals_are_those_found_by_trying)
{
    dice_state = 7;
    for (int i = 0; i < 150; i++) {
        struct protect_table t = random_table();
        protect_one(&t, 5);
        struct puzzle p = puzzle_of(&t);
        for (size_t c = 0; c < protect_cells(&t) && !t.withheld_whole; c++) {
            if (t.marks[c] == PROTECT_PRINTED)
                continue;
            ck_assert(can_be(&p, c, t.low[c]));
            ck_assert(can_be(&p, c, t.high[c]));
            ck_assert(t.low[c] == 1 || !can_be(&p, c, t.low[c] - 1));
            ck_assert(!can_be(&p, c, t.high[c] + 1));
        }
        arena_reset(&memory);
    }
}
END_TEST

START_TEST(a_table_without_small_counts_comes_out_untouched)
{
    dice_state = 3;
    for (int i = 0; i < 300; i++) {
        long inner[9];
        for (int c = 0; c < 9; c++)
            inner[c] = dice(3) == 0 ? 0 : 10 + (long)dice(40);
        struct protect_table t = table_of(3, 3, inner);
        protect_one(&t, 10);
        ck_assert(!t.withheld_whole);
        for (size_t c = 0; c < protect_cells(&t); c++)
            ck_assert_int_eq(t.marks[c], PROTECT_PRINTED);
        arena_reset(&memory);
    }
}
END_TEST

START_TEST(the_same_counts_give_the_same_pattern)
{
    for (unsigned long seed = 1; seed < 100; seed++) {
        dice_state = seed;
        struct protect_table a = random_table();
        dice_state = seed;
        struct protect_table b = random_table();
        protect_one(&a, 5);
        protect_one(&b, 5);
        ck_assert_int_eq(a.withheld_whole, b.withheld_whole);
        ck_assert_mem_eq(a.marks, b.marks, protect_cells(&a) * sizeof *a.marks);
        arena_reset(&memory);
    }
}
END_TEST

/* The ministry's example: 2 in 1302 = 2 + 305 + 995 is given back by the
 * total (2nd care open data, as told in wic-net 9608/16). */
START_TEST(a_small_count_takes_the_smallest_partner_with_it)
{
    static const long counts[] = {2, 305, 995, 1302};
    struct protect_table t = {.population = "p",
                              .row_variable = "v",
                              .column_variable = "",
                              .n_rows = 3,
                              .counts = counts};
    protect_one(&t, 10);
    ck_assert_int_eq(t.marks[0], PROTECT_SMALL);
    ck_assert_int_eq(t.marks[1], PROTECT_PARTNER);
    ck_assert_int_eq(t.marks[2], PROTECT_PRINTED);
    ck_assert_int_eq(t.marks[3], PROTECT_PRINTED);
    ck_assert_int_eq(t.low[0], 1);
    ck_assert_int_eq(t.high[0], 306);
}
END_TEST

START_TEST(a_zero_is_printed_and_is_nobodys_partner)
{
    static const long inner[] = {3, 0, 40, 30, 25, 50};
    struct protect_table t = table_of(2, 3, inner);
    protect_one(&t, 10);
    ck_assert_int_eq(t.marks[0], PROTECT_SMALL);
    ck_assert_int_eq(t.marks[1], PROTECT_PRINTED);
    ck_assert_int_eq(t.marks[2], PROTECT_PARTNER);
    ck_assert_int_eq(t.marks[4], PROTECT_PARTNER);
    ck_assert_int_eq(t.marks[6], PROTECT_PARTNER);
    for (size_t c = 3; c < 12; c += 4)
        ck_assert_int_eq(t.marks[c], PROTECT_PRINTED);
}
END_TEST

START_TEST(a_table_that_no_pattern_protects_is_withheld_whole)
{
    static const long too_few[] = {8, 2, 10};
    struct protect_table t = {.population = "p",
                              .row_variable = "v",
                              .column_variable = "",
                              .n_rows = 2,
                              .counts = too_few};
    protect_one(&t, 10);
    ck_assert(t.withheld_whole);
    ck_assert(protect_is_withheld(&t, 2));
}
END_TEST

START_TEST(fewer_people_than_the_threshold_show_nothing)
{
    static const long inner[] = {2, 0, 3, 1};
    struct protect_table t = table_of(2, 2, inner);
    protect_one(&t, 10);
    ck_assert(t.withheld_whole);
    static const long many[] = {20, 0, 30, 100};
    struct protect_table small_town = table_of(2, 2, many);
    protect_one(&small_town, PROTECT_SHOW_NOTHING);
    ck_assert(small_town.withheld_whole);
}
END_TEST

START_TEST(nobody_at_all_is_printed_as_zeros)
{
    static const long inner[] = {0, 0, 0, 0};
    struct protect_table t = table_of(2, 2, inner);
    protect_one(&t, 10);
    ck_assert(!t.withheld_whole);
    for (size_t c = 0; c < protect_cells(&t); c++)
        ck_assert(!protect_is_withheld(&t, c));
}
END_TEST

START_TEST(a_margin_withheld_in_one_table_is_withheld_in_all)
{
    static const long by_a[] = {2, 2, 30, 20, 25, 21};
    static const long by_b[] = {4, 0, 20, 30, 20, 26};
    struct protect_table t[2] = {table_of(3, 2, by_a), table_of(3, 2, by_b)};
    t[0].column_variable = "a";
    t[1].column_variable = "b";
    struct protect_release r = {.tables = t, .n_tables = 2, .threshold = 10};
    ck_assert(protect_release(&memory, &r));
    size_t n_withheld = 0;
    for (size_t row = 0; row < 3; row++) {
        ck_assert_int_eq(t[0].marks[row * 3 + 2], t[1].marks[row * 3 + 2]);
        n_withheld += t[0].marks[row * 3 + 2] != PROTECT_PRINTED;
    }
    ck_assert_int_eq(t[0].marks[2], PROTECT_SMALL);
    ck_assert_uint_ge(n_withheld, 2);
}
END_TEST

/* Two tables of the same people: what they tell together, by trying. The
 * second one's rows add up to the first one's row totals. */
static void make_second(const struct protect_table *first, long inner[4])
{
    for (size_t r = 0; r < 2; r++) {
        long total = first->counts[r * 3 + 2];
        inner[2 * r] = (long)dice((unsigned long)total + 1);
        inner[2 * r + 1] = total - inner[2 * r];
    }
}

static struct puzzle puzzle_of_two(const struct protect_table t[2])
{
    size_t at[2][9];
    struct puzzle p = {.n_people = t[0].counts[8]};
    for (size_t table = 0; table < 2; table++) {
        for (size_t i = 0; i < 9; i++) {
            bool is_shared = table == 1 && i % 3 == 2;
            at[table][i] =
                is_shared ? at[0][i]
                          : add_count(&p, t[table].counts[i],
                                      t[table].marks[i] != PROTECT_PRINTED);
        }
        if (!t[table].withheld_whole)
            add_lines(&p, &t[table], at[table]);
    }
    return p;
}

START_TEST(two_tables_of_the_same_people_tell_nothing_together)
{
    size_t withheld = 0;
    dice_state = 5;
    for (int i = 0; i < 300; i++) {
        long inner[4], second[4];
        for (int c = 0; c < 4; c++)
            inner[c] = (long)dice(dice(2) ? 4 : 14);
        struct protect_table t[2] = {table_of(2, 2, inner)};
        make_second(&t[0], second);
        t[1] = table_of(2, 2, second);
        t[1].column_variable = "other";
        struct protect_release r = {.tables = t, .n_tables = 2, .threshold = 4};
        ck_assert(protect_release(&memory, &r));
        struct puzzle p = puzzle_of_two(t);
        for (size_t k = 0; k < 18; k++) {
            const struct protect_table *own = &t[k / 9];
            if (own->withheld_whole || own->marks[k % 9] == PROTECT_PRINTED ||
                (k >= 9 && k % 3 == 2))
                continue;
            /* The second table lacks the shared totals among the counts. */
            size_t count = k < 9 ? k : 9 + (k - 9) / 3 * 2 + (k - 9) % 3;
            ck_assert_int_eq(p.truth[count], own->counts[k % 9]);
            ck_assert_msg(tried_width(&p, count, 3) >= 3,
                          "release %d, count %zu", i, k);
            withheld++;
        }
        arena_reset(&memory);
    }
    ck_assert_uint_gt(withheld, 1000);
}
END_TEST

/* Kind of activity (4 kinds) and any activity (2) of the same people: the
 * coarse column would give back two withheld kinds of one group. */
START_TEST(a_coarser_variable_gives_nothing_back)
{
    static const size_t group_of[] = {0, 0, 1, 1};
    const struct protect_grouping kinds = {"kind", "any", 4, 2, group_of};
    dice_state = 11;
    for (int i = 0; i < 200; i++) {
        long fine[8], coarse[4];
        for (int c = 0; c < 8; c++)
            fine[c] = (long)dice(dice(2) ? 5 : 30);
        for (int g = 0; g < 4; g++)
            coarse[g] = fine[2 * g] + fine[2 * g + 1];
        struct protect_table t[2] = {table_of(2, 4, fine),
                                     table_of(2, 2, coarse)};
        t[0].column_variable = "kind";
        t[1].column_variable = "any";
        struct protect_release r = {.tables = t,
                                    .n_tables = 2,
                                    .groupings = &kinds,
                                    .n_groupings = 1,
                                    .threshold = 5};
        ck_assert(protect_release(&memory, &r));
        for (size_t row = 0; row <= 2; row++)
            for (size_t g = 0; g < 2; g++) {
                size_t left = row * 5 + 2 * g;
                if (t[0].withheld_whole || t[1].withheld_whole)
                    continue;
                bool sum_known = !protect_is_withheld(&t[1], row * 3 + g);
                bool left_known = !protect_is_withheld(&t[0], left);
                bool right_known = !protect_is_withheld(&t[0], left + 1);
                if (sum_known)
                    ck_assert_msg(left_known == right_known ||
                                      t[0].counts[left] == 0 ||
                                      t[0].counts[left + 1] == 0,
                                  "release %d", i);
                for (size_t k = left; k < left + 2; k++)
                    if (protect_is_withheld(&t[0], k))
                        ck_assert(t[0].high[k] - t[0].low[k] >= 4);
            }
        arena_reset(&memory);
    }
}
END_TEST

START_TEST(wrong_totals_are_refused_and_nothing_is_set)
{
    static const long counts[] = {2, 305, 995, 1301};
    struct protect_table t = {.population = "p",
                              .row_variable = "v",
                              .column_variable = "",
                              .n_rows = 3,
                              .counts = counts};
    struct protect_release r = {.tables = &t, .n_tables = 1, .threshold = 10};
    ck_assert(!protect_release(&memory, &r));
    ck_assert_ptr_null(t.marks);
    static const long negative[] = {-1, 11, 10};
    t.counts = negative;
    t.n_rows = 2;
    ck_assert(!protect_release(&memory, &r));
}
END_TEST

START_TEST(bounds_follow_from_the_equations)
{
    static const int both[] = {0, 1, 2};
    static const double plus[] = {0, 1, 1};
    struct bounds *b = bounds_new(3);
    long low = -5;
    long high = -5;
    bounds_equation(b, 2, both, plus, 12);
    bounds_of(b, 1, &low, &high);
    ck_assert_int_eq(low, 1);
    ck_assert_int_eq(high, 11);
    bounds_of(b, 3, &low, &high);
    ck_assert_int_eq(low, 1);
    ck_assert(high == LONG_MAX);
    bounds_equation(b, 2, both, plus, 13);
    bounds_of(b, 1, &low, &high);
    ck_assert_int_eq(low, 0);
    ck_assert_int_eq(high, 0);
    bounds_free(b);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("protect");
    TCase *t = tcase_create("protect");
    tcase_add_checked_fixture(t, take_memory, give_memory);
    tcase_set_timeout(t, 900);
    tcase_add_test(t, no_withheld_count_of_2000_tables_can_be_narrowed_down);
    tcase_add_test(t, the_printed_intervals_are_those_found_by_trying);
    tcase_add_test(t, a_table_without_small_counts_comes_out_untouched);
    tcase_add_test(t, the_same_counts_give_the_same_pattern);
    tcase_add_test(t, a_small_count_takes_the_smallest_partner_with_it);
    tcase_add_test(t, a_zero_is_printed_and_is_nobodys_partner);
    tcase_add_test(t, a_table_that_no_pattern_protects_is_withheld_whole);
    tcase_add_test(t, fewer_people_than_the_threshold_show_nothing);
    tcase_add_test(t, nobody_at_all_is_printed_as_zeros);
    tcase_add_test(t, a_margin_withheld_in_one_table_is_withheld_in_all);
    tcase_add_test(t, two_tables_of_the_same_people_tell_nothing_together);
    tcase_add_test(t, a_coarser_variable_gives_nothing_back);
    tcase_add_test(t, wrong_totals_are_refused_and_nothing_is_set);
    tcase_add_test(t, bounds_follow_from_the_equations);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN

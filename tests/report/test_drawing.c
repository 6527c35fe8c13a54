/* drawing: bars are as high as their values, nothing overlaps, nothing is
 * left to colour alone. */
#include "check_main.h"
#include "report/drawing.h"
#include "report/sample_document.h"

#include <math.h>
#include <string.h>

static struct arena arena;
static struct document *document;

static void setup(void)
{
    arena_init(&arena);
    document =
        document_new(&arena, "t", LANGUAGE_JA, (struct date){2024, 4, 1});
}

static void teardown(void)
{
    arena_release(&arena);
}

static struct drawing *draw(struct chart_bar *bars, size_t n)
{
    const struct document_chart chart = {.n_bars = n, .bars = bars};
    return chart_drawing(document, &chart, 236);
}

/* The nth shape of a kind below the legend, or NULL. */
static const struct shape *shape(const struct drawing *g, enum shape_kind kind,
                                 size_t nth)
{
    for (size_t i = 0; i < g->n_shapes; i++)
        if (g->shapes[i].kind == kind && g->shapes[i].y > 15 && nth-- == 0)
            return &g->shapes[i];
    return NULL;
}

static const struct shape *text_shape(const struct drawing *g, const char *text)
{
    for (size_t i = 0; i < g->n_shapes; i++)
        if (g->shapes[i].kind == SHAPE_TEXT &&
            strcmp(g->shapes[i].text, text) == 0)
            return &g->shapes[i];
    return NULL;
}

START_TEST(bars_start_at_zero_and_keep_their_ratio)
{
    struct chart_bar bars[] = {sample_bar("R4", "300", 300, "1", 1),
                               sample_bar("R5", "600", 600, "1", 1)};
    const struct drawing *g = draw(bars, 2);
    const struct shape *first = shape(g, SHAPE_FILLED, 0);
    const struct shape *second = shape(g, SHAPE_FILLED, 1);
    ck_assert_double_eq_tol(second->height, 2 * first->height, 1e-9);
    ck_assert_double_eq_tol(first->y + first->height,
                            second->y + second->height, 1e-9);
}
END_TEST

START_TEST(an_unknown_year_has_a_dash_and_no_bar)
{
    struct chart_bar bars[] = {sample_bar("R6", "-", 0, "280", 280)};
    const struct drawing *g = draw(bars, 1);
    ck_assert_ptr_null(shape(g, SHAPE_FILLED, 0));
    ck_assert_ptr_nonnull(text_shape(g, "-"));
    ck_assert_ptr_nonnull(text_shape(g, "280"));
}
END_TEST

START_TEST(a_partial_year_is_hatched_and_said_in_words)
{
    struct chart_bar bars[] = {sample_bar("R4", "287", 287, "160", 160)};
    bars[0].is_partial = true;
    bars[0].partial_note = "8か月";
    const struct drawing *g = draw(bars, 1);
    ck_assert_ptr_nonnull(shape(g, SHAPE_HATCHED, 0));
    ck_assert_ptr_nonnull(text_shape(g, "8か月"));
    ck_assert_ptr_nonnull(text_shape(g, "一部の月の実績"));
}
END_TEST

START_TEST(a_target_line_never_crosses_the_value)
{
    for (int target = 0; target <= 800; target += 5) {
        struct chart_bar bars[] = {sample_bar("R5", "592", 592, "t", target)};
        const struct drawing *g = draw(bars, 1);
        const struct shape *value = text_shape(g, "592");
        for (size_t i = 0; i < g->n_shapes; i++) {
            const struct shape *s = &g->shapes[i];
            if (s->kind != SHAPE_LINE || s->stroke < 2.9 || s->y < 15)
                continue;
            ck_assert_msg(s->y > value->y + 1.4 ||
                              s->y < value->y - value->height * 0.8 - 1.4,
                          "target %d crosses the value", target);
        }
    }
}
END_TEST

START_TEST(nothing_leaves_the_picture)
{
    struct chart_bar bars[] = {
        sample_bar("R4", "999,999,999", 999999999, "1,000,000,000", 1e9),
        sample_bar("R5", "0", 0, "0", 0)};
    const struct drawing *g = draw(bars, 2);
    for (size_t i = 0; i < g->n_shapes; i++) {
        const struct shape *s = &g->shapes[i];
        ck_assert(isfinite(s->x) && isfinite(s->y));
        ck_assert_double_ge(s->y, 0);
        ck_assert_double_le(s->y, g->height);
        ck_assert_double_le(s->x + (s->kind == SHAPE_TEXT ? 0 : s->width),
                            g->width + 1e-6);
    }
}
END_TEST

START_TEST(small_print_is_at_least_nine_points)
{
    struct chart_bar bars[] = {sample_bar("R4", "287", 287, "160", 160)};
    const struct drawing *g = draw(bars, 1);
    for (size_t i = 0; i < g->n_shapes; i++)
        if (g->shapes[i].kind == SHAPE_TEXT)
            ck_assert_double_ge(g->shapes[i].height, 9.0);
}
END_TEST

START_TEST(an_empty_chart_is_an_empty_drawing)
{
    ck_assert_uint_eq(draw(NULL, 0)->n_shapes, 0);
}
END_TEST

START_TEST(a_long_remark_is_cut_into_lines_and_stays_whole)
{
    struct flow_step steps[] = {
        {"一", "1人",
         "少ない人数は伏せています。引き算で分からないように、"
         "ほかの数も伏せることがあります。"}};
    const struct document_flow flow = {
        .title = "t", .description = "d", .n_steps = 1, .steps = steps};
    const struct drawing *g = flow_drawing(document, &flow, 493);
    char joined[256] = "";
    for (size_t i = 0; i < g->n_shapes; i++)
        if (g->shapes[i].kind == SHAPE_TEXT && g->shapes[i].height < 10) {
            strncat(joined, g->shapes[i].text,
                    sizeof joined - strlen(joined) - 1);
            ck_assert_double_le(
                g->shapes[i].x + drawing_text_width(g->shapes[i].text, 9), 493);
        }
    ck_assert_str_eq(joined, steps[0].note);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("drawing");
    TCase *t = tcase_create("drawing");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, bars_start_at_zero_and_keep_their_ratio);
    tcase_add_test(t, an_unknown_year_has_a_dash_and_no_bar);
    tcase_add_test(t, a_partial_year_is_hatched_and_said_in_words);
    tcase_add_test(t, a_target_line_never_crosses_the_value);
    tcase_add_test(t, nothing_leaves_the_picture);
    tcase_add_test(t, small_print_is_at_least_nine_points);
    tcase_add_test(t, an_empty_chart_is_an_empty_drawing);
    tcase_add_test(t, a_long_remark_is_cut_into_lines_and_stays_whole);
    suite_add_tcase(s, t);
    return s;
}

CHECK_MAIN

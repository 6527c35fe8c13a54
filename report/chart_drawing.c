/* chart_drawing: bars from zero, the target as a thick black line over its
 * bar, values written on the bars, and the small print under the axis.
 *
 *     ■ 実績  ▨ 一部の月の実績  ━ 目標          legend: only what is there
 *  600 |          592
 *      |          ███
 *  300 |   287    ━━━    ━━━
 *      |   ▨▨▨    ███     -
 *    0 +------------------------
 *          R4     R5     R6
 *  目標    160    280    280                 never hidden by a bar
 *  期間   8か月                               only when a year is partial */
#include "report/drawing.h"

#include "base/decimal.h"
#include <math.h>

static const double SMALL = 9.0;     /* points: axis, legend, rows below */
static const double VALUE = 10.5;    /* values on the bars */
static const double ROW = 13.5;      /* line height of the small print */
static const double LEGEND = 17.0;   /* height of the legend */
static const double HEADROOM = 16.0; /* above the highest bar or target */

struct axis {
    double top, step; /* in the unit of the values */
    double left, right, y_top, y_zero;
};

static double highest(const struct document_chart *c)
{
    double most = 0;
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct chart_bar *bar = &c->bars[i];
        if (bar->is_known && bar->value > most)
            most = bar->value;
        if (bar->has_target && bar->target > most)
            most = bar->target;
    }
    return most > 0 ? most : 1;
}

/* 1, 2 or 5 times a power of ten, so that at most four steps are needed. */
static double nice_step(double most)
{
    double step = pow(10, floor(log10(most)) - 1);
    static const double factors[] = {1, 2, 5, 10, 20, 50};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++)
        if (most <= 4 * step * factors[i])
            return step * factors[i];
    return step * 100;
}

static const char *tick_text(struct arena *a, double value, double step)
{
    if (step >= 1)
        return decimal_print(a, decimal_of((int64_t)llround(value)), 0,
                             DECIMAL_THOUSANDS);
    return arena_format(a, "%.*f", (int)ceil(-log10(step)), value);
}

static double y_of(const struct axis *axis, double value)
{
    return axis->y_zero - (axis->y_zero - axis->y_top) * value / axis->top;
}

static double max_of(double a, double b)
{
    return a > b ? a : b;
}

static void draw_axis(struct drawing *g, const struct axis *axis)
{
    int n_steps = (int)lround(axis->top / axis->step);
    for (int i = 0; i <= n_steps; i++) {
        double y = y_of(axis, i * axis->step);
        drawing_line(g, axis->left, y, axis->right, y, i == 0 ? 1.0 : 0.5,
                     i == 0 ? COLOUR_TEXT : COLOUR_GRID);
        drawing_text(g, axis->left - 5, y + SMALL * 0.36, SMALL, ANCHOR_END,
                     tick_text(g->arena, i * axis->step, axis->step))
            ->colour = COLOUR_MUTED;
    }
}

/* The value stands above its bar; when a target line would cross it there,
 * it moves above the line. */
static void draw_value(struct drawing *g, const struct axis *axis,
                       const struct chart_bar *bar, double middle)
{
    double base = y_of(axis, bar->is_known ? bar->value : 0) - 4;
    if (bar->has_target) {
        double line = y_of(axis, bar->target);
        if (line < base + 5 && line > base - VALUE - 2)
            base = line - 5;
    }
    drawing_text(g, middle, base, VALUE, ANCHOR_MIDDLE, bar->printed)->is_bold =
        true;
}

static void draw_bar(struct drawing *g, const struct axis *axis,
                     const struct chart_bar *bar, double middle, double slot)
{
    double width = slot * 0.52 < 54 ? slot * 0.52 : 54;
    if (bar->is_known && bar->value > 0) {
        double y = y_of(axis, bar->value);
        drawing_box(g, bar->is_partial ? SHAPE_HATCHED : SHAPE_FILLED,
                    middle - width / 2, y, width, axis->y_zero - y,
                    COLOUR_BLUE);
    }
    if (bar->has_target) {
        double y = y_of(axis, bar->target);
        double reach = width * 0.68;
        drawing_line(g, middle - reach, y, middle + reach, y, 5.0,
                     COLOUR_WHITE);
        drawing_line(g, middle - reach, y, middle + reach, y, 3.0,
                     COLOUR_BLACK);
    }
    draw_value(g, axis, bar, middle);
}

static double draw_key(struct drawing *g, double x, enum shape_kind kind,
                       const char *text)
{
    const double y = 3, side = 9;
    if (kind == SHAPE_LINE)
        drawing_line(g, x, y + side / 2, x + 16, y + side / 2, 3.0,
                     COLOUR_BLACK);
    else
        drawing_box(g, kind, x, y, 16, side, COLOUR_BLUE);
    drawing_text(g, x + 20, y + side - 1, SMALL, ANCHOR_START, text);
    return x + 20 + drawing_text_width(text, SMALL) + 12;
}

struct present {
    bool whole, partial, target;
};

static struct present what_is_there(const struct document_chart *c)
{
    struct present there = {false, false, false};
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct chart_bar *bar = &c->bars[i];
        there.whole = there.whole || (bar->is_known && !bar->is_partial);
        there.partial = there.partial || (bar->is_known && bar->is_partial);
        there.target = there.target || bar->has_target;
    }
    return there;
}

static void draw_legend(struct drawing *g, const struct document *d,
                        const struct present *there, double x)
{
    if (there->whole)
        x = draw_key(g, x, SHAPE_FILLED, document_word(d, "report.actual"));
    if (there->partial)
        x = draw_key(g, x, SHAPE_HATCHED, document_word(d, "report.partial"));
    if (there->target)
        draw_key(g, x, SHAPE_LINE, document_word(d, "report.target"));
}

/* Year, target and period of each bar, in lines below the axis. */
static void draw_rows(struct drawing *g, const struct document *d,
                      const struct document_chart *c, const struct axis *axis,
                      const struct present *there)
{
    double y = axis->y_zero + ROW;
    double slot = (axis->right - axis->left) / (double)c->n_bars;
    double target_y = y + ROW;
    double period_y = there->target ? target_y + ROW : target_y;
    if (there->target)
        drawing_text(g, axis->left - 5, target_y, SMALL, ANCHOR_END,
                     document_word(d, "report.target"));
    if (there->partial)
        drawing_text(g, axis->left - 5, period_y, SMALL, ANCHOR_END,
                     document_word(d, "report.period"));
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct chart_bar *bar = &c->bars[i];
        double middle = axis->left + slot * ((double)i + 0.5);
        drawing_text(g, middle, y, SMALL + 0.5, ANCHOR_MIDDLE, bar->label)
            ->is_bold = true;
        if (bar->has_target)
            drawing_text(g, middle, target_y, SMALL, ANCHOR_MIDDLE,
                         bar->target_printed);
        if (bar->is_partial)
            drawing_text(g, middle, period_y, SMALL, ANCHOR_MIDDLE,
                         bar->partial_note);
    }
}

/* Room on the left for the widest tick and the names of the rows. */
static double gutter(const struct document *d, struct arena *a,
                     const struct axis *axis, const struct present *there)
{
    double wide =
        drawing_text_width(tick_text(a, axis->top, axis->step), SMALL);
    if (there->target)
        wide = max_of(
            wide, drawing_text_width(document_word(d, "report.target"), SMALL));
    if (there->partial)
        wide = max_of(
            wide, drawing_text_width(document_word(d, "report.period"), SMALL));
    return wide + 6;
}

struct drawing *chart_drawing(const struct document *d,
                              const struct document_chart *c, double width)
{
    struct drawing *g = arena_take(d->arena, sizeof *g);
    g->arena = d->arena;
    g->width = width;
    if (c->n_bars == 0)
        return g;
    struct present there = what_is_there(c);
    struct axis axis = {.right = width};
    double most = highest(c);
    axis.step = nice_step(most);
    axis.top = ceil(most / axis.step - 1e-9) * axis.step;
    axis.left = gutter(d, d->arena, &axis, &there);
    axis.y_top = LEGEND + HEADROOM;
    axis.y_zero = axis.y_top + (width > 320 ? 130 : 88);
    g->height = axis.y_zero + ROW * (1 + there.target + there.partial) + 4;
    draw_legend(g, d, &there, axis.left);
    draw_axis(g, &axis);
    double slot = (axis.right - axis.left) / (double)c->n_bars;
    for (size_t i = 0; i < c->n_bars; i++)
        draw_bar(g, &axis, &c->bars[i], axis.left + slot * ((double)i + 0.5),
                 slot);
    draw_rows(g, d, c, &axis, &there);
    return g;
}

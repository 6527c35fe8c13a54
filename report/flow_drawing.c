/* flow_drawing: steps from top to bottom, an arrow between, the number at
 * the right end of its box, a remark beside the box. */
#include "report/drawing.h"

#include "base/text.h"
#include <string.h>

static const double BOX_HEIGHT = 30.0;
static const double ARROW = 20.0; /* length of an arrow with its margins */
static const double LABEL = 10.5, NUMBER = 12.0, REMARK = 9.0;

static void draw_arrow(struct drawing *g, double x, double y)
{
    double from = y + 3, to = y + ARROW - 3;
    drawing_line(g, x, from, x, to, 1.5, COLOUR_TEXT);
    drawing_line(g, x - 4, to - 5, x, to, 1.5, COLOUR_TEXT);
    drawing_line(g, x + 4, to - 5, x, to, 1.5, COLOUR_TEXT);
}

/* How many bytes of text fit into width; at least one character. */
static size_t fitting_bytes(struct arena *a, const char *text, double size,
                            double width)
{
    const char *at = text;
    size_t fits = 0;
    while (*at != '\0') {
        text_next(&at);
        size_t bytes = (size_t)(at - text);
        if (drawing_text_width(arena_copy_n(a, text, bytes), size) > width &&
            fits > 0)
            break;
        fits = bytes;
    }
    return fits;
}

static void draw_remark(struct drawing *g, double x, double y, double width,
                        const char *text)
{
    size_t n_lines = 0;
    const char *rest = text;
    for (; *rest != '\0'; n_lines++)
        rest += fitting_bytes(g->arena, rest, REMARK, width);
    double line = REMARK * 1.35;
    double base = y - line * ((double)n_lines - 1) / 2;
    for (rest = text; *rest != '\0'; base += line) {
        size_t n = fitting_bytes(g->arena, rest, REMARK, width);
        drawing_text(g, x, base, REMARK, ANCHOR_START,
                     arena_copy_n(g->arena, rest, n))
            ->colour = COLOUR_MUTED;
        rest += n;
    }
}

struct drawing *flow_drawing(const struct document *d,
                             const struct document_flow *f, double width)
{
    struct drawing *g = arena_take(d->arena, sizeof *g);
    g->arena = d->arena;
    g->width = width;
    double box = width * 0.56, y = 1;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct flow_step *step = &f->steps[i];
        if (i > 0) {
            draw_arrow(g, box / 2, y);
            y += ARROW;
        }
        drawing_box(g, SHAPE_FILLED, 1, y, box, BOX_HEIGHT, COLOUR_TINT);
        drawing_box(g, SHAPE_FILLED, 1, y, 4, BOX_HEIGHT, COLOUR_BLUE);
        double base = y + BOX_HEIGHT / 2 + LABEL * 0.36;
        drawing_text(g, 14, base, LABEL, ANCHOR_START, step->label);
        drawing_text(g, box - 8, base, NUMBER, ANCHOR_END, step->printed)
            ->is_bold = true;
        draw_remark(g, box + 12, base, width - box - 12, step->note);
        y += BOX_HEIGHT;
    }
    g->height = y + 1;
    return g;
}

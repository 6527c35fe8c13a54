/* drawing: adding shapes to a list. */
#include "report/drawing.h"

#include "base/text.h"
#include <string.h>

static struct shape *add_shape(struct drawing *g, enum shape_kind kind)
{
    g->shapes = arena_grow(g->arena, g->shapes, g->n_shapes, &g->capacity,
                           sizeof *g->shapes);
    struct shape *s = &g->shapes[g->n_shapes++];
    memset(s, 0, sizeof *s);
    s->kind = kind;
    s->stroke = 0.75;
    s->text = "";
    return s;
}

void drawing_box(struct drawing *g, enum shape_kind kind, double x, double y,
                 double width, double height, unsigned colour)
{
    struct shape *s = add_shape(g, kind);
    s->x = x;
    s->y = y;
    s->width = width;
    s->height = height;
    s->colour = colour;
}

void drawing_line(struct drawing *g, double x, double y, double to_x,
                  double to_y, double stroke, unsigned colour)
{
    struct shape *s = add_shape(g, SHAPE_LINE);
    s->x = x;
    s->y = y;
    s->width = to_x - x;
    s->height = to_y - y;
    s->stroke = stroke;
    s->colour = colour;
}

struct shape *drawing_text(struct drawing *g, double x, double y, double size,
                           enum anchor anchor, const char *text)
{
    struct shape *s = add_shape(g, SHAPE_TEXT);
    s->x = x;
    s->y = y;
    s->height = size;
    s->anchor = anchor;
    s->text = arena_copy(g->arena, text);
    s->colour = COLOUR_TEXT;
    return s;
}

double drawing_text_width(const char *text, double size)
{
    size_t characters = text_length(text);
    size_t columns = text_width(text);
    size_t wide = columns > characters ? columns - characters : 0;
    double narrow = (double)(characters - wide);
    return size * ((double)wide + 0.62 * narrow);
}

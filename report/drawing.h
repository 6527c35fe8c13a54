/* drawing: a chart as a short list of shapes, before it becomes SVG or PDF.
 *
 * Built once by chart_drawing or flow_drawing, painted twice (svg_chart.c,
 * pdf_drawing.c), so that both show the same picture. Units are points, the
 * origin is the top left corner, y grows downwards, text stands on y. */
#ifndef AYUMI_REPORT_DRAWING_H
#define AYUMI_REPORT_DRAWING_H

#include "report/document.h"

/* The colours of the house, in their order of use, and its greys. */
enum {
    COLOUR_BLUE = 0x12436D,
    COLOUR_GREEN = 0x28A197,
    COLOUR_PLUM = 0x801650,
    COLOUR_ORANGE = 0xF46A25,
    COLOUR_BLACK = 0x000000,
    COLOUR_TEXT = 0x1A1A1A,
    COLOUR_MUTED = 0x505050, /* 8:1 on white */
    COLOUR_LINE = 0x8C96A3,
    COLOUR_GRID = 0xD5D9DE,
    COLOUR_TINT = 0xE9EEF4,
    COLOUR_WHITE = 0xFFFFFF
};

enum shape_kind {
    SHAPE_FILLED,  /* rectangle without outline */
    SHAPE_HATCHED, /* rectangle with outline and diagonal lines */
    SHAPE_OUTLINE, /* rectangle, outline only */
    SHAPE_LINE,    /* from x, y to x + width, y + height */
    SHAPE_TEXT     /* x, y = anchor on the base line; height = font size */
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct shape {
    enum shape_kind kind;
    double x, y, width, height;
    double stroke; /* width of line or outline */
    unsigned colour;
    const char *text;
    enum anchor anchor;
    bool is_bold;
};

struct drawing {
    struct arena *arena;
    double width, height;
    size_t n_shapes, capacity;
    struct shape *shapes;
};

void drawing_box(struct drawing *g, enum shape_kind kind, double x, double y,
                 double width, double height, unsigned colour);
void drawing_line(struct drawing *g, double x, double y, double to_x,
                  double to_y, double stroke, unsigned colour);
/* Returns the shape, for bold or another colour. */
struct shape *drawing_text(struct drawing *g, double x, double y, double size,
                           enum anchor anchor, const char *text);

/* A cautious estimate: full-width characters 1 em, others 0.62 em. */
double drawing_text_width(const char *text, double size);

/* Only the picture: title and subtitle are set as text by the caller. */
struct drawing *chart_drawing(const struct document *d,
                              const struct document_chart *c,
                              double width) MUST_CHECK;
struct drawing *flow_drawing(const struct document *d,
                             const struct document_flow *f,
                             double width) MUST_CHECK;

#endif

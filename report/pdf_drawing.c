/* pdf_drawing: charts and flows as figures; two charts stand abreast. */
#include "report/pdf_parts.h"

static const double GAP = 22.0; /* between two charts */

/* --- painting shapes --------------------------------------------------- */

/* Lines of 45 degrees, 4 points apart, as the SVG pattern has them. */
static void paint_hatched(struct pdf *p, const struct shape *s, double x,
                          double y)
{
    paper.cairo_save(p->cr);
    paper.cairo_rectangle(p->cr, x, y, s->width, s->height);
    pdf_colour(p, COLOUR_WHITE);
    paper.cairo_fill_preserve(p->cr);
    paper.cairo_clip(p->cr);
    pdf_colour(p, s->colour);
    paper.cairo_set_line_width(p->cr, 1.6);
    for (double at = -s->height; at < s->width; at += 5.657) {
        paper.cairo_move_to(p->cr, x + at, y + s->height);
        paper.cairo_line_to(p->cr, x + at + s->height, y);
    }
    paper.cairo_stroke(p->cr);
    paper.cairo_restore(p->cr);
    pdf_colour(p, s->colour);
    paper.cairo_set_line_width(p->cr, s->stroke);
    paper.cairo_rectangle(p->cr, x, y, s->width, s->height);
    paper.cairo_stroke(p->cr);
}

static void paint_text(struct pdf *p, const struct shape *s, double x, double y)
{
    PangoLayout *layout = pdf_layout(p, s->text, s->height, s->is_bold, -1);
    double width = layout_width(layout);
    if (s->anchor == ANCHOR_MIDDLE)
        x -= width / 2;
    else if (s->anchor == ANCHOR_END)
        x -= width;
    double base = (double)paper.pango_layout_get_baseline(layout) / PANGO_SCALE;
    pdf_show(p, layout, x, y - base, s->colour);
}

void pdf_paint(struct pdf *p, const struct drawing *g, double x, double y)
{
    for (size_t i = 0; i < g->n_shapes; i++) {
        const struct shape *s = &g->shapes[i];
        double left = x + s->x, top = y + s->y;
        switch (s->kind) {
        case SHAPE_FILLED:
            pdf_rectangle(p, left, top, s->width, s->height, s->colour);
            break;
        case SHAPE_HATCHED:
            paint_hatched(p, s, left, top);
            break;
        case SHAPE_OUTLINE:
            pdf_colour(p, s->colour);
            paper.cairo_set_line_width(p->cr, s->stroke);
            paper.cairo_rectangle(p->cr, left, top, s->width, s->height);
            paper.cairo_stroke(p->cr);
            break;
        case SHAPE_LINE:
            pdf_rule(p, left, top, left + s->width, top + s->height, s->stroke,
                     s->colour);
            break;
        case SHAPE_TEXT:
            paint_text(p, s, left, top);
            break;
        }
    }
}

/* --- figures ----------------------------------------------------------- */

struct figure {
    const char *description;
    PangoLayout *title, *subtitle; /* subtitle NULL when none */
    double title_height;           /* of the higher of two neighbours */
    const struct drawing *drawing;
};

struct figure_row {
    size_t n;
    struct figure figures[2];
};

static double natural_title_height(const struct figure *f)
{
    double height = layout_height(f->title) + 4;
    if (f->subtitle != NULL)
        height += layout_height(f->subtitle) + 3;
    return height;
}

/* Every text of a picture is looked up now, so that a missing glyph stops
 * the document before anything is drawn. */
static void look_up_texts(struct pdf *p, const struct drawing *g)
{
    for (size_t i = 0; i < g->n_shapes; i++)
        if (g->shapes[i].kind == SHAPE_TEXT)
            (void)pdf_layout(p, g->shapes[i].text, PDF_SMALL_SIZE, false, -1);
}

static struct figure chart_figure(struct pdf *p, const struct document_chart *c,
                                  double width)
{
    struct figure f = {.description = c->description};
    f.title = pdf_layout(p, c->title, PDF_TEXT_SIZE, true, width);
    if (c->subtitle[0] != '\0')
        f.subtitle = pdf_layout(p, c->subtitle, PDF_SMALL_SIZE, false, width);
    f.drawing = chart_drawing(p->document, c, width);
    look_up_texts(p, f.drawing);
    f.title_height = natural_title_height(&f);
    return f;
}

static void draw_figure(struct pdf *p, const struct figure *f, double x,
                        double y)
{
    p->figures = arena_grow(p->arena, p->figures, p->n_figures,
                            &p->figures_capacity, sizeof *p->figures);
    p->figures[p->n_figures++] = f->description;
    paper.cairo_tag_begin(p->cr, "Figure", NULL);
    pdf_show(p, f->title, x, y, COLOUR_TEXT);
    if (f->subtitle != NULL)
        pdf_show(p, f->subtitle, x, y + layout_height(f->title) + 3,
                 COLOUR_MUTED);
    pdf_paint(p, f->drawing, x, y + f->title_height);
    paper.cairo_tag_end(p->cr, "Figure");
}

static void draw_figure_row(struct pdf *p, const struct piece *piece, double y)
{
    const struct figure_row *row = piece->data;
    double x = PDF_LEFT;
    for (size_t i = 0; i < row->n; i++) {
        draw_figure(p, &row->figures[i], x, y);
        x += row->figures[i].drawing->width + GAP;
    }
}

/* Neighbours share the height of the title, so that their axes align. */
static void align_titles(struct figure_row *row)
{
    double highest = 0;
    for (size_t i = 0; i < row->n; i++)
        if (row->figures[i].title_height > highest)
            highest = row->figures[i].title_height;
    for (size_t i = 0; i < row->n; i++)
        row->figures[i].title_height = highest;
}

void pdf_chart_row_pieces(struct pdf *p, size_t first, size_t n)
{
    double width = n == 1 ? PDF_WIDTH * 0.72 : (PDF_WIDTH - GAP) / 2;
    for (size_t i = 0; i < n; i += 2) {
        struct figure_row *row = arena_take(p->arena, sizeof *row);
        row->n = n - i < 2 ? 1 : 2;
        double height = 0;
        for (size_t k = 0; k < row->n; k++) {
            const struct block *b = &p->document->blocks[first + i + k];
            row->figures[k] = chart_figure(p, b->chart, width);
            if (row->figures[k].drawing->height > height)
                height = row->figures[k].drawing->height;
        }
        align_titles(row);
        struct piece *piece = pdf_add_piece(
            p, draw_figure_row, row, height + row->figures[0].title_height);
        piece->space_before = 16;
    }
}

void pdf_flow_piece(struct pdf *p, const struct document_flow *flow)
{
    struct figure_row *row = arena_take(p->arena, sizeof *row);
    row->n = 1;
    struct figure *f = &row->figures[0];
    f->description = flow->description;
    f->title = pdf_layout(p, flow->title, PDF_TEXT_SIZE, true, PDF_WIDTH);
    f->drawing = flow_drawing(p->document, flow, PDF_WIDTH);
    look_up_texts(p, f->drawing);
    f->title_height = natural_title_height(f) + 4;
    struct piece *piece = pdf_add_piece(p, draw_figure_row, row,
                                        f->drawing->height + f->title_height);
    piece->space_before = 14;
}

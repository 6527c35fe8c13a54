/* pdf_parts: what the pdf_*.c files share; nobody else includes it.
 *
 * The way of a document: every block becomes pieces (pdf_pieces.c,
 * pdf_table.c), each with its height; pages are filled with pieces
 * (pdf.c); each piece draws itself at its place; libqpdf adds what cairo
 * leaves out (pdf_finish.c). Units are points, y grows downwards. */
#ifndef AYUMI_REPORT_PDF_PARTS_H
#define AYUMI_REPORT_PDF_PARTS_H

#include "report/drawing.h"
#include "report/pdf_library.h"

/* A4 portrait, margins of 18 mm. */
#define PDF_PAGE_WIDTH 595.276
#define PDF_PAGE_HEIGHT 841.890
#define PDF_LEFT 51.0
#define PDF_WIDTH (PDF_PAGE_WIDTH - 2 * PDF_LEFT)
#define PDF_TOP 56.0
#define PDF_BOTTOM (PDF_PAGE_HEIGHT - 58.0)

#define PDF_TEXT_SIZE 10.5
#define PDF_SMALL_SIZE 9.0

struct pdf;
struct piece;
typedef void piece_draw(struct pdf *p, const struct piece *piece, double y);

/* What can't be broken over two pages. */
struct piece {
    double height, space_before;
    bool keep_with_next;
    bool starts_page;
    piece_draw *draw;
    const void *data;
    const char *open[3], *close[3]; /* tags around several pieces */
    const struct table_plan *table; /* its header is repeated on a new page */
    size_t line;                    /* of the table */
    size_t page;                    /* from 0 */
    double y;
};

/* What libqpdf writes on structure elements, in the order of their begin. */
struct cell_note {
    bool is_header, is_column; /* scope of a TH */
    size_t column_span, row_span;
};

struct pdf {
    struct arena *arena;
    const struct document *document;
    PangoFontMap *map;
    PangoContext *context;
    PangoFontDescription *font;
    PangoCoverage *coverage[3];
    uint32_t missing; /* a character no font has, or 0 */
    size_t n_layouts, layouts_capacity;
    PangoLayout **layouts;
    size_t n_pieces, pieces_capacity;
    struct piece *pieces;
    size_t n_pages;
    cairo_surface_t *surface;
    cairo_t *cr;
    size_t n_figures, figures_capacity;
    const char **figures; /* alternative texts */
    size_t n_cells, cells_capacity;
    struct cell_note *cells; /* of every TH and TD */
};

struct text_style {
    double size;
    bool is_bold;
    unsigned colour;
    double spacing; /* line height as a multiple; 0 = the font's own */
};

/* pdf_text.c */
MUST_CHECK enum status pdf_text_init(struct pdf *p);
void pdf_text_release(struct pdf *p);
/* width < 0: one line. The layout is released with p. */
PangoLayout *pdf_layout(struct pdf *p, const char *text, double size,
                        bool is_bold, double width);
double layout_height(PangoLayout *layout);
double layout_width(PangoLayout *layout); /* of the ink's logical box */
void pdf_colour(struct pdf *p, unsigned colour);
void pdf_show(struct pdf *p, PangoLayout *layout, double x, double y,
              unsigned colour);
void pdf_rectangle(struct pdf *p, double x, double y, double width,
                   double height, unsigned colour);
void pdf_rule(struct pdf *p, double x, double y, double to_x, double to_y,
              double stroke, unsigned colour);

/* pdf_pieces.c */
struct piece *pdf_add_piece(struct pdf *p, piece_draw *draw, const void *data,
                            double height);
void pdf_block_pieces(struct pdf *p, size_t *at);
/* Text in one piece, with its own tag. */
struct piece *pdf_text_piece(struct pdf *p, const char *text, const char *tag,
                             const struct text_style *style);

/* pdf_table.c */
void pdf_table_pieces(struct pdf *p, const struct document_table *t);
double table_header_height(const struct table_plan *plan);
void table_header_repeat(struct pdf *p, const struct table_plan *plan,
                         double y);

/* pdf_drawing.c */
void pdf_paint(struct pdf *p, const struct drawing *g, double x, double y);
void pdf_chart_row_pieces(struct pdf *p, size_t first, size_t n);
void pdf_flow_piece(struct pdf *p, const struct document_flow *flow);

/* pdf_finish.c: language, alternative texts, cell attributes, identifier.
 * bytes and *out live in malloc memory and in the arena. */
MUST_CHECK enum status pdf_finish(struct pdf *p, const char *bytes, size_t n,
                                  const char *path, const char **out,
                                  size_t *n_out);

#endif

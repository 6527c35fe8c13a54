/* pdf_pieces: headings, paragraphs, lists and ruled lines as pieces. */
#include "report/pdf_parts.h"

#include <string.h>

static const double LIST_INDENT = 14.0;
static const double KEY_INDENT = 26.0, KEY_PADDING = 5.0;
static const double RULED_HEIGHT = 24.0;
/* A paragraph longer than this may be cut between its lines. */
static const double LONG_PARAGRAPH = 180.0;

struct text_data {
    PangoLayout *layout;
    const char *tag;
    double x, inset; /* inset: between the piece's top and its text */
    unsigned colour;
    PangoLayout *bullet; /* NULL when none */
    int heading_level;   /* 0 = not a heading */
    bool is_key_point;
    int line; /* -1 = the whole layout */
};

struct piece *pdf_add_piece(struct pdf *p, piece_draw *draw, const void *data,
                            double height)
{
    p->pieces = arena_grow(p->arena, p->pieces, p->n_pieces,
                           &p->pieces_capacity, sizeof *p->pieces);
    struct piece *piece = &p->pieces[p->n_pieces++];
    memset(piece, 0, sizeof *piece);
    piece->draw = draw;
    piece->data = data;
    piece->height = height;
    return piece;
}

static void draw_text(struct pdf *p, const struct piece *piece, double y)
{
    const struct text_data *text = piece->data;
    paper.cairo_tag_begin(p->cr, text->tag, NULL);
    pdf_show(p, text->layout, text->x, y + text->inset, text->colour);
    paper.cairo_tag_end(p->cr, text->tag);
}

static struct text_data *new_text(struct pdf *p, const char *tag,
                                  unsigned colour, double x)
{
    struct text_data *text = arena_take(p->arena, sizeof *text);
    text->tag = tag;
    text->colour = colour;
    text->x = x;
    text->line = -1;
    return text;
}

struct piece *pdf_text_piece(struct pdf *p, const char *text, const char *tag,
                             const struct text_style *style)
{
    struct text_data *data = new_text(p, tag, style->colour, PDF_LEFT);
    data->layout = pdf_layout(p, text, style->size, style->is_bold, PDF_WIDTH);
    if (style->spacing > 0)
        paper.pango_layout_set_line_spacing(data->layout,
                                            (float)style->spacing);
    return pdf_add_piece(p, draw_text, data, layout_height(data->layout));
}

/* --- headings ---------------------------------------------------------- */

static void add_outline(struct pdf *p, const struct piece *piece,
                        const char *text)
{
    char *where = arena_format(p->arena, "page=%zu pos=[%d %d]",
                               piece->page + 1, (int)PDF_LEFT, (int)piece->y);
    char *one_line = arena_copy(p->arena, text);
    for (char *at = one_line; *at != '\0'; at++)
        if (*at == '\n')
            *at = ' ';
    paper.cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT,
                                        one_line, where, 0);
}

static void draw_heading(struct pdf *p, const struct piece *piece, double y)
{
    const struct text_data *text = piece->data;
    if (text->heading_level <= 2)
        add_outline(p, piece, paper.pango_layout_get_text(text->layout));
    if (text->heading_level == 2)
        pdf_rectangle(p, PDF_LEFT, y, 4, piece->height, COLOUR_BLUE);
    draw_text(p, piece, y);
    if (text->heading_level == 1)
        pdf_rule(p, PDF_LEFT, y + piece->height - 1, PDF_LEFT + PDF_WIDTH,
                 y + piece->height - 1, 2, COLOUR_BLUE);
}

static void heading_piece(struct pdf *p, const struct block *b)
{
    static const char *const tags[] = {"H1", "H2", "H3"};
    static const double sizes[] = {18, 13.5, 11.5};
    static const double above[] = {0, 20, 14};
    size_t at = b->level < 1 ? 0 : (size_t)(b->level > 3 ? 2 : b->level - 1);
    double indent = at == 1 ? 11 : 0;
    struct text_data *text =
        new_text(p, tags[at], COLOUR_TEXT, PDF_LEFT + indent);
    text->layout = pdf_layout(p, b->text, sizes[at], true, PDF_WIDTH - indent);
    text->heading_level = (int)at + 1;
    double height = layout_height(text->layout);
    struct piece *piece =
        pdf_add_piece(p, draw_heading, text, at == 0 ? height + 8 : height);
    piece->space_before = above[at];
    piece->keep_with_next = true;
}

/* --- paragraphs -------------------------------------------------------- */

static void draw_one_line(struct pdf *p, const struct piece *piece, double y)
{
    const struct text_data *text = piece->data;
    PangoLayoutLine *line =
        paper.pango_layout_get_line_readonly(text->layout, text->line);
    pdf_colour(p, text->colour);
    paper.cairo_move_to(p->cr, text->x, y + text->inset);
    paper.pango_cairo_show_layout_line(p->cr, line);
}

/* A long paragraph line by line; two lines stay together at both ends. */
static void line_pieces(struct pdf *p, const struct text_data *whole,
                        double space_before)
{
    int n = paper.pango_layout_get_line_count(whole->layout);
    double height = layout_height(whole->layout) / n;
    for (int i = 0; i < n; i++) {
        struct text_data *text = arena_take(p->arena, sizeof *text);
        *text = *whole;
        text->line = i;
        text->inset = height * 0.72; /* the base line */
        struct piece *piece = pdf_add_piece(p, draw_one_line, text, height);
        piece->space_before = i == 0 ? space_before : 0;
        piece->keep_with_next = (i == 0 || i == n - 2) && n > 1;
        if (i == 0)
            piece->open[0] = "P";
        if (i == n - 1)
            piece->close[0] = "P";
    }
}

static void paragraph_pieces(struct pdf *p, const struct block *b)
{
    bool is_note = b->kind == BLOCK_NOTE;
    const struct text_style style = {.size = PDF_TEXT_SIZE,
                                     .colour =
                                         is_note ? COLOUR_MUTED : COLOUR_TEXT,
                                     .spacing = is_note ? 1.35 : 1.5};
    double space = is_note ? 5 : 8;
    struct piece *piece = pdf_text_piece(p, b->text, "P", &style);
    piece->space_before = space;
    if (piece->height <= LONG_PARAGRAPH)
        return;
    const struct text_data *whole = piece->data;
    p->n_pieces--;
    line_pieces(p, whole, space);
}

/* --- lists ------------------------------------------------------------- */

static void draw_item(struct pdf *p, const struct piece *piece, double y)
{
    const struct text_data *text = piece->data;
    if (text->is_key_point) {
        pdf_rectangle(p, PDF_LEFT, y, PDF_WIDTH, piece->height, COLOUR_TINT);
        pdf_rectangle(p, PDF_LEFT, y, 4, piece->height, COLOUR_BLUE);
    }
    paper.cairo_tag_begin(p->cr, "LI", NULL);
    paper.cairo_tag_begin(p->cr, "Lbl", NULL);
    pdf_show(p, text->bullet, text->x - LIST_INDENT, y + text->inset,
             text->colour);
    paper.cairo_tag_end(p->cr, "Lbl");
    paper.cairo_tag_begin(p->cr, "LBody", NULL);
    pdf_show(p, text->layout, text->x, y + text->inset, text->colour);
    paper.cairo_tag_end(p->cr, "LBody");
    paper.cairo_tag_end(p->cr, "LI");
}

static void list_pieces(struct pdf *p, const struct block *b)
{
    bool is_key = b->kind == BLOCK_KEY_POINTS;
    double indent = is_key ? KEY_INDENT : LIST_INDENT;
    double size = is_key ? 11.5 : PDF_TEXT_SIZE;
    for (size_t i = 0; i < b->n_items; i++) {
        bool is_first = i == 0, is_last = i + 1 == b->n_items;
        struct text_data *text =
            new_text(p, "LBody", COLOUR_TEXT, PDF_LEFT + indent);
        text->is_key_point = is_key;
        text->bullet = pdf_layout(p, "・", size, is_key, -1);
        text->layout = pdf_layout(p, b->items[i], size, is_key,
                                  PDF_WIDTH - indent - (is_key ? 10 : 0));
        double below = is_key ? (is_last ? 2 * KEY_PADDING : KEY_PADDING) : 0;
        text->inset = is_key && is_first ? 2 * KEY_PADDING : 0;
        struct piece *piece =
            pdf_add_piece(p, draw_item, text,
                          layout_height(text->layout) + text->inset + below);
        piece->space_before = is_first ? 10 : is_key ? 0 : 4;
        piece->keep_with_next = is_key && !is_last;
        if (is_first)
            piece->open[0] = "L";
        if (is_last)
            piece->close[0] = "L";
    }
}

/* --- lines for handwriting --------------------------------------------- */

static void draw_ruled(struct pdf *p, const struct piece *piece, double y)
{
    const int *n_lines = piece->data;
    for (int i = 1; i <= *n_lines; i++)
        pdf_rule(p, PDF_LEFT, y + i * RULED_HEIGHT, PDF_LEFT + PDF_WIDTH,
                 y + i * RULED_HEIGHT, 0.6, COLOUR_LINE);
}

void pdf_block_pieces(struct pdf *p, size_t *at)
{
    const struct document *d = p->document;
    const struct block *b = &d->blocks[*at];
    size_t n = 0;
    switch (b->kind) {
    case BLOCK_HEADING:
        heading_piece(p, b);
        break;
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE:
        paragraph_pieces(p, b);
        break;
    case BLOCK_BULLETS:
    case BLOCK_KEY_POINTS:
        list_pieces(p, b);
        break;
    case BLOCK_TABLE:
        pdf_table_pieces(p, b->table);
        break;
    case BLOCK_BAR_CHART:
        while (*at + n < d->n_blocks &&
               d->blocks[*at + n].kind == BLOCK_BAR_CHART)
            n++;
        pdf_chart_row_pieces(p, *at, n);
        *at += n - 1;
        break;
    case BLOCK_FLOW:
        pdf_flow_piece(p, b->flow);
        break;
    case BLOCK_RULED_LINES:
        pdf_add_piece(p, draw_ruled, &b->level, b->level * RULED_HEIGHT + 2);
        break;
    case BLOCK_PAGE_BREAK:
        break;
    }
}

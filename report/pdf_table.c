/* pdf_table: a table line by line, with spans, a repeated header and the
 * rule that lines joined by a row span stay on one page.
 *
 * Column widths come from the contents unless the table names them; a table
 * always fills the text's width. */
#include "report/pdf_parts.h"

#include <string.h>

static const double PAD_X = 6.0, PAD_Y = 4.5;
/* What a column may shrink to: a head to three kanji, words to nine. */
static const double NARROW = 44.0, NARROW_WORDS = 108.0;
/* A head that is longer than this may take two lines. */
static const double LONG_HEAD = 76.0;
/* A table up to this height is never broken. */
static const double WHOLE_TABLE = 380.0;

struct plan_cell {
    const struct table_cell *cell;
    size_t line, column;
    bool is_head; /* stands in a header line */
    PangoLayout *layout;
};

struct table_plan {
    const struct document_table *table;
    double *left;       /* n_columns + 1 edges */
    double *heights;    /* of the lines */
    size_t first_piece; /* of line 0 */
    size_t n_cells;
    struct plan_cell *cells;
};

static double at_least(double a, double b)
{
    return a > b ? a : b;
}

/* --- where each cell stands -------------------------------------------- */

static size_t count_cells(const struct document_table *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_lines; i++)
        n += t->lines[i].n_cells;
    return n;
}

static void place_cells(struct pdf *p, struct table_plan *plan)
{
    const struct document_table *t = plan->table;
    size_t *busy = arena_take_array(p->arena, t->n_columns, sizeof *busy);
    plan->cells =
        arena_take_array(p->arena, count_cells(t), sizeof *plan->cells);
    for (size_t i = 0; i < t->n_lines; i++) {
        size_t column = 0;
        for (size_t k = 0; k < t->lines[i].n_cells; k++) {
            const struct table_cell *cell = &t->lines[i].cells[k];
            while (column < t->n_columns && busy[column] > 0)
                busy[column++]--;
            if (column + cell->column_span > t->n_columns)
                break; /* a cell beyond the last column has no place */
            struct plan_cell *placed = &plan->cells[plan->n_cells++];
            placed->cell = cell;
            placed->line = i;
            placed->column = column;
            placed->is_head = i < t->n_header_lines;
            for (size_t s = 0; s < cell->column_span; s++)
                busy[column++] = cell->row_span - 1;
        }
        for (; column < t->n_columns; column++)
            if (busy[column] > 0)
                busy[column]--;
    }
}

/* --- widths ------------------------------------------------------------ */

/* What each column wants, and what it can't do without: figures never wrap,
 * words and heads may, down to NARROW_WORDS and NARROW. */
struct wishes {
    double *natural, *least;
};

static double natural_width(struct pdf *p, const struct plan_cell *c)
{
    PangoLayout *layout =
        pdf_layout(p, c->cell->text, PDF_TEXT_SIZE, c->is_head, -1);
    return layout_width(layout) + 2 * PAD_X + 1;
}

static void wish_of_cell(struct pdf *p, const struct table_plan *plan,
                         const struct plan_cell *c, struct wishes *w)
{
    double width = natural_width(p, c);
    if (c->is_head && width > LONG_HEAD)
        width = at_least(width / 2 + PAD_X, LONG_HEAD);
    bool may_wrap = c->is_head || plan->table->aligns[c->column] == ALIGN_LEFT;
    double narrow = c->is_head ? NARROW : NARROW_WORDS;
    double least = may_wrap && width > narrow ? narrow : width;
    w->natural[c->column] = at_least(w->natural[c->column], width);
    w->least[c->column] = at_least(w->least[c->column], least);
}

/* A cell over several columns widens them evenly. */
static void wish_of_span(struct pdf *p, const struct plan_cell *c,
                         struct wishes *w)
{
    size_t span = c->cell->column_span;
    double have = 0;
    for (size_t k = 0; k < span; k++)
        have += w->natural[c->column + k];
    double lacks = natural_width(p, c) - have;
    for (size_t k = 0; k < span && lacks > 0; k++)
        w->natural[c->column + k] += lacks / (double)span;
}

static void collect_wishes(struct pdf *p, const struct table_plan *plan,
                           struct wishes *w)
{
    for (size_t i = 0; i < plan->n_cells; i++)
        if (plan->cells[i].cell->column_span == 1)
            wish_of_cell(p, plan, &plan->cells[i], w);
    for (size_t i = 0; i < plan->n_cells; i++)
        if (plan->cells[i].cell->column_span > 1)
            wish_of_span(p, &plan->cells[i], w);
}

static double sum_of(const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    return sum;
}

/* Room left over goes to all in proportion; where room lacks, columns give
 * way in proportion to what they have above their least. */
static void fit_widths(const struct wishes *w, size_t n, double *widths)
{
    double natural = sum_of(w->natural, n), least = sum_of(w->least, n);
    for (size_t i = 0; i < n; i++) {
        if (natural <= PDF_WIDTH)
            widths[i] = w->natural[i] * PDF_WIDTH / natural;
        else if (least >= PDF_WIDTH)
            widths[i] = w->least[i] * PDF_WIDTH / least;
        else
            widths[i] = w->least[i] + (w->natural[i] - w->least[i]) *
                                          (PDF_WIDTH - least) /
                                          (natural - least);
    }
}

static void plan_widths(struct pdf *p, const struct table_plan *plan,
                        double *widths)
{
    const struct document_table *t = plan->table;
    size_t n = t->n_columns;
    if (t->widths != NULL) {
        double sum = sum_of(t->widths, n);
        for (size_t i = 0; i < n; i++)
            widths[i] = t->widths[i] * PDF_WIDTH / sum;
        return;
    }
    struct wishes w = {arena_take_array(p->arena, n, sizeof(double)),
                       arena_take_array(p->arena, n, sizeof(double))};
    collect_wishes(p, plan, &w);
    fit_widths(&w, n, widths);
}

static void plan_columns(struct pdf *p, struct table_plan *plan)
{
    const struct document_table *t = plan->table;
    double *widths = arena_take_array(p->arena, t->n_columns, sizeof *widths);
    plan_widths(p, plan, widths);
    plan->left =
        arena_take_array(p->arena, t->n_columns + 1, sizeof *plan->left);
    plan->left[0] = PDF_LEFT;
    for (size_t i = 0; i < t->n_columns; i++)
        plan->left[i + 1] = plan->left[i] + widths[i];
}

/* --- heights ----------------------------------------------------------- */

static double cell_width(const struct table_plan *plan,
                         const struct plan_cell *c)
{
    return plan->left[c->column + c->cell->column_span] - plan->left[c->column];
}

static enum align cell_align(const struct table_plan *plan,
                             const struct plan_cell *c)
{
    return c->is_head ? ALIGN_CENTRE : plan->table->aligns[c->column];
}

static void set_layouts(struct pdf *p, struct table_plan *plan)
{
    static const PangoAlignment aligns[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_RIGHT,
                                            PANGO_ALIGN_CENTER};
    for (size_t i = 0; i < plan->n_cells; i++) {
        struct plan_cell *c = &plan->cells[i];
        c->layout = pdf_layout(p, c->cell->text, PDF_TEXT_SIZE, c->is_head,
                               cell_width(plan, c) - 2 * PAD_X);
        paper.pango_layout_set_alignment(c->layout,
                                         aligns[cell_align(plan, c)]);
    }
}

static double span_height(const struct table_plan *plan, size_t first, size_t n)
{
    double height = 0;
    for (size_t i = first; i < first + n && i < plan->table->n_lines; i++)
        height += plan->heights[i];
    return height;
}

static void plan_heights(struct pdf *p, struct table_plan *plan)
{
    size_t n_lines = plan->table->n_lines;
    plan->heights = arena_take_array(p->arena, n_lines, sizeof *plan->heights);
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < plan->n_cells; i++) {
            const struct plan_cell *c = &plan->cells[i];
            bool is_single = c->cell->row_span == 1;
            if (is_single != (pass == 0))
                continue;
            size_t last = c->line + c->cell->row_span - 1;
            if (last >= n_lines)
                last = n_lines - 1;
            double lacks = layout_height(c->layout) + 2 * PAD_Y -
                           span_height(plan, c->line, last - c->line + 1);
            if (lacks > 0)
                plan->heights[last] += lacks;
        }
}

double table_header_height(const struct table_plan *plan)
{
    return span_height(plan, 0, plan->table->n_header_lines);
}

/* --- drawing ----------------------------------------------------------- */

/* A cell that spans lines ends with the last of them on the same page. */
static double height_on_page(struct pdf *p, const struct table_plan *plan,
                             const struct plan_cell *c)
{
    size_t page = p->pieces[plan->first_piece + c->line].page;
    double height = 0;
    for (size_t i = c->line;
         i < c->line + c->cell->row_span && i < plan->table->n_lines &&
         p->pieces[plan->first_piece + i].page == page;
         i++)
        height += plan->heights[i];
    return height;
}

static void draw_box(struct pdf *p, const struct table_plan *plan,
                     const struct plan_cell *c, double y, double height)
{
    double x = plan->left[c->column], width = cell_width(plan, c);
    if (c->is_head)
        pdf_rectangle(p, x, y, width, height, COLOUR_TINT);
    pdf_colour(p, COLOUR_LINE);
    paper.cairo_set_line_width(p->cr, 0.6);
    paper.cairo_rectangle(p->cr, x, y, width, height);
    paper.cairo_stroke(p->cr);
}

static void draw_cell_text(struct pdf *p, const struct table_plan *plan,
                           const struct plan_cell *c, double y, double height)
{
    double above = (height - layout_height(c->layout)) / 2;
    pdf_show(p, c->layout, plan->left[c->column] + PAD_X, y + above,
             COLOUR_TEXT);
}

static void note_cell(struct pdf *p, const struct plan_cell *c)
{
    p->cells = arena_grow(p->arena, p->cells, p->n_cells, &p->cells_capacity,
                          sizeof *p->cells);
    struct cell_note *note = &p->cells[p->n_cells++];
    note->is_header = c->cell->is_header;
    note->is_column = c->is_head;
    note->column_span = c->cell->column_span;
    note->row_span = c->cell->row_span;
}

static void draw_line(struct pdf *p, const struct piece *piece, double y)
{
    const struct table_plan *plan = piece->table;
    paper.cairo_tag_begin(p->cr, "TR", NULL);
    for (size_t i = 0; i < plan->n_cells; i++) {
        const struct plan_cell *c = &plan->cells[i];
        if (c->line != piece->line)
            continue;
        double height = height_on_page(p, plan, c);
        draw_box(p, plan, c, y, height);
        const char *tag = c->cell->is_header ? "TH" : "TD";
        note_cell(p, c);
        paper.cairo_tag_begin(p->cr, tag, NULL);
        draw_cell_text(p, plan, c, y, height);
        paper.cairo_tag_end(p->cr, tag);
    }
    paper.cairo_tag_end(p->cr, "TR");
}

/* On a new page the header is drawn again, outside the structure. */
void table_header_repeat(struct pdf *p, const struct table_plan *plan, double y)
{
    for (size_t i = 0; i < plan->n_cells; i++) {
        const struct plan_cell *c = &plan->cells[i];
        if (!c->is_head)
            continue;
        double top = y + span_height(plan, 0, c->line);
        double height = span_height(plan, c->line, c->cell->row_span);
        draw_box(p, plan, c, top, height);
        draw_cell_text(p, plan, c, top, height);
    }
}

/* --- pieces ------------------------------------------------------------ */

static bool is_joined_below(const struct table_plan *plan, size_t line)
{
    for (size_t i = 0; i < plan->n_cells; i++) {
        const struct plan_cell *c = &plan->cells[i];
        if (c->line <= line && line + 1 < c->line + c->cell->row_span)
            return true;
    }
    return false;
}

static const struct text_style caption_style = {
    .size = PDF_TEXT_SIZE, .is_bold = true, .colour = COLOUR_TEXT};
static const struct text_style note_style = {.size = PDF_TEXT_SIZE,
                                             .colour = COLOUR_MUTED};

static struct piece *text_above(struct pdf *p, const char *text,
                                const struct text_style *style)
{
    struct piece *piece = pdf_text_piece(p, text, "Caption", style);
    piece->height += 3;
    piece->keep_with_next = true;
    return piece;
}

static void line_pieces(struct pdf *p, struct table_plan *plan)
{
    const struct document_table *t = plan->table;
    bool stays_whole = span_height(plan, 0, t->n_lines) <= WHOLE_TABLE;
    plan->first_piece = p->n_pieces;
    for (size_t i = 0; i < t->n_lines; i++) {
        struct piece *piece =
            pdf_add_piece(p, draw_line, NULL, plan->heights[i]);
        piece->table = plan;
        piece->line = i;
        bool is_last = i + 1 == t->n_lines;
        piece->keep_with_next =
            !is_last && (stays_whole || i < t->n_header_lines ||
                         i + 2 == t->n_lines || is_joined_below(plan, i));
        if (is_last && t->note_below[0] != '\0')
            piece->keep_with_next = true;
    }
}

void pdf_table_pieces(struct pdf *p, const struct document_table *t)
{
    if (t->n_lines == 0 || t->n_columns == 0)
        return;
    struct table_plan *plan = arena_take(p->arena, sizeof *plan);
    plan->table = t;
    place_cells(p, plan);
    plan_columns(p, plan);
    set_layouts(p, plan);
    plan_heights(p, plan);
    size_t first = p->n_pieces;
    if (t->caption[0] != '\0')
        (void)text_above(p, t->caption, &caption_style);
    if (t->note_above[0] != '\0')
        (void)text_above(p, t->note_above, &note_style);
    line_pieces(p, plan);
    p->pieces[first].space_before = 12;
    p->pieces[first].open[0] = "Table";
    p->pieces[p->n_pieces - 1].close[0] = "Table";
    if (t->note_below[0] != '\0')
        pdf_text_piece(p, t->note_below, "P", &note_style)->space_before = 4;
}

/* pdf: pages filled with pieces, drawn once by cairo, finished by libqpdf. */
#include "report/pdf.h"

#include "base/messages.h"
#include "base/output_file.h"
#include "base/text.h"
#include "report/pdf_parts.h"
#include <stdlib.h>
#include <string.h>

/* --- from blocks to pages ---------------------------------------------- */

static void make_pieces(struct pdf *p)
{
    bool starts_page = false;
    for (size_t at = 0; at < p->document->n_blocks; at++) {
        if (p->document->blocks[at].kind == BLOCK_PAGE_BREAK) {
            starts_page = true;
            continue;
        }
        size_t first = p->n_pieces;
        pdf_block_pieces(p, &at);
        if (first < p->n_pieces) {
            p->pieces[first].starts_page = starts_page;
            starts_page = false;
        }
    }
}

/* Height of a piece and all those it must stay with. */
static double chain_height(const struct pdf *p, size_t first)
{
    double height = p->pieces[first].height;
    for (size_t i = first; p->pieces[i].keep_with_next && i + 1 < p->n_pieces;
         i++)
        height += p->pieces[i + 1].space_before + p->pieces[i + 1].height;
    return height;
}

static bool repeats_header(const struct piece *piece)
{
    return piece->table != NULL && piece->line > 0;
}

static void fill_pages(struct pdf *p)
{
    double y = PDF_TOP;
    size_t page = 0;
    bool is_new_page = true;
    for (size_t i = 0; i < p->n_pieces; i++) {
        struct piece *piece = &p->pieces[i];
        bool is_chained = i > 0 && p->pieces[i - 1].keep_with_next;
        double needs = is_chained ? piece->height : chain_height(p, i);
        if (needs > PDF_BOTTOM - PDF_TOP)
            needs = piece->height; /* the chain is longer than any page */
        double space = is_new_page ? 0 : piece->space_before;
        if (!is_new_page &&
            (piece->starts_page || y + space + needs > PDF_BOTTOM)) {
            page++;
            y = PDF_TOP;
            space = 0;
            if (repeats_header(piece))
                y += table_header_height(piece->table);
        }
        piece->page = page;
        piece->y = y + space;
        y = piece->y + piece->height;
        is_new_page = false;
    }
    p->n_pages = page + 1;
}

/* --- drawing ----------------------------------------------------------- */

static void draw_frame(struct pdf *p, size_t page)
{
    const struct document *d = p->document;
    double foot = PDF_BOTTOM + 14;
    pdf_rule(p, PDF_LEFT, foot, PDF_LEFT + PDF_WIDTH, foot, 0.6, COLOUR_LINE);
    pdf_show(p, pdf_layout(p, d->foot, PDF_SMALL_SIZE, false, -1), PDF_LEFT,
             foot + 5, COLOUR_MUTED);
    char *number = arena_format(p->arena, "%zu / %zu", page + 1, p->n_pages);
    PangoLayout *layout = pdf_layout(p, number, PDF_SMALL_SIZE, false, -1);
    pdf_show(p, layout, PDF_LEFT + PDF_WIDTH - layout_width(layout), foot + 5,
             COLOUR_MUTED);
    if (page == 0)
        return;
    layout = pdf_layout(p, d->title, PDF_SMALL_SIZE, false, -1);
    pdf_show(p, layout, PDF_LEFT + PDF_WIDTH - layout_width(layout), 30,
             COLOUR_MUTED);
}

static void tags_begin(struct pdf *p, const char *const *tags)
{
    for (size_t i = 0; tags[i] != NULL; i++)
        paper.cairo_tag_begin(p->cr, tags[i], NULL);
}

static void tags_end(struct pdf *p, const char *const *tags)
{
    for (size_t i = 0; tags[i] != NULL; i++)
        paper.cairo_tag_end(p->cr, tags[i]);
}

static void draw_pages(struct pdf *p)
{
    size_t page = 0;
    paper.cairo_tag_begin(p->cr, "Document", NULL);
    draw_frame(p, 0);
    for (size_t i = 0; i < p->n_pieces; i++) {
        const struct piece *piece = &p->pieces[i];
        if (piece->page != page) {
            paper.cairo_show_page(p->cr);
            page = piece->page;
            draw_frame(p, page);
            if (repeats_header(piece))
                table_header_repeat(p, piece->table,
                                    piece->y -
                                        table_header_height(piece->table));
        }
        tags_begin(p, piece->open);
        piece->draw(p, piece, piece->y);
        tags_end(p, piece->close);
    }
    paper.cairo_tag_end(p->cr, "Document");
    paper.cairo_show_page(p->cr);
}

/* --- the file ---------------------------------------------------------- */

struct buffer {
    char *bytes;
    size_t n, capacity;
};

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes,
                                 unsigned n)
{
    struct buffer *b = closure;
    if (b->n + n > b->capacity) {
        size_t capacity = 2 * (b->n + n);
        char *bigger = realloc(b->bytes, capacity);
        if (bigger == NULL)
            return CAIRO_STATUS_NO_MEMORY;
        b->bytes = bigger;
        b->capacity = capacity;
    }
    memcpy(b->bytes + b->n, bytes, n);
    b->n += n;
    return CAIRO_STATUS_SUCCESS;
}

static void set_metadata(struct pdf *p)
{
    const struct document *d = p->document;
    char day[11];
    date_write_iso(d->dated, day);
    char *created = arena_format(p->arena, "%sT00:00:00Z", day);
    paper.cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE,
                                         d->title);
    if (d->subject[0] != '\0')
        paper.cairo_pdf_surface_set_metadata(
            p->surface, CAIRO_PDF_METADATA_SUBJECT, d->subject);
    paper.cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATOR,
                                         "ayumi " AYUMI_VERSION);
    paper.cairo_pdf_surface_set_metadata(
        p->surface, CAIRO_PDF_METADATA_CREATE_DATE, created);
    paper.cairo_pdf_surface_set_metadata(p->surface,
                                         CAIRO_PDF_METADATA_MOD_DATE, created);
}

static enum status draw_document(struct pdf *p, struct buffer *out,
                                 const char *path)
{
    p->surface = paper.cairo_pdf_surface_create_for_stream(
        take_bytes, out, PDF_PAGE_WIDTH, PDF_PAGE_HEIGHT);
    p->cr = paper.cairo_create(p->surface);
    set_metadata(p);
    draw_pages(p);
    cairo_status_t drawn = paper.cairo_status(p->cr);
    paper.cairo_destroy(p->cr);
    paper.cairo_surface_finish(p->surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        drawn = paper.cairo_surface_status(p->surface);
    paper.cairo_surface_destroy(p->surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        return STATUS_OK;
    say_error("report.pdf_failed", path, paper.cairo_status_to_string(drawn));
    return STATUS_IO;
}

static enum status check_glyphs(const struct pdf *p, const char *path)
{
    if (p->missing == 0)
        return STATUS_OK;
    char character[5] = {0};
    text_encode(p->missing, character);
    say_error("report.no_glyph", path, character,
              arena_format(p->arena, "U+%04X", p->missing));
    return STATUS_IO;
}

/* A table line or a list item that no page can hold would run off it. */
static enum status check_heights(const struct pdf *p, const char *path)
{
    for (size_t i = 0; i < p->n_pieces; i++)
        if (p->pieces[i].height > PDF_BOTTOM - PDF_TOP) {
            say_error("report.too_high", path);
            return STATUS_USAGE;
        }
    return STATUS_OK;
}

static enum status write_document(struct pdf *p, const char *path)
{
    struct buffer drawn = {0};
    const char *bytes = NULL;
    size_t n = 0;
    make_pieces(p);
    fill_pages(p);
    (void)pdf_layout(p, p->document->foot, PDF_SMALL_SIZE, false, -1);
    (void)pdf_layout(p, p->document->title, PDF_SMALL_SIZE, false, -1);
    enum status st = check_glyphs(p, path);
    if (st == STATUS_OK)
        st = check_heights(p, path);
    if (st == STATUS_OK)
        st = draw_document(p, &drawn, path);
    if (st == STATUS_OK)
        st = pdf_finish(p, drawn.bytes, drawn.n, path, &bytes, &n);
    if (st == STATUS_OK)
        st = file_write(path, bytes, n, 0644);
    free(drawn.bytes);
    return st;
}

enum status pdf_write(const struct document *d, const char *path)
{
    struct arena arena;
    enum status st = pdf_library_load();
    if (st != STATUS_OK)
        return st;
    arena_init(&arena);
    struct pdf p = {.arena = &arena, .document = d};
    st = pdf_text_init(&p);
    if (st == STATUS_OK)
        st = write_document(&p, path);
    pdf_text_release(&p);
    arena_release(&arena);
    return st;
}

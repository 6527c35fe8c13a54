/* pdf_text: fonts by name, and a refusal where a glyph is missing.
 *
 * "Sans" would mix whatever is installed; a missing glyph would print an
 * empty box. So the faces are named, and every character is looked up. */
#include "report/pdf_parts.h"

#include "base/messages.h"
#include "base/text.h"
#include "report/pdf.h"
#include <stdlib.h>
#include <string.h>

static const char *const faces[] = {"BIZ UDPGothic", "IPAexGothic",
                                    "Noto Sans CJK JP"};
static const char all_faces[] = "BIZ UDPGothic,IPAexGothic,Noto Sans CJK JP";
enum { N_FACES = 3 };

/* Where the locale is Japanese, fontconfig calls the faces by their Japanese
 * names; they are asked for by the English ones everywhere. */
static PangoFontMap *new_font_map(void)
{
    setenv("FC_LANG", "en", 1);
    return paper.pango_cairo_font_map_new();
}

static bool map_has(PangoFontMap *map, const char *name)
{
    PangoFontFamily **families = NULL;
    int n = 0;
    bool found = false;
    paper.pango_font_map_list_families(map, &families, &n);
    for (int i = 0; i < n && !found; i++)
        found =
            strcmp(paper.pango_font_family_get_name(families[i]), name) == 0;
    paper.g_free(families);
    return found;
}

const char *pdf_font(struct arena *a)
{
    const char *found = NULL;
    if (pdf_library_load() != STATUS_OK)
        return NULL;
    PangoFontMap *map = new_font_map();
    for (size_t i = 0; i < N_FACES && found == NULL; i++)
        if (map_has(map, faces[i]))
            found = arena_copy(a, faces[i]);
    paper.g_object_unref(map);
    return found;
}

static PangoCoverage *coverage_of(struct pdf *p, const char *face)
{
    if (!map_has(p->map, face))
        return NULL;
    PangoFontDescription *wanted = paper.pango_font_description_new();
    paper.pango_font_description_set_family(wanted, face);
    PangoFont *font =
        paper.pango_font_map_load_font(p->map, p->context, wanted);
    paper.pango_font_description_free(wanted);
    if (font == NULL)
        return NULL;
    PangoCoverage *coverage = paper.pango_font_get_coverage(
        font, paper.pango_language_from_string("ja"));
    paper.g_object_unref(font);
    return coverage;
}

/* No hinting: the same outlines whatever screen the machine has. */
static void set_outlines(PangoContext *context)
{
    cairo_font_options_t *options = paper.cairo_font_options_create();
    paper.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    paper.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    paper.cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    paper.pango_cairo_context_set_font_options(context, options);
    paper.cairo_font_options_destroy(options);
}

enum status pdf_text_init(struct pdf *p)
{
    p->map = new_font_map();
    /* One unit of the surface is one point. */
    paper.pango_cairo_font_map_set_resolution((PangoCairoFontMap *)p->map, 72);
    p->context = paper.pango_font_map_create_context(p->map);
    paper.pango_context_set_language(p->context,
                                     paper.pango_language_from_string("ja"));
    paper.pango_context_set_round_glyph_positions(p->context, FALSE);
    set_outlines(p->context);
    p->font = paper.pango_font_description_new();
    paper.pango_font_description_set_family(p->font, all_faces);
    bool any = false;
    for (size_t i = 0; i < N_FACES; i++) {
        p->coverage[i] = coverage_of(p, faces[i]);
        any = any || p->coverage[i] != NULL;
    }
    if (any)
        return STATUS_OK;
    say_error("report.no_font", all_faces);
    return STATUS_IO;
}

void pdf_text_release(struct pdf *p)
{
    for (size_t i = 0; i < p->n_layouts; i++)
        paper.g_object_unref(p->layouts[i]);
    for (size_t i = 0; i < N_FACES; i++)
        if (p->coverage[i] != NULL)
            paper.g_object_unref(p->coverage[i]);
    paper.pango_font_description_free(p->font);
    paper.g_object_unref(p->context);
    paper.g_object_unref(p->map);
}

/* Line feeds, and marks that only choose a form of the character before
 * them: U+845B U+E0100 is how the city of Katsuragi writes itself. */
static bool has_no_glyph(uint32_t character)
{
    return character == '\n' || character == '\t' ||
           (character >= 0xFE00 && character <= 0xFE0F) ||
           (character >= 0xE0100 && character <= 0xE01EF);
}

static bool is_covered(const struct pdf *p, uint32_t character)
{
    if (has_no_glyph(character))
        return true;
    for (size_t i = 0; i < N_FACES; i++)
        if (p->coverage[i] != NULL &&
            paper.pango_coverage_get(p->coverage[i], (int)character) ==
                PANGO_COVERAGE_EXACT)
            return true;
    return false;
}

static void look_up(struct pdf *p, const char *text)
{
    while (*text != '\0' && p->missing == 0) {
        uint32_t character = text_next(&text);
        if (!is_covered(p, character))
            p->missing = character;
    }
}

PangoLayout *pdf_layout(struct pdf *p, const char *text, double size,
                        bool is_bold, double width)
{
    look_up(p, text);
    PangoLayout *layout = paper.pango_layout_new(p->context);
    p->layouts = arena_grow(p->arena, p->layouts, p->n_layouts,
                            &p->layouts_capacity, sizeof *p->layouts);
    p->layouts[p->n_layouts++] = layout;
    paper.pango_font_description_set_absolute_size(p->font, size * PANGO_SCALE);
    paper.pango_font_description_set_weight(
        p->font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    paper.pango_layout_set_font_description(layout, p->font);
    paper.pango_layout_set_text(layout, text, -1);
    paper.pango_layout_set_line_spacing(layout, 1.35F);
    paper.pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    if (width >= 0)
        paper.pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    return layout;
}

double layout_height(PangoLayout *layout)
{
    PangoRectangle box;
    paper.pango_layout_get_extents(layout, NULL, &box);
    return (double)box.height / PANGO_SCALE;
}

double layout_width(PangoLayout *layout)
{
    PangoRectangle box;
    paper.pango_layout_get_extents(layout, NULL, &box);
    return (double)box.width / PANGO_SCALE;
}

void pdf_colour(struct pdf *p, unsigned colour)
{
    paper.cairo_set_source_rgb(p->cr, (double)((colour >> 16) & 0xFF) / 255,
                               (double)((colour >> 8) & 0xFF) / 255,
                               (double)(colour & 0xFF) / 255);
}

void pdf_show(struct pdf *p, PangoLayout *layout, double x, double y,
              unsigned colour)
{
    pdf_colour(p, colour);
    paper.cairo_move_to(p->cr, x, y);
    paper.pango_cairo_show_layout(p->cr, layout);
}

void pdf_rectangle(struct pdf *p, double x, double y, double width,
                   double height, unsigned colour)
{
    pdf_colour(p, colour);
    paper.cairo_rectangle(p->cr, x, y, width, height);
    paper.cairo_fill(p->cr);
}

void pdf_rule(struct pdf *p, double x, double y, double to_x, double to_y,
              double stroke, unsigned colour)
{
    pdf_colour(p, colour);
    paper.cairo_set_line_width(p->cr, stroke);
    paper.cairo_move_to(p->cr, x, y);
    paper.cairo_line_to(p->cr, to_x, to_y);
    paper.cairo_stroke(p->cr);
}

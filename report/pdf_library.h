/* pdf_library: the functions of Pango, cairo, GLib and libqpdf that the PDF
 * calls, loaded when the first one is written (late_library.h).
 *
 * paper.cairo_stroke(cr) is cairo_stroke(cr), qpdf.init() is qpdf_init(). */
#ifndef AYUMI_REPORT_PDF_LIBRARY_H
#define AYUMI_REPORT_PDF_LIBRARY_H

#include "base/status.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qpdf/qpdf-c.h>

/* Names in the order of the alphabet. */
// clang-format off
#define PAPER_FUNCTIONS(function) \
    function(cairo_clip) \
    function(cairo_create) \
    function(cairo_destroy) \
    function(cairo_fill) \
    function(cairo_fill_preserve) \
    function(cairo_font_options_create) \
    function(cairo_font_options_destroy) \
    function(cairo_font_options_set_antialias) \
    function(cairo_font_options_set_hint_metrics) \
    function(cairo_font_options_set_hint_style) \
    function(cairo_line_to) \
    function(cairo_move_to) \
    function(cairo_pdf_surface_add_outline) \
    function(cairo_pdf_surface_create_for_stream) \
    function(cairo_pdf_surface_set_metadata) \
    function(cairo_rectangle) \
    function(cairo_restore) \
    function(cairo_save) \
    function(cairo_set_line_width) \
    function(cairo_set_source_rgb) \
    function(cairo_show_page) \
    function(cairo_status) \
    function(cairo_status_to_string) \
    function(cairo_stroke) \
    function(cairo_surface_destroy) \
    function(cairo_surface_finish) \
    function(cairo_surface_status) \
    function(cairo_tag_begin) \
    function(cairo_tag_end) \
    function(g_free) \
    function(g_object_unref) \
    function(pango_cairo_context_set_font_options) \
    function(pango_cairo_font_map_new) \
    function(pango_cairo_font_map_set_resolution) \
    function(pango_cairo_show_layout) \
    function(pango_cairo_show_layout_line) \
    function(pango_context_set_language) \
    function(pango_context_set_round_glyph_positions) \
    function(pango_coverage_get) \
    function(pango_font_description_free) \
    function(pango_font_description_new) \
    function(pango_font_description_set_absolute_size) \
    function(pango_font_description_set_family) \
    function(pango_font_description_set_weight) \
    function(pango_font_family_get_name) \
    function(pango_font_get_coverage) \
    function(pango_font_map_create_context) \
    function(pango_font_map_list_families) \
    function(pango_font_map_load_font) \
    function(pango_language_from_string) \
    function(pango_layout_get_baseline) \
    function(pango_layout_get_extents) \
    function(pango_layout_get_line_count) \
    function(pango_layout_get_line_readonly) \
    function(pango_layout_get_text) \
    function(pango_layout_new) \
    function(pango_layout_set_alignment) \
    function(pango_layout_set_font_description) \
    function(pango_layout_set_line_spacing) \
    function(pango_layout_set_text) \
    function(pango_layout_set_width) \
    function(pango_layout_set_wrap)

#define QPDF_FUNCTIONS(function) \
    function(cleanup) \
    function(get_buffer) \
    function(get_buffer_length) \
    function(get_root) \
    function(init) \
    function(init_write_memory) \
    function(oh_get_array_item) \
    function(oh_get_array_n_items) \
    function(oh_get_key) \
    function(oh_is_array) \
    function(oh_is_dictionary) \
    function(oh_is_name_and_equals) \
    function(oh_new_bool) \
    function(oh_new_dictionary) \
    function(oh_new_integer) \
    function(oh_new_name) \
    function(oh_new_string) \
    function(oh_new_unicode_string) \
    function(oh_replace_key) \
    function(read_memory) \
    function(set_compress_streams) \
    function(set_deterministic_ID) \
    function(set_object_stream_mode) \
    function(set_suppress_warnings) \
    function(silence_errors) \
    function(write)
// clang-format on

#define PAPER_MEMBER(name) __typeof__(name) *name;
#define QPDF_MEMBER(name) __typeof__(qpdf_##name) *name;

extern struct paper_functions {
    PAPER_FUNCTIONS(PAPER_MEMBER)
} paper;

extern struct qpdf_functions {
    QPDF_FUNCTIONS(QPDF_MEMBER)
} qpdf;

/* STATUS_IO with a message where one of the libraries is missing. */
MUST_CHECK enum status pdf_library_load(void);

#endif

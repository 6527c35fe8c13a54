/* workbook_library: the functions of libxlsxwriter that report/ calls, loaded
 * when the first workbook is begun (late_library.h).
 *
 * lxw.workbook_close(book) is workbook_close(book). */
#ifndef AYUMI_REPORT_WORKBOOK_LIBRARY_H
#define AYUMI_REPORT_WORKBOOK_LIBRARY_H

#include "base/status.h"
#include <xlsxwriter.h>

/* Names in the order of the alphabet. */
// clang-format off
#define WORKBOOK_FUNCTIONS(function) \
    function(format_set_align) \
    function(format_set_bg_color) \
    function(format_set_bold) \
    function(format_set_border) \
    function(format_set_border_color) \
    function(format_set_bottom) \
    function(format_set_font_color) \
    function(format_set_font_name) \
    function(format_set_font_size) \
    function(format_set_num_format) \
    function(format_set_text_wrap) \
    function(format_set_underline) \
    function(lxw_strerror) \
    function(workbook_add_format) \
    function(workbook_add_worksheet) \
    function(workbook_close) \
    function(workbook_new_opt) \
    function(workbook_set_properties) \
    function(worksheet_autofilter) \
    function(worksheet_data_validation_range) \
    function(worksheet_fit_to_pages) \
    function(worksheet_freeze_panes) \
    function(worksheet_repeat_rows) \
    function(worksheet_set_column) \
    function(worksheet_set_footer) \
    function(worksheet_set_landscape) \
    function(worksheet_set_margins) \
    function(worksheet_set_paper) \
    function(worksheet_set_row) \
    function(worksheet_write_blank) \
    function(worksheet_write_number) \
    function(worksheet_write_rich_string) \
    function(worksheet_write_string)
// clang-format on

#define WORKBOOK_MEMBER(name) __typeof__(name) *name;

extern struct workbook_functions {
    WORKBOOK_FUNCTIONS(WORKBOOK_MEMBER)
} lxw;

/* STATUS_IO with a message where the library is missing. */
MUST_CHECK enum status workbook_library_load(void);

#endif

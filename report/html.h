/* html: a document as one self-contained HTML file.
 *
 * No request leaves the file: own CSS (screen and A4 print), own SVG, no
 * script. `lang` set, one h1, tables with caption and scope, every chart with
 * title, desc, real text and a data table below it. JIS X 8341-3 AA is the
 * aim: contrast 4.5:1, nothing by colour alone. Same document, same bytes. */
#ifndef AYUMI_REPORT_HTML_H
#define AYUMI_REPORT_HTML_H

#include "report/document.h"

MUST_CHECK enum status html_write(const struct document *d, const char *path);

#endif

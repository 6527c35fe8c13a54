/* pdf: a document as a tagged A4 PDF by PangoCairo, finished by libqpdf
 * (/Lang, /Alt of figures, DisplayDocTitle). Fonts are embedded: BIZ
 * UDPGothic by name, then IPAexGothic, then Noto Sans CJK JP; a glyph that
 * none of them has is STATUS_IO with a message naming the character.
 * A table line or list item that is higher than a page is STATUS_USAGE.
 * Same document and fonts, same bytes. */
#ifndef AYUMI_REPORT_PDF_H
#define AYUMI_REPORT_PDF_H

#include "report/document.h"

MUST_CHECK enum status pdf_write(const struct document *d, const char *path);

/* NULL, or the name of the font that would be used; for `ayumi doctor`. */
const char *pdf_font(struct arena *a);

#endif

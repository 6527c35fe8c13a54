/* svg_chart: a drawing as inline SVG with title, desc and real text. */
#ifndef AYUMI_REPORT_SVG_CHART_H
#define AYUMI_REPORT_SVG_CHART_H

#include "report/drawing.h"
#include <stdio.h>

/* number makes the ids of the file unique; write errors stay in out. */
void svg_write(FILE *out, const struct drawing *g, size_t number,
               const char *title, const char *description);

/* & < > " and ' as entities; control characters left out. */
void markup_escape(FILE *out, const char *text);

#endif

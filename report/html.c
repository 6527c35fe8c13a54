/* html: one file that asks for nothing else, on screen and on A4. */
#include "report/html.h"

#include "base/output_file.h"
#include "report/svg_chart.h"

/* Screen first, then A4. Charts that follow each other stand two abreast,
 * as in the PDF. A narrow screen gets one column and tables that scroll. */
static const char style[] =
    ":root{--ink:#1A1A1A;--muted:#505050;--blue:#12436D;--line:#8C96A3;"
    "--tint:#E9EEF4}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:24px 20px 48px;max-width:860px;color:var(--ink)"
    ";background:#FFFFFF;font-family:\"BIZ UDPGothic\",\"BIZ UDPゴシック\","
    "\"Hiragino Kaku Gothic ProN\",\"Yu Gothic\",\"IPAexGothic\","
    "\"Noto Sans CJK JP\",sans-serif;font-size:16px;line-height:1.7}\n"
    "h1{font-size:1.6em;line-height:1.4;white-space:pre-line;margin:0 0 "
    ".7em;padding-bottom:.35em;"
    "border-bottom:3px solid var(--blue)}\n"
    "h2{font-size:1.28em;line-height:1.4;margin:2em 0 .7em;padding-left:.5em;"
    "border-left:.32em solid var(--blue)}\n"
    "h3{font-size:1.08em;margin:1.5em 0 .5em}\n"
    "p,ul{margin:.6em 0}\np{white-space:pre-line}\n"
    "ul{padding-left:1.4em}\n"
    ".key{background:var(--tint);border-left:5px solid var(--blue);"
    "padding:.8em 1em .8em 2em;margin:1em 0;font-weight:700}\n"
    ".key li{margin:.25em 0}\n"
    ".note{color:var(--muted);margin:.35em 0;white-space:pre-line}\n"
    ".scroll{overflow-x:auto;margin:1em 0}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "caption{text-align:left;font-weight:700;padding-bottom:.3em}\n"
    "caption .note{display:block;font-weight:400;margin:0}\n"
    "th,td{border:1px solid var(--line);padding:.32em .6em;"
    "vertical-align:middle}\n"
    "thead th{background:var(--tint);text-align:center}\n"
    "th{font-weight:700}\ntbody th{font-weight:400;text-align:left}\n"
    ".r{text-align:right;white-space:nowrap}\n"
    "tbody th.r{text-align:right}\n"
    ".c,tbody th.c{text-align:center;white-space:nowrap}\n"
    ".charts{display:grid;grid-template-columns:repeat(auto-fit,"
    "minmax(280px,1fr));gap:1.4em;margin:1em 0}\n"
    "figure{margin:0}\n"
    ".charts figure{display:grid;grid-template-rows:subgrid;grid-row:span 3;"
    "row-gap:0;align-content:start}\n"
    "figcaption strong{display:block;line-height:1.45}\n"
    "figcaption span{display:block;color:var(--muted);font-size:.9em}\n"
    "svg{display:block;width:100%;height:auto;margin:.4em 0;"
    "font-family:inherit}\n"
    ".flow{max-width:680px;margin:1em 0}\n"
    ".data{font-size:.9em}\n.data caption{font-weight:400}\n"
    ".data th,.data td{padding:.12em .6em}\n"
    ".charts .data{align-self:start}\n"
    ".ruled div{border-bottom:1px solid var(--line);height:2.2em}\n"
    "footer{margin-top:2.5em;padding-top:.6em;"
    "border-top:1px solid var(--line);color:var(--muted)}\n"
    "@page{size:A4 portrait;margin:18mm 18mm 20mm}\n"
    "@media print{body{max-width:none;padding:0 1px;font-size:10.5pt;"
    "line-height:1.55}\n"
    ".scroll{overflow:visible}\n"
    ".charts{grid-template-columns:1fr 1fr;gap:5mm}\n"
    "figure,tr,.key,.ruled,.whole{break-inside:avoid}\n"
    "h1,h2,h3,caption,figcaption{break-after:avoid}\n"
    "thead{display:table-header-group}\n"
    ".new-page{break-before:page}\n"
    ".data{font-size:9pt}figcaption span{font-size:9pt}\n"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

/* Behind the other rules: what is to print on one page. */
static const char style_of_one_page[] =
    "@page{margin:11mm 14mm}\n"
    "@media print{body{font-size:7.5pt;line-height:1.3}\n"
    "h1{margin:0 0 .4em}h2{margin:.6em 0 .2em}\n"
    "p,ul,.note{margin:.25em 0}.scroll{margin:.4em 0}\n"
    "th,td{padding:.08em .4em}th{white-space:nowrap}\n"
    "footer{margin-top:.8em}}\n";

/* Lines of a table that a printed page never splits. */
enum { SHORT_TABLE = 16 };

/* Behind the other rules: the list of headings. */
static const char style_of_index[] =
    "nav ul{columns:3 14em;list-style:none;padding:0;margin:1em 0}\n"
    "nav .top{font-weight:700}\n"
    "@media print{nav a{color:inherit;text-decoration:none}}\n";

struct html {
    FILE *out;
    const struct document *document;
    size_t n_figures;
    bool starts_page; /* the next block begins a printed page */
};

static void write_tag_text(struct html *h, const char *tag, const char *class,
                           const char *text)
{
    fprintf(h->out, "<%s", tag);
    if (class[0] != '\0' || h->starts_page)
        fprintf(h->out, " class=\"%s%s%s\"", class,
                class[0] != '\0' && h->starts_page ? " " : "",
                h->starts_page ? "new-page" : "");
    h->starts_page = false;
    fputc('>', h->out);
    markup_escape(h->out, text);
    fprintf(h->out, "</%s>\n", tag);
}

/* For blocks that begin with another element than text. */
static void begin_page_if_due(struct html *h)
{
    if (h->starts_page)
        fputs("<div class=\"new-page\"></div>\n", h->out);
    h->starts_page = false;
}

static void write_list(struct html *h, const struct block *b, const char *class)
{
    begin_page_if_due(h);
    if (class[0] != '\0')
        fprintf(h->out, "<ul class=\"%s\">\n", class);
    else
        fputs("<ul>\n", h->out);
    for (size_t i = 0; i < b->n_items; i++)
        write_tag_text(h, "li", "", b->items[i]);
    fputs("</ul>\n", h->out);
}

static void write_cell(struct html *h, const struct table_cell *cell,
                       enum align align, bool in_head)
{
    static const char *const classes[] = {"", " class=\"r\"", " class=\"c\""};
    const char *tag = cell->is_header ? "th" : "td";
    fprintf(h->out, "<%s", tag);
    if (cell->is_header && in_head)
        fprintf(h->out, " scope=\"%s\"",
                cell->column_span > 1 ? "colgroup" : "col");
    else if (cell->is_header)
        fprintf(h->out, " scope=\"%s\"",
                cell->row_span > 1 ? "rowgroup" : "row");
    if (cell->column_span > 1)
        fprintf(h->out, " colspan=\"%zu\"", cell->column_span);
    if (cell->row_span > 1)
        fprintf(h->out, " rowspan=\"%zu\"", cell->row_span);
    fputs(in_head ? "" : classes[align], h->out);
    fputc('>', h->out);
    markup_escape(h->out, cell->text);
    fprintf(h->out, "</%s>", tag);
}

/* Which column a cell stands in depends on the spans of the lines above. */
static void write_line(struct html *h, const struct document_table *t,
                       size_t at, size_t *busy_lines)
{
    size_t column = 0;
    const struct table_line *line = &t->lines[at];
    fputs("<tr>", h->out);
    for (size_t i = 0; i < line->n_cells; i++) {
        const struct table_cell *cell = &line->cells[i];
        while (column < t->n_columns && busy_lines[column] > 0)
            busy_lines[column++]--;
        enum align align =
            column < t->n_columns ? t->aligns[column] : ALIGN_LEFT;
        write_cell(h, cell, align, at < t->n_header_lines);
        for (size_t k = 0; k < cell->column_span && column < t->n_columns; k++)
            busy_lines[column++] = cell->row_span - 1;
    }
    for (; column < t->n_columns; column++)
        if (busy_lines[column] > 0)
            busy_lines[column]--;
    fputs("</tr>\n", h->out);
}

static void write_caption(struct html *h, const struct document_table *t)
{
    if (t->caption[0] == '\0' && t->note_above[0] == '\0')
        return;
    fputs("<caption>", h->out);
    markup_escape(h->out, t->caption);
    if (t->note_above[0] != '\0')
        write_tag_text(h, "span", "note", t->note_above);
    fputs("</caption>\n", h->out);
}

static void write_widths(struct html *h, const struct document_table *t)
{
    double sum = 0;
    if (t->widths == NULL)
        return;
    for (size_t i = 0; i < t->n_columns; i++)
        sum += t->widths[i];
    fputs("<colgroup>", h->out);
    for (size_t i = 0; i < t->n_columns; i++)
        fprintf(h->out, "<col style=\"width:%.0f%%\">",
                100 * t->widths[i] / sum);
    fputs("</colgroup>\n", h->out);
}

static void write_table(struct html *h, const struct document_table *t,
                        const char *class)
{
    begin_page_if_due(h);
    size_t *busy =
        arena_take_array(h->document->arena, t->n_columns, sizeof *busy);
    fprintf(h->out, "<div class=\"scroll%s\">\n<table",
            t->n_lines <= SHORT_TABLE ? " whole" : "");
    if (class[0] != '\0')
        fprintf(h->out, " class=\"%s\"", class);
    if (t->is_fixed)
        fputs(" style=\"table-layout:fixed;overflow-wrap:anywhere\"", h->out);
    fputs(">\n", h->out);
    write_caption(h, t);
    write_widths(h, t);
    for (size_t i = 0; i < t->n_lines; i++) {
        if (i == 0 && t->n_header_lines > 0)
            fputs("<thead>\n", h->out);
        if (i == t->n_header_lines)
            fputs("<tbody>\n", h->out);
        write_line(h, t, i, busy);
        if (i + 1 == t->n_header_lines)
            fputs("</thead>\n", h->out);
    }
    if (t->n_lines > t->n_header_lines)
        fputs("</tbody>\n", h->out);
    fputs("</table>\n", h->out);
    if (t->note_below[0] != '\0')
        write_tag_text(h, "p", "note", t->note_below);
    fputs("</div>\n", h->out);
}

enum row_kind { ROW_HEAD, ROW_NUMBERS, ROW_REMARK };

/* The first cell names the row; a remark stands in the last cell. */
static void write_row(struct html *h, enum row_kind kind,
                      const char *const *cells, size_t n)
{
    fputs("<tr>", h->out);
    for (size_t i = 0; i < n; i++) {
        bool is_th = kind == ROW_HEAD || i == 0;
        if (kind == ROW_HEAD)
            fputs("<th scope=\"col\">", h->out);
        else if (i == 0)
            fputs("<th scope=\"row\">", h->out);
        else
            fputs(kind == ROW_REMARK && i + 1 == n ? "<td>"
                                                   : "<td class=\"r\">",
                  h->out);
        markup_escape(h->out, cells[i]);
        fputs(is_th ? "</th>" : "</td>", h->out);
    }
    fputs("</tr>\n", h->out);
}

static void begin_data(struct html *h, const char *of)
{
    fputs("<table class=\"data\">\n<caption>", h->out);
    markup_escape(h->out, document_word(h->document, "report.figures"));
    fputs(": ", h->out);
    markup_escape(h->out, of);
    fputs("</caption>\n", h->out);
}

static void write_chart_data(struct html *h, const struct document_chart *c)
{
    const struct document *d = h->document;
    bool has_target = false, has_partial = false;
    for (size_t i = 0; i < c->n_bars; i++) {
        has_target = has_target || c->bars[i].has_target;
        has_partial = has_partial || c->bars[i].is_partial;
    }
    const char *head[4] = {document_word(d, "report.year"),
                           document_word(d, "report.actual")};
    size_t n = 2;
    if (has_target)
        head[n++] = document_word(d, "report.target");
    if (has_partial)
        head[n++] = document_word(d, "report.period");
    begin_data(h, c->subtitle);
    fputs("<thead>\n", h->out);
    write_row(h, ROW_HEAD, head, n);
    fputs("</thead>\n<tbody>\n", h->out);
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct chart_bar *bar = &c->bars[i];
        const char *cells[4] = {bar->label, bar->printed};
        n = 2;
        if (has_target)
            cells[n++] = bar->has_target ? bar->target_printed : "";
        if (has_partial)
            cells[n++] = bar->partial_note;
        write_row(h, ROW_NUMBERS, cells, n);
    }
    fputs("</tbody>\n</table>\n", h->out);
}

static void write_figure_head(struct html *h, const char *title,
                              const char *subtitle)
{
    fputs("<figcaption>", h->out);
    write_tag_text(h, "strong", "", title);
    if (subtitle[0] != '\0')
        write_tag_text(h, "span", "", subtitle);
    fputs("</figcaption>\n", h->out);
}

static void write_chart(struct html *h, const struct document_chart *c)
{
    const struct drawing *g = chart_drawing(h->document, c, 236);
    fputs("<figure>\n", h->out);
    write_figure_head(h, c->title, c->subtitle);
    svg_write(h->out, g, ++h->n_figures, c->title, c->description);
    write_chart_data(h, c);
    fputs("</figure>\n", h->out);
}

static void write_flow(struct html *h, const struct document_flow *f)
{
    const struct document *d = h->document;
    begin_page_if_due(h);
    fputs("<figure class=\"flow\">\n", h->out);
    write_figure_head(h, f->title, "");
    svg_write(h->out, flow_drawing(d, f, 493), ++h->n_figures, f->title,
              f->description);
    begin_data(h, f->title);
    const char *head[] = {document_word(d, "report.step"),
                          document_word(d, "report.people"),
                          document_word(d, "report.remark")};
    fputs("<thead>\n", h->out);
    write_row(h, ROW_HEAD, head, 3);
    fputs("</thead>\n<tbody>\n", h->out);
    for (size_t i = 0; i < f->n_steps; i++) {
        const char *cells[] = {f->steps[i].label, f->steps[i].printed,
                               f->steps[i].note};
        write_row(h, ROW_REMARK, cells, 3);
    }
    fputs("</tbody>\n</table>\n</figure>\n", h->out);
}

/* Charts that follow each other share one grid. Returns the last one. */
static size_t write_charts(struct html *h, size_t at)
{
    const struct document *d = h->document;
    begin_page_if_due(h);
    fputs("<div class=\"charts\">\n", h->out);
    for (; at < d->n_blocks && d->blocks[at].kind == BLOCK_BAR_CHART; at++)
        write_chart(h, d->blocks[at].chart);
    fputs("</div>\n", h->out);
    return at - 1;
}

static void write_ruled(struct html *h, int n_lines)
{
    begin_page_if_due(h);
    fputs("<div class=\"ruled\">", h->out);
    for (int i = 0; i < n_lines; i++)
        fputs("<div></div>", h->out);
    fputs("</div>\n", h->out);
}

/* Every heading below the title, by the number of its block. */
static void write_index(struct html *h)
{
    const struct document *d = h->document;
    fputs("<nav>\n<ul>\n", h->out);
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        if (b->kind != BLOCK_HEADING || b->level < 2)
            continue;
        fprintf(h->out, "<li%s><a href=\"#b%zu\">",
                b->level == 2 ? " class=\"top\"" : "", i);
        markup_escape(h->out, b->text);
        fputs("</a></li>\n", h->out);
    }
    fputs("</ul>\n</nav>\n", h->out);
}

static void write_heading(struct html *h, size_t at)
{
    static const char *const headings[] = {"h1", "h2", "h3"};
    const struct block *b = &h->document->blocks[at];
    const char *tag = headings[b->level < 1 ? 0 : (b->level - 1) % 3];
    if (h->document->is_indexed && b->level > 1)
        fprintf(h->out, "<a id=\"b%zu\"></a>", at);
    write_tag_text(h, tag, "", b->text);
    if (h->document->is_indexed && b->level == 1)
        write_index(h);
}

static size_t write_block(struct html *h, size_t at)
{
    const struct block *b = &h->document->blocks[at];
    switch (b->kind) {
    case BLOCK_HEADING:
        write_heading(h, at);
        break;
    case BLOCK_PARAGRAPH:
        write_tag_text(h, "p", "", b->text);
        break;
    case BLOCK_NOTE:
        write_tag_text(h, "p", "note", b->text);
        break;
    case BLOCK_BULLETS:
        write_list(h, b, "");
        break;
    case BLOCK_KEY_POINTS:
        write_list(h, b, "key");
        break;
    case BLOCK_TABLE:
        write_table(h, b->table, "");
        break;
    case BLOCK_BAR_CHART:
        return write_charts(h, at);
    case BLOCK_FLOW:
        write_flow(h, b->flow);
        break;
    case BLOCK_RULED_LINES:
        write_ruled(h, b->level);
        break;
    case BLOCK_PAGE_BREAK:
        h->starts_page = true;
        break;
    }
    return at;
}

static void write_page(struct html *h)
{
    const struct document *d = h->document;
    fprintf(h->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n",
            d->language == LANGUAGE_EN ? "en" : "ja");
    fputs("<meta charset=\"utf-8\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
          "'none'; style-src 'unsafe-inline'; img-src data:\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, "
          "initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n",
          h->out);
    write_tag_text(h, "title", "", d->title);
    fprintf(h->out, "<style>\n%s%s%s</style>\n</head>\n<body>\n<main>\n", style,
            d->is_one_page ? style_of_one_page : "",
            d->is_indexed ? style_of_index : "");
    for (size_t i = 0; i < d->n_blocks; i++)
        i = write_block(h, i);
    fputs("</main>\n", h->out);
    if (d->foot[0] != '\0')
        write_tag_text(h, "footer", "", d->foot);
    fputs("</body>\n</html>\n", h->out);
}

enum status html_write(const struct document *d, const char *path)
{
    struct output_file file;
    enum status st = output_file_open(&file, d->arena, path, 0644);
    if (st != STATUS_OK)
        return st;
    struct html h = {.out = file.stream, .document = d};
    write_page(&h);
    return output_file_keep(&file);
}

/* svg_chart: SVG by hand, because cairo's has no text that can be read. */
#include "report/svg_chart.h"

#include <math.h>

void markup_escape(FILE *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte == '&')
            fputs("&amp;", out);
        else if (byte == '<')
            fputs("&lt;", out);
        else if (byte == '>')
            fputs("&gt;", out);
        else if (byte == '"')
            fputs("&quot;", out);
        else if (byte == '\'')
            fputs("&#39;", out);
        else if (byte >= 0x20 || byte == '\n' || byte == '\t')
            fputc(byte, out);
    }
}

/* Hundredths of a point, printed without the processor's last digits. */
static void attribute(FILE *out, const char *name, double value)
{
    long hundredths = lround(value * 100);
    long whole = hundredths / 100, rest = hundredths % 100;
    fprintf(out, " %s=\"%s%ld", name, hundredths < 0 && whole == 0 ? "-" : "",
            whole);
    if (rest != 0)
        fprintf(out, ".%02ld", rest < 0 ? -rest : rest);
    fputc('"', out);
}

static void write_box(FILE *out, const struct shape *s, size_t number)
{
    fputs("<rect", out);
    attribute(out, "x", s->x);
    attribute(out, "y", s->y);
    attribute(out, "width", s->width);
    attribute(out, "height", s->height);
    if (s->kind == SHAPE_FILLED)
        fprintf(out, " fill=\"#%06X\"", s->colour);
    else if (s->kind == SHAPE_HATCHED)
        fprintf(out, " fill=\"url(#hatch-%zu)\" stroke=\"#%06X\"", number,
                s->colour);
    else
        fprintf(out, " fill=\"none\" stroke=\"#%06X\"", s->colour);
    if (s->kind != SHAPE_FILLED)
        attribute(out, "stroke-width", s->stroke);
    fputs("/>\n", out);
}

static void write_line(FILE *out, const struct shape *s)
{
    fputs("<line", out);
    attribute(out, "x1", s->x);
    attribute(out, "y1", s->y);
    attribute(out, "x2", s->x + s->width);
    attribute(out, "y2", s->y + s->height);
    attribute(out, "stroke-width", s->stroke);
    fprintf(out, " stroke=\"#%06X\"/>\n", s->colour);
}

static void write_text(FILE *out, const struct shape *s)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    fputs("<text", out);
    attribute(out, "x", s->x);
    attribute(out, "y", s->y);
    attribute(out, "font-size", s->height);
    fprintf(out, " text-anchor=\"%s\" fill=\"#%06X\"%s>", anchors[s->anchor],
            s->colour, s->is_bold ? " font-weight=\"700\"" : "");
    markup_escape(out, s->text);
    fputs("</text>\n", out);
}

static void write_shape(FILE *out, const struct shape *s, size_t number)
{
    if (s->kind == SHAPE_LINE)
        write_line(out, s);
    else if (s->kind == SHAPE_TEXT)
        write_text(out, s);
    else
        write_box(out, s, number);
}

static void write_hatch(FILE *out, const struct drawing *g, size_t number)
{
    for (size_t i = 0; i < g->n_shapes; i++) {
        if (g->shapes[i].kind != SHAPE_HATCHED)
            continue;
        fprintf(out,
                "<defs><pattern id=\"hatch-%zu\" width=\"4\" height=\"4\" "
                "patternUnits=\"userSpaceOnUse\" "
                "patternTransform=\"rotate(45)\">"
                "<rect width=\"4\" height=\"4\" fill=\"#FFFFFF\"/>"
                "<rect width=\"1.6\" height=\"4\" fill=\"#%06X\"/>"
                "</pattern></defs>\n",
                number, g->shapes[i].colour);
        return;
    }
}

void svg_write(FILE *out, const struct drawing *g, size_t number,
               const char *title, const char *description)
{
    fputs("<svg role=\"img\"", out);
    fprintf(out,
            " aria-labelledby=\"title-%zu desc-%zu\" viewBox=\"0 0 %ld "
            "%ld\">\n<title id=\"title-%zu\">",
            number, number, lround(g->width), lround(ceil(g->height)), number);
    markup_escape(out, title);
    fprintf(out, "</title>\n<desc id=\"desc-%zu\">", number);
    markup_escape(out, description);
    fputs("</desc>\n", out);
    write_hatch(out, g, number);
    for (size_t i = 0; i < g->n_shapes; i++)
        write_shape(out, &g->shapes[i], number);
    fputs("</svg>\n", out);
}

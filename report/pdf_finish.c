/* pdf_finish: what cairo 1.16 drops, added by libqpdf.
 *
 * /Lang and DisplayDocTitle on the catalogue, /Alt on every Figure, /Scope,
 * /ColSpan and /RowSpan on table cells. The structure tree is walked depth
 * first, the order in which the tags were begun. The file's identifier comes
 * from its content, so that the same document gives the same bytes. */
#include "report/pdf_parts.h"

#include "base/messages.h"
#include <string.h>

struct walk {
    qpdf_data qpdf;
    struct pdf *pdf;
    size_t next_figure, next_cell;
};

static void add_span(struct walk *w, qpdf_oh attributes, const char *key,
                     size_t span)
{
    if (span > 1)
        qpdf.oh_replace_key(w->qpdf, attributes, key,
                            qpdf.oh_new_integer(w->qpdf, (long long)span));
}

static void finish_cell(struct walk *w, qpdf_oh element)
{
    if (w->next_cell >= w->pdf->n_cells)
        return;
    const struct cell_note *note = &w->pdf->cells[w->next_cell++];
    if (!note->is_header && note->column_span == 1 && note->row_span == 1)
        return;
    qpdf_oh attributes = qpdf.oh_new_dictionary(w->qpdf);
    qpdf.oh_replace_key(w->qpdf, attributes, "/O",
                        qpdf.oh_new_name(w->qpdf, "/Table"));
    if (note->is_header)
        qpdf.oh_replace_key(
            w->qpdf, attributes, "/Scope",
            qpdf.oh_new_name(w->qpdf, note->is_column ? "/Column" : "/Row"));
    add_span(w, attributes, "/ColSpan", note->column_span);
    add_span(w, attributes, "/RowSpan", note->row_span);
    qpdf.oh_replace_key(w->qpdf, element, "/A", attributes);
}

static void finish_figure(struct walk *w, qpdf_oh element)
{
    if (w->next_figure >= w->pdf->n_figures)
        return;
    const char *text = w->pdf->figures[w->next_figure++];
    qpdf.oh_replace_key(w->qpdf, element, "/Alt",
                        qpdf.oh_new_unicode_string(w->qpdf, text));
}

static bool is_kind(struct walk *w, qpdf_oh element, const char *kind)
{
    qpdf_oh name = qpdf.oh_get_key(w->qpdf, element, "/S");
    return qpdf.oh_is_name_and_equals(w->qpdf, name, kind) != 0;
}

/* The depth is that of our own tags: Document, Table, TR, TD. */
static void walk_element(struct walk *w, qpdf_oh element)
{
    if (!qpdf.oh_is_dictionary(w->qpdf, element))
        return; /* a number: marked content of a page */
    if (is_kind(w, element, "/Figure"))
        finish_figure(w, element);
    else if (is_kind(w, element, "/TH") || is_kind(w, element, "/TD"))
        finish_cell(w, element);
    qpdf_oh kids = qpdf.oh_get_key(w->qpdf, element, "/K");
    if (qpdf.oh_is_dictionary(w->qpdf, kids)) {
        walk_element(w, kids);
    } else if (qpdf.oh_is_array(w->qpdf, kids)) {
        int n = qpdf.oh_get_array_n_items(w->qpdf, kids);
        for (int i = 0; i < n; i++)
            walk_element(w, qpdf.oh_get_array_item(w->qpdf, kids, i));
    }
}

static void finish_catalogue(struct walk *w)
{
    const char *language =
        w->pdf->document->language == LANGUAGE_EN ? "en" : "ja-JP";
    qpdf_oh root = qpdf.get_root(w->qpdf);
    qpdf.oh_replace_key(w->qpdf, root, "/Lang",
                        qpdf.oh_new_string(w->qpdf, language));
    qpdf_oh preferences = qpdf.oh_new_dictionary(w->qpdf);
    qpdf.oh_replace_key(w->qpdf, preferences, "/DisplayDocTitle",
                        qpdf.oh_new_bool(w->qpdf, QPDF_TRUE));
    qpdf.oh_replace_key(w->qpdf, root, "/ViewerPreferences", preferences);
    walk_element(w, qpdf.oh_get_key(w->qpdf, root, "/StructTreeRoot"));
}

static bool write_again(struct walk *w)
{
    if ((qpdf.init_write_memory(w->qpdf) & QPDF_ERRORS) != 0)
        return false;
    qpdf.set_deterministic_ID(w->qpdf, QPDF_TRUE);
    qpdf.set_object_stream_mode(w->qpdf, qpdf_o_generate);
    qpdf.set_compress_streams(w->qpdf, QPDF_TRUE);
    return (qpdf.write(w->qpdf) & QPDF_ERRORS) == 0;
}

enum status pdf_finish(struct pdf *p, const char *bytes, size_t n,
                       const char *path, const char **out, size_t *n_out)
{
    enum status st = STATUS_IO;
    struct walk w = {.qpdf = qpdf.init(), .pdf = p};
    qpdf.silence_errors(w.qpdf);
    qpdf.set_suppress_warnings(w.qpdf, QPDF_TRUE);
    int read = qpdf.read_memory(w.qpdf, path, bytes, n, NULL);
    if ((read & QPDF_ERRORS) == 0) {
        finish_catalogue(&w);
        if (write_again(&w)) {
            *n_out = qpdf.get_buffer_length(w.qpdf);
            char *copy = arena_take(p->arena, *n_out + 1);
            memcpy(copy, qpdf.get_buffer(w.qpdf), *n_out);
            *out = copy;
            st = STATUS_OK;
        }
    }
    if (st == STATUS_OK &&
        (w.next_figure != p->n_figures || w.next_cell != p->n_cells))
        st = STATUS_BUG; /* an alternative text would be on a wrong figure */
    if (st != STATUS_OK)
        say_error("report.pdf_failed", path, "libqpdf");
    qpdf.cleanup(&w.qpdf);
    return st;
}

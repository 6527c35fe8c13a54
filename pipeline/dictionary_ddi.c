/* dictionary_ddi: the codebook as DDI-Codebook 2.5, for archives. */
#include "pipeline/dictionary_ddi.h"

#include "base/cell_check.h"
#include "base/output_file.h"
#include "base/text.h"

#include <string.h>

#define NAMESPACE "ddi:codebook:2_5"

/* Text between tags or quotes. Control characters, which XML has no way to
 * write, are left out. */
static void put(FILE *out, const char *text)
{
    for (const char *c = text; *c != '\0'; c++) {
        switch (*c) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            if ((unsigned char)*c >= ' ')
                fputc(*c, out);
        }
    }
}

static void put_label(FILE *out, const char *indent, const char *language,
                      const char *text)
{
    fprintf(out, "%s<labl xml:lang=\"%s\">", indent, language);
    put(out, text);
    fputs("</labl>\n", out);
}

static void put_labels(FILE *out, const char *indent, const char *ja,
                       const char *en)
{
    put_label(out, indent, "ja", ja);
    put_label(out, indent, "en", en);
}

static bool is_number(const struct variable *v)
{
    switch (v->type) {
    case TYPE_INTEGER:
    case TYPE_NUMBER:
    case TYPE_RANGE:
    case TYPE_YEAR:
    case TYPE_FISCAL_YEAR:
    case TYPE_COUNT:
        return true;
    default:
        return false;
    }
}

/* ------------------------------------------------------------- categories */

static void put_category(FILE *out, const struct code_label *l,
                         const char *value, bool is_missing)
{
    fprintf(out, "      <catgry%s>\n        <catValu>",
            is_missing ? " missing=\"Y\"" : "");
    put(out, value);
    fputs("</catValu>\n", out);
    put_labels(out, "        ", l->label_ja, l->label_en);
    fputs("      </catgry>\n", out);
}

/* The answers, then one category for each reason why there is none. */
static void put_categories(FILE *out, struct arena *a, const struct variable *v)
{
    for (size_t i = 0; v->codes != NULL && i < v->codes->n_codes; i++) {
        const struct code_label *l = &v->codes->codes[i];
        if (l->missing_reason == 0 && l->refused_by[0] == '\0')
            put_category(out, l, l->value, false);
    }
    const struct code_list *missing = v->missing[0];
    for (size_t i = 0; missing != NULL && i < missing->n_codes; i++) {
        const struct code_label *l = &missing->codes[i];
        if (l->missing_reason != 0 && l->refused_by[0] == '\0')
            put_category(out, l, arena_format(a, "%d", l->missing_reason),
                         true);
    }
}

/* --------------------------------------------------------------- variables */

static void put_range(FILE *out, const struct variable *v)
{
    if (!v->has_min && !v->has_max)
        return;
    fputs("      <valrng>\n        <range", out);
    if (v->has_min)
        fprintf(out, " min=\"%g\"", v->min);
    if (v->has_max)
        fprintf(out, " max=\"%g\"", v->max);
    fputs("/>\n      </valrng>\n", out);
}

static void put_variable(FILE *out, struct arena *a, const struct file_kind *k,
                         const struct variable *v)
{
    fprintf(out,
            "    <var ID=\"V%s_%s\" name=\"%s\" files=\"F%s\" intrvl=\"%s\"",
            k->kind, v->name, v->name, k->kind,
            is_number(v) ? "contin" : "discrete");
    fputs(">\n", out);
    put_labels(out, "      ", v->label_ja, v->label_en);
    put_range(out, v);
    if (v->unit[0] != '\0') {
        fputs("      <txt xml:lang=\"ja\">単位: ", out);
        put(out, v->unit);
        fputs("</txt>\n", out);
    }
    put_categories(out, a, v);
    fprintf(out, "      <varFormat type=\"%s\"/>\n    </var>\n",
            is_number(v) ? "numeric" : "character");
}

static void put_variables(FILE *out, const struct codebook *c)
{
    struct arena a;
    arena_init(&a);
    fputs("  <dataDscr>\n", out);
    for (size_t i = 0; i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        for (size_t n = 0; n < k->n_variables; n++) {
            arena_reset(&a);
            if (role_may_cross(k->variables[n]->role))
                put_variable(out, &a, k, k->variables[n]);
        }
    }
    fputs("  </dataDscr>\n", out);
    arena_release(&a);
}

/* -------------------------------------------------------------- the others */

static void put_study(FILE *out)
{
    fputs("  <stdyDscr>\n    <citation>\n      <titlStmt>\n"
          "        <titl xml:lang=\"ja\">歩み（ayumi） データ辞書</titl>\n"
          "        <parTitl xml:lang=\"en\">ayumi data dictionary</parTitl>\n"
          "      </titlStmt>\n    </citation>\n  </stdyDscr>\n",
          out);
}

static void put_files(FILE *out, const struct codebook *c)
{
    for (size_t i = 0; i < c->n_kinds; i++) {
        const struct file_kind *k = &c->kinds[i];
        fprintf(out, "  <fileDscr ID=\"F%s\">\n    <fileTxt>\n      <fileName>",
                k->kind);
        fprintf(out, "%s_%s</fileName>\n      <fileCont>", k->kind, k->table);
        put(out, k->label_ja);
        fputs(" / ", out);
        put(out, k->label_en);
        fputs("</fileCont>\n    </fileTxt>\n  </fileDscr>\n", out);
    }
}

enum status dictionary_ddi(struct arena *a, const char *path,
                           const struct codebook *c)
{
    struct output_file file;
    enum status st = output_file_open(&file, a, path, 0644);
    if (st != STATUS_OK)
        return st;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<codeBook xmlns=\"" NAMESPACE "\" version=\"2.5\" "
          "xml:lang=\"ja\">\n",
          file.stream);
    put_study(file.stream);
    put_files(file.stream, c);
    put_variables(file.stream, c);
    fputs("</codeBook>\n", file.stream);
    return output_file_keep(&file);
}

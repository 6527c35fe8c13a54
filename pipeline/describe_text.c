/* describe_text: padded cells, wide characters counted as two. */
#include "pipeline/describe_text.h"

#include "base/text.h"

#include <math.h>
#include <stdio.h>

enum { LABEL_WIDTH = 30, CELL_WIDTH = 26, NUMBER_WIDTH = 10, GAP = 2 };

/* At least a gap beside its neighbour, however long. */
static void print_padded(const char *text, int width, bool left)
{
    int pad = width - (int)text_width(text);
    pad = pad > GAP ? pad : GAP;
    if (left)
        printf("%s%*s", text, pad, "");
    else
        printf("%*s%s", pad, "", text);
}

const char *describe_p_value(struct arena *a, double p)
{
    if (isnan(p))
        return "-";
    return p < 1e-4 ? "<0.0001" : arena_format(a, "%.4f", p);
}

void describe_text_line(struct arena *a, const struct describe_line *line)
{
    print_padded(line->label, LABEL_WIDTH, true);
    for (size_t g = 0; g < line->n && g <= DESCRIBE_MOST_SHOWN; g++)
        print_padded(line->cells[g] ? line->cells[g] : "", CELL_WIDTH, false);
    if (line->has_test) {
        const char *smd =
            isnan(line->smd) ? "-" : arena_format(a, "%.3f", line->smd);
        print_padded(smd, NUMBER_WIDTH, false);
        print_padded(describe_p_value(a, line->p_value), NUMBER_WIDTH, false);
        printf("  %s", line->test);
    }
    putchar('\n');
}

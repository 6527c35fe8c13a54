/* score_coding: was 1 typed for はい where the form's 1 means a risk? */
#include "pipeline/score_coding.h"

#include "base/text.h"

void coding_check_add(struct coding_check *check,
                      const struct score_definition *d,
                      const struct score_value *values, enum score_sex sex,
                      const struct score_result *given)
{
    struct score_result swapped;
    if (!score_can_swap(d) || text_equal(given->class_name, SCORE_UNDETERMINED))
        return;
    score_evaluate_swapped(d, values, sex, &swapped);
    check->n++;
    check->n_lowest += text_equal(given->class_name, d->classes[0].name);
    check->n_swapped += text_equal(swapped.class_name, d->classes[0].name);
}

bool coding_check_fails(const struct coding_check *check,
                        const struct coding_limits *limits)
{
    double n = (double)check->n;
    if (check->n == 0 || n < limits->records)
        return false;
    double lowest = (double)check->n_lowest / n;
    double swapped = (double)check->n_swapped / n;
    return lowest <= limits->lowest_max && swapped - lowest >= limits->gain;
}

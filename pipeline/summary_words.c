/* summary_words: sentences from fixed templates, with shown numbers only.
 *
 * Never a cause, an effect, an odds ratio or a p value: what the templates
 * can't say, the summary doesn't say. Reasons are written by staff, by hand,
 * on the ruled lines. */
#include "pipeline/summary.h"

#include "base/text.h"
#include <stdio.h>
#include <string.h>

const char *summary_word(const struct summary *s, const char *name)
{
    return document_word(s->document, name);
}

static bool is_english(const struct summary *s)
{
    return s->document->language == LANGUAGE_EN;
}

/* R5 → 令和5年度, H30 → 平成30年度; FY2023 (R5) in English. */
const char *summary_year(const struct summary *s, int fiscal_year)
{
    const char *era = summary_short_year(s, fiscal_year);
    if (is_english(s))
        return arena_format(s->arena, "FY%d (%s)", fiscal_year, era);
    const char *name = era[0] == 'R' ? "令和" : "平成";
    const char *number = text_equal(era + 1, "1") ? "元" : era + 1;
    return arena_format(s->arena, "%s%s年度", name, number);
}

const char *summary_short_year(const struct summary *s, int fiscal_year)
{
    char era[8];
    fiscal_year_write(fiscal_year, era);
    return arena_copy(s->arena, era);
}

const char *summary_day(const struct summary *s, struct date d)
{
    if (!is_english(s))
        return arena_format(s->arena, "%d年%d月%d日", d.year, d.month, d.day);
    char day[11];
    date_write_iso(d, day);
    return arena_copy(s->arena, day);
}

const char *summary_period(const struct summary *s,
                           const struct summary_cell *c)
{
    if (c->start.year == 0)
        return arena_format(s->arena, is_english(s) ? "%s months" : "%sか月分",
                            c->months);
    if (!is_english(s))
        return arena_format(s->arena, "%d月～%d月末", c->start.month,
                            c->end.month);
    char from[11], to[11];
    date_write_iso(c->start, from);
    date_write_iso(c->end, to);
    return arena_format(s->arena, "%s to %s", from, to);
}

const char *summary_printed(const struct summary *s,
                            const struct summary_cell *c)
{
    if (c == NULL)
        return "-";
    if (c->target_value[0] == '\0')
        return c->actual;
    return arena_format(s->arena, "%s (%s)", c->actual, c->target);
}

static const char *with_unit(const struct summary *s, const char *number,
                             const char *unit)
{
    return arena_format(s->arena, "%s%s", number, unit);
}

static bool is_met(const struct summary_cell *c)
{
    return text_equal(c->met, "達成");
}

static bool is_missed(const struct summary_cell *c)
{
    return text_equal(c->met, "未達成");
}

const char *summary_sentence(const struct summary *s, const char *subject,
                             const struct summary_indicator *i,
                             const struct summary_cell *c)
{
    const char *actual = with_unit(s, c->actual, i->unit);
    if (c->is_partial)
        actual = arena_format(s->arena, "%s※", actual);
    const char *target = with_unit(s, c->target_value, i->unit);
    bool has_target = c->target_value[0] != '\0';
    if (is_english(s)) {
        if (!c->is_known)
            return arena_format(s->arena, "%s: not known yet", subject);
        if (has_target && (is_met(c) || is_missed(c)))
            return arena_format(s->arena, "%s: %s, target %s %s", subject,
                                actual, target,
                                is_met(c) ? "reached" : "not reached");
        return arena_format(s->arena, "%s: %s", subject, actual);
    }
    if (!c->is_known)
        return arena_format(s->arena, "%sの実績はまだ分かりません。", subject);
    if (has_target && is_met(c))
        return arena_format(s->arena, "%sは%sで、目標%sを達成しました。",
                            subject, actual, target);
    if (has_target && is_missed(c))
        return arena_format(s->arena, "%sは%sで、目標%sに届きませんでした。",
                            subject, actual, target);
    return arena_format(s->arena, "%sは%sでした。", subject, actual);
}

/* The partial years of one column: usually one period, else each once. */
static const char *add_periods(const struct summary *s, const char *so_far,
                               const struct summary_indicator *indicators,
                               size_t n, int year)
{
    const char *year_name = summary_short_year(s, year);
    const char *last = "";
    for (size_t i = 0; i < n; i++) {
        const struct summary_cell *c = summary_cell_of(s, &indicators[i], year);
        if (c == NULL || !c->is_known || !c->is_partial ||
            !indicators[i].has_footnote)
            continue;
        const char *period = summary_period(s, c);
        if (text_equal(period, last))
            continue;
        last = period;
        so_far = arena_format(
            s->arena, is_english(s) ? "%s%s%s: %s" : "%s%s%sは%s", so_far,
            so_far[0] == '\0' ? "※"
            : is_english(s)   ? ", "
                              : "、",
            year_name, period);
    }
    return so_far;
}

const char *summary_footnote(const struct summary *s,
                             const struct summary_indicator *indicators,
                             size_t n, const int *years, size_t n_years)
{
    const char *note = "";
    for (size_t y = 0; y < n_years; y++)
        note = add_periods(s, note, indicators, n, years[y]);
    if (note[0] == '\0' || is_english(s))
        return note;
    return arena_format(s->arena, "%s実績", note);
}

const char *summary_state(const struct summary *s, int fiscal_year,
                          const struct summary_cell *c)
{
    struct quarter last = {.fiscal_year = fiscal_year, .number = 4};
    bool is_running =
        date_compare(s->context->as_of, quarter_last_day(last)) <= 0;
    if (c == NULL || c->target_value[0] == '\0')
        return summary_word(s, "summary.state_none");
    if (is_running)
        return summary_word(s, "summary.state_running");
    if (!c->is_known)
        return summary_word(s, "summary.state_unknown");
    return summary_word(s, is_met(c) ? "summary.state_met"
                                     : "summary.state_missed");
}

const char *summary_step_name(const struct summary *s, const char *step)
{
    static const char *const steps[] = {"seminar", "baseline", "consent",
                                        "due",     "reached",  "active"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (text_equal(step, steps[i]))
            return summary_word(
                s, arena_format(s->arena, "summary.step_%s", step));
    return step;
}

const char *summary_people(const struct summary *s,
                           const struct summary_step *step)
{
    if (text_equal(step->printed, "x") || is_english(s))
        return step->printed;
    return arena_format(s->arena, "%s人", step->printed);
}

/* Two sections may have an item of one name: the section tells them apart. */
const char *summary_full_label(const struct summary *s,
                               const struct summary_indicator *i)
{
    if (!text_equal(i->kind, "output"))
        return i->label;
    return arena_format(s->arena, "%s %s", i->section, i->label);
}

bool summary_is_short(const char *sentence)
{
    return text_length(sentence) <= SUMMARY_LONGEST_SENTENCE;
}

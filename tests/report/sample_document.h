/* sample_document: one document with every kind of block, for the writers'
 * tests. The figures are Shizuoka's printed ones (seeds, outcome table). */
#ifndef AYUMI_TESTS_SAMPLE_DOCUMENT_H
#define AYUMI_TESTS_SAMPLE_DOCUMENT_H

#include "report/document.h"

static inline void sample_table(struct document *d)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_LEFT, ALIGN_RIGHT,
                                        ALIGN_RIGHT, ALIGN_RIGHT};
    struct document_table *t = document_table(d, "I マッチング支援", 5, aligns);
    table_line_begin(d, t, true);
    table_line_span(d, t, "各種施策", 1, 2, true);
    table_line_span(d, t, "項目", 1, 2, true);
    table_line_span(d, t, "アウトプット実績", 3, 1, true);
    table_line_begin(d, t, true);
    table_line_cell(d, t, "R4");
    table_line_cell(d, t, "R5");
    table_line_cell(d, t, "R6");
    table_line_begin(d, t, false);
    table_line_span(d, t, "求人開拓、高齢者就労相談", 1, 2, true);
    table_line_span(d, t, "支援企業（社）", 1, 1, true);
    table_line_cell(d, t, "91 (70)");
    table_line_cell(d, t, "138 (120)");
    table_line_cell(d, t, "- (120)");
    table_line_begin(d, t, false);
    table_line_span(d, t, "相談窓口での相談（件）", 1, 1, true);
    table_line_cell(d, t, "856 (700)");
    table_line_cell(d, t, "1,516 (900)");
    table_line_cell(d, t, "- (900)");
    t->note_above = "※R4は8月～3月末実績";
    t->note_below = "( )内は目標値";
}

static inline void sample_long_table(struct document *d)
{
    static const enum align aligns[] = {ALIGN_LEFT, ALIGN_RIGHT};
    struct document_table *t = document_table(d, "長い表", 2, aligns);
    table_line_begin(d, t, true);
    table_line_cell(d, t, "くりかえす見出し");
    table_line_cell(d, t, "値");
    for (int i = 0; i < 70; i++) {
        table_line_begin(d, t, false);
        table_line_cell(d, t, arena_format(d->arena, "行%02d", i));
        table_line_cell(d, t, "1,516");
    }
}

static inline struct chart_bar sample_bar(const char *label,
                                          const char *printed, double value,
                                          const char *target_printed,
                                          double target)
{
    struct chart_bar bar = {.label = label, .printed = printed};
    bar.is_known = printed[0] != '-';
    bar.value = value;
    bar.has_target = true;
    bar.target = target;
    bar.target_printed = target_printed;
    return bar;
}

static inline void sample_charts(struct document *d, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct chart_bar bars[] = {sample_bar("R4", "287", 287, "160", 160),
                                   sample_bar("R5", "592", 592, "280", 280),
                                   sample_bar("R6", "-", 0, "280", 280)};
        bars[0].is_partial = true;
        bars[0].partial_note = "8か月";
        const struct document_chart chart = {
            .title = "R5の雇用・就業数は592人で、目標280人に達しました。",
            .subtitle = "高齢求職者の雇用・就業数（人）、年度",
            .description = "R4 287人、R5 592人、R6 未確定",
            .unit = "人",
            .n_bars = 3,
            .bars = bars};
        document_chart(d, &chart);
    }
}

static inline void sample_flow(struct document *d)
{
    struct flow_step steps[] = {{"セミナー参加", "148人", ""},
                                {"同意", "117人", "うち同意なし 31人"},
                                {"活動あり", "x", "少ない人数は伏せます"}};
    const struct document_flow flow = {.title = "セミナーから活動まで",
                                       .description = "148人、117人、x",
                                       .n_steps = 3,
                                       .steps = steps};
    document_flow(d, &flow);
}

static inline struct document *sample_document(struct arena *a)
{
    static const char *const points[] = {
        "R5の雇用・就業数は592人で、目標280人に達しました。",
        "<この資料>からは原因は分かりません & \"これだけ\"。"};
    struct document *d =
        document_new(a, "年次報告（令和5年度）", LANGUAGE_JA,
                     (struct date){.year = 2024, .month = 11, .day = 20});
    d->subject = "まとめ";
    d->foot = "静岡市 · 2024年11月20日時点";
    document_heading(d, 1, "年次報告（令和5年度）");
    document_key_points(d, points, 2);
    document_heading(d, 2, "表");
    /* 葛 with a variation selector, as the city writes its name. */
    document_paragraph(d, "令和5年度の実績です。葛\xf3\xa0\x84\x80城市。");
    sample_table(d);
    sample_flow(d);
    document_page_break(d);
    document_heading(d, 2, "推移");
    sample_charts(d, 3);
    document_bullets(d, points, 2);
    document_heading(d, 3, "【評価】");
    document_ruled_lines(d, 4);
    sample_long_table(d);
    document_note(d, "※おわり");
    return d;
}

#endif

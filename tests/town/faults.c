/* faults: see faults.h. */
#include "faults.h"

#include "base/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a fault may go: one row of one file. */
struct spot {
    enum kind kind;
    struct sheet *sheet;
    struct sheet_row *row;
};

static void note(struct fault_list *list, const struct spot *at, int column,
                 const char *rule, const char *why)
{
    list->faults = arena_grow(list->d->arena, list->faults, list->n,
                              &list->capacity, sizeof *list->faults);
    list->faults[list->n++] =
        (struct fault){at->sheet, at->row, column, rule, why};
    if (at->row != NULL)
        at->row->touched = true;
}

static void file_fault(struct fault_list *list, const struct sheet *s,
                       int column, const char *rule, const char *why)
{
    struct spot at = {KIND_ROSTER, NULL, NULL};
    note(list, &at, column, rule, why);
    list->faults[list->n - 1].sheet = s;
}

static const struct resident *owner(const struct fault_list *list,
                                    const struct sheet_row *r)
{
    return r->resident == 0 || r->resident > list->d->town->n_people
               ? NULL
               : &list->d->town->people[r->resident - 1];
}

/* The nth unspoiled row, from a quarter on, of somebody with this answer to
 * consent; in files without people any row. */
static struct spot find(const struct fault_list *list, enum kind kind,
                        int quarter, int consent, int nth)
{
    for (int q = quarter; q < N_QUARTERS; q++) {
        struct sheet *s = list->d->sheets[kind][q];
        for (size_t i = 0; s != NULL && i < s->n_rows; i++) {
            const struct resident *r = owner(list, s->rows[i]);
            bool fits = r != NULL ? r->consent == consent
                                  : kind == KIND_EVENT || kind == KIND_TARGET ||
                                        kind == KIND_ACTUAL;
            if (fits && !s->rows[i]->touched && nth-- == 0)
                return (struct spot){kind, s, s->rows[i]};
        }
    }
    fprintf(stderr, "make-town: too few people for the faults; use --clean\n");
    exit(STATUS_USAGE);
}

/* Writes into a cell of the row and notes the fault there. */
static void spoil(struct fault_list *list, const struct spot *at,
                  const char *header, const char *value, const char *rule,
                  const char *why)
{
    size_t column = kind_column(at->kind, header);
    at->row->cells[column] = value;
    note(list, at, (int)column, rule, why);
}

static void set(const struct spot *at, const char *header, const char *value)
{
    at->row->cells[kind_column(at->kind, header)] = value;
}

/* The same row once more at the end of its file, to be spoiled. */
static struct spot again(struct spot at)
{
    at.row = sheet_row_copy(at.sheet, at.row);
    return at;
}

static const char *day_in(const struct spot *at, int year, int month, int day)
{
    return day_text(at->sheet->arena, day_number(year, month, day),
                    at->sheet->days);
}

/* ---- 01 and 02 --------------------------------------------------------- */

/* One more entry of the roster under the next free number. */
static struct spot newcomer(struct fault_list *list, int quarter, int like)
{
    struct deliveries *d = list->d;
    struct sheet *s = d->sheets[KIND_ROSTER][quarter];
    struct resident r = d->town->people[like];
    r.number = d->town->n_people + ++list->n_newcomers;
    r.contact = day_number(2022 + quarter / 4, 4, 1) + quarter % 4 * 92 + 20;
    write_roster(d, s, &r);
    return (struct spot){KIND_ROSTER, s, s->rows[s->n_rows - 1]};
}

static void plant_in_roster(struct fault_list *list)
{
    struct arena *a = list->d->arena;
    struct spot at = newcomer(list, 2, 3);
    set(&at, "氏名", "霜夜　功");
    set(&at, "フリガナ", "シモヨ　イサオ");
    const char *number = at.row->cells[kind_column(KIND_ROSTER, "整理番号")];
    /* Showa ended on 7 January 1989. */
    set(&at, "生年月日", "昭和64年1月8日");
    note(list, &at, -1, "I3002",
         "no such day (E2104) until the right one comes next quarter");
    struct sheet *next = list->d->sheets[KIND_ROSTER][3];
    struct spot right = {KIND_ROSTER, next, sheet_row_copy(next, at.row)};
    set(&right, "整理番号", number);
    set(&right, "生年月日", "昭和34年1月8日");

    /* The same person under a second number, spelt the other way. */
    int twice = 0;
    while (list->d->town->people[twice].surname->variant == NULL ||
           list->d->town->people[twice].consent != 1)
        twice++;
    const struct resident *r = &list->d->town->people[twice];
    at = newcomer(list, 6, twice);
    set(&at, "氏名",
        arena_format(a, "%s%s", r->surname->variant, r->given->kanji));

    at = newcomer(list, 5, 20);
    set(&at, "生年月日",
        day_text(a, list->d->town->people[20].birth + 1, DAY_SLASH));
    note(list, &at, -1, "W3009",
         "same name and kana as a participant, born one day later");

    at = newcomer(list, 7, 41);
    char *long_name = arena_take(a, 3 * 100 + 1);
    for (int i = 0; i < 100; i++)
        memcpy(long_name + 3 * i, "ナ", 3);
    spoil(list, &at, "フリガナ", long_name, "E2110", "a name of 300 bytes");
}

/* Somebody of 54 who agrees to be followed and fills in the survey. */
static void plant_too_young(struct fault_list *list)
{
    struct spot at = newcomer(list, 7, 60);
    const char *number = at.row->cells[kind_column(KIND_ROSTER, "整理番号")];
    set(&at, "氏名", "霜柱　澄江");
    set(&at, "フリガナ", "シモバシラ　スミエ");
    set(&at, "生年月日", "S44.12.1");
    struct spot yes = again(find(list, KIND_CONSENT, 7, 1, 0));
    set(&yes, "整理番号", number);
    set(&yes, "同意日", day_in(&yes, 2024, 2, 17));
    set(&yes, "撤回日", NULL);
    set(&yes, "撤回範囲", NULL);
    struct spot survey = again(find(list, KIND_BASELINE, 7, 1, 0));
    set(&survey, "整理番号", number);
    spoil(list, &survey, "記入日", day_in(&survey, 2024, 2, 17), "W3302",
          "54 years old on that day");
}

static void plant_in_consent(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_CONSENT, 1, 0, 0));
    set(&at, "同意書版", "v2");
    set(&at, "同意日", day_in(&at, 2022, 8, 20));
    set(&at, "撤回範囲", "1");
    spoil(list, &at, "撤回日", day_in(&at, 2022, 8, 2), "E3201",
          "withdrawn 18 days before the consent date");
    at = again(find(list, KIND_CONSENT, 3, 0, 1));
    spoil(list, &at, "同意書版", "v9", "E2103", "there is no version 9");
    at = again(find(list, KIND_CONSENT, 6, 1, 2));
    note(list, &at, -1, "I3001", "the same row twice in one file");
    /* Excel's empty column at the end: ignored, no finding. */
    struct sheet *s = list->d->sheets[KIND_CONSENT][5];
    s->headers[s->n_columns++] = "";
    for (size_t i = 0; i < s->n_rows; i++)
        row_put(s->arena, s->rows[i], NULL);
}

/* ---- 03 and 04 --------------------------------------------------------- */

static void plant_in_events(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_EVENT, 3, 0, 0));
    set(&at, "催事番号", "E2022-901");
    spoil(list, &at, "開催日", "三月の土曜", "E2105", "not a date");
    at = again(find(list, KIND_EVENT, 5, 0, 0));
    set(&at, "催事番号", "E2023-902");
    spoil(list, &at, "定員", "五十名くらい", "E2101", "not a number");
    at = find(list, KIND_EVENT, 6, 0, 0);
    spoil(list, &at, "曜日", "日", "W3234", "seminars are on Saturdays");
    struct sheet *s = list->d->sheets[KIND_EVENT][4];
    sheet_row_begin(s, 0);
    for (size_t i = 0; i < s->n_columns; i++)
        put(s, i == 0 ? "合計" : i == 12 ? "24" : i == 13 ? "18" : NULL);
    at = (struct spot){KIND_EVENT, s, s->rows[s->n_rows - 1]};
    note(list, &at, -1, "I3011", "a total row at the end");
}

/* Somebody more on an event's list than was typed with the event. */
static void outnumber(struct fault_list *list, const struct spot *at)
{
    int typed = (int)kind_column(KIND_EVENT, "参加者数（手入力）");
    for (size_t i = 0; i < list->n; i++)
        if (list->faults[i].row != NULL && list->faults[i].column == typed &&
            strcmp(list->faults[i].row->cells[0], at->row->cells[0]) == 0)
            return;
    for (int q = 0; q < N_QUARTERS; q++) {
        struct sheet *s = list->d->sheets[KIND_EVENT][q];
        for (size_t i = 0; s != NULL && i < s->n_rows; i++) {
            struct spot event = {KIND_EVENT, s, s->rows[i]};
            if (strcmp(event.row->cells[0], at->row->cells[0]) == 0)
                note(list, &event, typed, "W3323",
                     "the attendance list has a row more");
        }
    }
}

/* Rows of the attendance sheet that name the wrong person or event. */
static void plant_strange_numbers(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_ATTENDANCE, 6, 1, 0));
    spoil(list, &at, "催事番号", "E2023-099", "W3008",
          "no file 03 knows this event");
    struct spot early = find(list, KIND_ATTENDANCE, 0, 1, 2);
    at = again(find(list, KIND_ATTENDANCE, 2, 1, 1));
    set(&at, "氏名", early.row->cells[2]);
    spoil(list, &at, "整理番号",
          arena_format(list->d->arena, "%d", early.row->resident), "W3005",
          "the zeros before the number are lost");
    outnumber(list, &at);
    at = again(find(list, KIND_ATTENDANCE, 2, 1, 0));
    set(&at, "氏名", "朝凪 ともゑ");
    spoil(list, &at, "整理番号", NULL, "W3010", "a name without a number");
    outnumber(list, &at);
    at = again(find(list, KIND_ATTENDANCE, 1, 1, 0));
    set(&at, "氏名", "夕霧　浩三");
    spoil(list, &at, "整理番号", "9871", "W3004",
          "nobody in the roster has this number");
    outnumber(list, &at);
    struct spot known = find(list, KIND_ATTENDANCE, 3, 1, 0);
    struct spot other = find(list, KIND_ATTENDANCE, 4, 0, 0);
    at = again(other);
    set(&at, "整理番号", known.row->cells[1]);
    spoil(list, &at, "氏名", "磯千鳥　初穂", "W3006",
          "the number belongs to a person of another name");
    outnumber(list, &at);
}

static void plant_in_attendance(struct fault_list *list)
{
    plant_strange_numbers(list);
    struct sheet *s = list->d->sheets[KIND_ATTENDANCE][3]; /* UTF-8 with BOM */
    sheet_row_begin(s, 0);
    put(s, ""); /* a blank line counts as a row */
    s->rows[s->n_rows - 1]->form = ROW_RAW;
    sheet_row_begin(s, 0);
    for (size_t i = 0; i < s->n_columns; i++)
        put(s, s->headers[i]);
    struct spot at = {KIND_ATTENDANCE, s, s->rows[s->n_rows - 1]};
    note(list, &at, -1, "I3011", "the header row again, after a blank line");
    at = again(find(list, KIND_ATTENDANCE, 3, 0, 0));
    at.row->form = ROW_FOREIGN;
    note(list, &at, -1, "E1102", "a CP932 row pasted into a UTF-8 file");

    at = again(find(list, KIND_ATTENDANCE, 5, 0, 0));
    spoil(list, &at, "催事番号", "2023-004", "E2107",
          "an event number starts with a letter");
    at = find(list, KIND_ATTENDANCE, 7, 0, 0);
    sheet_row_begin(at.sheet, 0);
    put(at.sheet, "E2023-008,0150,\"白妙 \"花枝,1,1,");
    at.row = at.sheet->rows[at.sheet->n_rows - 1];
    at.row->form = ROW_RAW;
    note(list, &at, -1, "E1101", "a quote closes in the middle of a cell");
    at = again(find(list, KIND_ATTENDANCE, 7, 1, 0));
    set(&at, "出欠", "2");
    note(list, &at, -1, "E3003", "present and absent under the same key");
}

/* The whole file once more under another name. */
static void plant_second_delivery(struct fault_list *list)
{
    const struct sheet *first = list->d->sheets[KIND_ATTENDANCE][0];
    struct sheet *s =
        delivery_extra(list->d, first, "2022Q1_04_催事出席（再送）.csv");
    for (size_t i = 0; i < first->n_rows; i++)
        sheet_row_copy(s, first->rows[i]);
    file_fault(list, s, -1, "I3001", "the whole file was sent twice");
}

/* ---- 05 ---------------------------------------------------------------- */

static void plant_in_baseline(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_BASELINE, 4, 0, 0));
    set(&at, "調査版", "2024A");
    spoil(list, &at, "主観的健康", "6", "E2102", "the scale ends at 5");
    at = again(find(list, KIND_BASELINE, 5, 0, 0));
    set(&at, "調査版", "2024A");
    spoil(list, &at, "希望活動1", "66", "E2103", "a slip for 6");
    at = again(find(list, KIND_BASELINE, 6, 0, 0));
    set(&at, "調査版", "2024A");
    spoil(list, &at, "記入日", NULL, "E2108", "the date was left out");
    at = find(list, KIND_BASELINE, 2, 0, 0);
    spoil(list, &at, "世帯", "1;2", "W2109", "two answers where one is asked");
    at = find(list, KIND_BASELINE, 3, 0, 0);
    spoil(list, &at, "退職年", "30", "W2106", "Showa 30 or Heisei 30");

    at = find(list, KIND_BASELINE, 1, 1, 0);
    note(list, &at, -1, "I3002", "corrected in the file of the next quarter");
    struct sheet *next = list->d->sheets[KIND_BASELINE][2];
    struct spot better = {KIND_BASELINE, next, sheet_row_copy(next, at.row)};
    set(&better, "主観的経済状態", "4");
}

/* ---- 06 and 29 --------------------------------------------------------- */

static void plant_in_checks(struct fault_list *list)
{
    struct spot at = find(list, KIND_CHECK, 4, 0, 0);
    spoil(list, &at, "ふくらはぎ周囲長", "330", "W2112",
          "millimetres in a column of centimetres");
    at = again(find(list, KIND_CHECK, 3, 0, 0));
    spoil(list, &at, "実施日", "2023年2月29日", "E2104",
          "2023 was no leap year");
    at = again(find(list, KIND_CHECK, 6, 0, 0));
    set(&at, "実施日", day_in(&at, 2023, 11, 3));
    spoil(list, &at, "握力右", "ふつう", "E2101", "not a number");
    at = again(find(list, KIND_CHECK, 5, 0, 0));
    set(&at, "実施日", day_in(&at, 2023, 8, 31));
    spoil(list, &at, "赤シール数", "23", "E3206", "there are 22 items");
    at = again(find(list, KIND_CHECK, 7, 0, 0));
    spoil(list, &at, "実施日", "2123-02-03", "W3303", "a slip for 2023");
    at = again(find(list, KIND_CHECK, 2, 1, 0));
    const struct resident *r = owner(list, at.row);
    int before = list->d->town->seminars[r->event].day - 9;
    spoil(list, &at, "実施日",
          day_text(at.sheet->arena, before, at.sheet->days), "W3306",
          "nine days before the person agreed");

    for (int nth = 0;; nth++) {
        at = find(list, KIND_CHECK, 4, 1, nth);
        size_t red = kind_column(KIND_CHECK, "赤シール数");
        r = owner(list, at.row);
        if (at.row->cells[red] == NULL || r->withdrawn != 0)
            continue;
        const char *more =
            arena_format(list->d->arena, "%d", atoi(at.row->cells[red]) + 2);
        spoil(list, &at, "赤シール数", more, "W3301",
              "two more than the items say");
        break;
    }
}

static void plant_in_checklists(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_CHECKLIST, 5, 0, 0));
    set(&at, "実施日", day_in(&at, 2023, 9, 2));
    spoil(list, &at, "基本チェック3", "1", "E2111",
          "a digit where はい or いいえ is asked");
    at = find(list, KIND_CHECKLIST, 4, 0, 0);
    size_t height = kind_column(KIND_CHECKLIST, "身長");
    const char *tall = at.row->cells[height];
    spoil(list, &at, "身長", at.row->cells[height + 1], "W2112",
          "height and weight changed places");
    spoil(list, &at, "体重", tall, "W2112", "height and weight changed places");
}

/* ---- 12, 14, 15 -------------------------------------------------------- */

static void plant_in_activities(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_ACTIVITY, 4, 0, 0));
    set(&at, "活動番号", "A2023-9001");
    set(&at, "開始日", day_in(&at, 2023, 4, 20));
    set(&at, "把握日", day_in(&at, 2023, 5, 8));
    spoil(list, &at, "終了日", day_in(&at, 2023, 4, 2), "E3203",
          "ended before it started");
    at = again(find(list, KIND_ACTIVITY, 5, 0, 0));
    set(&at, "活動番号", "A2023-9002");
    set(&at, "開始日", day_in(&at, 2023, 9, 1));
    spoil(list, &at, "把握日", day_in(&at, 2023, 8, 25), "W3204",
          "known a week before it started");
    at = again(find(list, KIND_ACTIVITY, 6, 0, 0));
    set(&at, "活動番号", "A2023-9003");
    spoil(list, &at, "週時間", "100", "E2102", "hours of a month, not a week");
    at = again(find(list, KIND_ACTIVITY, 7, 0, 0));
    set(&at, "活動番号", "A2023-9004");
    spoil(list, &at, "形態", "9", "E2103", "there is no form 9");
}

static void plant_in_followup(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_FOLLOWUP, 5, 1, 0));
    set(&at, "調査番号", "F2023-9");
    set(&at, "発送日", day_in(&at, 2023, 7, 3));
    set(&at, "開始年月", NULL);
    spoil(list, &at, "回収日", day_in(&at, 2023, 6, 30), "E3202",
          "came back before it was sent");
    at = again(find(list, KIND_FOLLOWUP, 6, 1, 1));
    set(&at, "調査番号", "F2023-8");
    set(&at, "活動状況", "7");
    note(list, &at, (int)kind_column(KIND_FOLLOWUP, "活動状況"), "E2103",
         "there is no answer 7");
    /* For somebody who never agreed: a record without consent as well. */
    at = again(find(list, KIND_FOLLOWUP, 7, 1, 0));
    struct spot nobody = find(list, KIND_CONSENT, 3, 0, 0);
    set(&at, "整理番号", nobody.row->cells[0]);
    set(&at, "調査番号", "F2023-7");
    set(&at, "発送日", day_in(&at, 2024, 1, 10));
    set(&at, "活動状況", "2");
    set(&at, "開始年月", "2024-03");
    spoil(list, &at, "回収日", day_in(&at, 2024, 1, 30), "W3210",
          "begins after the sheet came back");
}

/* The opening whose posts were asked to be corrected. */
static void note_correction(struct fault_list *list)
{
    struct sheet *s = list->d->sheets[KIND_JOB][0];
    struct spot at = {KIND_JOB, s, s == NULL ? NULL : s->rows[0]};
    if (s != NULL)
        note(list, &at, (int)kind_column(KIND_JOB, "募集人数"), "I3401",
             "three posts were two, by a file of corrections");
}

static void plant_in_silver(struct fault_list *list)
{
    struct deliveries *d = list->d;
    struct sheet *s = d->sheets[KIND_SILVER][6];
    struct sheet_row *stranger = NULL;
    for (int q = 0; q < N_QUARTERS; q++)
        for (size_t i = 0; d->sheets[KIND_SILVER][q] != NULL &&
                           i < d->sheets[KIND_SILVER][q]->n_rows;
             i++) {
            struct spot at = {KIND_SILVER, d->sheets[KIND_SILVER][q],
                              d->sheets[KIND_SILVER][q]->rows[i]};
            if (at.row->resident != 0)
                continue;
            note(list, &at, -1, "I3007", "a member who is no participant");
            if (q == 6)
                stranger = at.row;
        }
    if (stranger == NULL)
        return;
    struct spot at = {KIND_SILVER, s, sheet_row_copy(s, stranger)};
    set(&at, "会員番号", "K-95001");
    set(&at, "説明会日", day_in(&at, 2023, 11, 10));
    set(&at, "申込日", day_in(&at, 2023, 11, 20));
    spoil(list, &at, "入会日", day_in(&at, 2023, 11, 6), "E3205",
          "joined before applying");
    at.row = sheet_row_copy(s, stranger);
    set(&at, "会員番号", "K-95002");
    spoil(list, &at, "退会日", day_in(&at, 2022, 11, 6), "E3207",
          "left a year before joining");
    at.row = sheet_row_copy(s, stranger);
    set(&at, "会員番号", "K-95003");
    set(&at, "説明会日", day_in(&at, 2023, 10, 30));
    set(&at, "入会日", day_in(&at, 2023, 12, 1));
    spoil(list, &at, "申込日", day_in(&at, 2023, 10, 20), "W3208",
          "applied before the briefing");
    note(list, &at, -1, "I3007", "a member who is no participant");
    at.row = sheet_row_copy(s, stranger);
    set(&at, "会員番号", "K-95004");
    set(&at, "生年月日", "1970/04/05");
    note(list, &at, (int)kind_column(KIND_SILVER, "入会日"), "W3235",
         "53 years old, members are 60 or older");
    note(list, &at, -1, "I3007", "a member who is no participant");
}

/* ---- 21 and 22 --------------------------------------------------------- */

static void plant_in_indicators(struct fault_list *list)
{
    struct spot at = again(find(list, KIND_TARGET, 8, 0, 0));
    spoil(list, &at, "期間", "Q5", "E2103", "a year has four quarters");
    at = again(find(list, KIND_ACTUAL, 8, 0, 0));
    spoil(list, &at, "指標番号", "MH-X-9", "W3304",
          "no such indicator in the codebook");
    at = again(at);
    set(&at, "年度", "R4");
    note(list, &at, (int)kind_column(KIND_ACTUAL, "指標番号"), "W3304",
         "no such indicator in the codebook");
    note(list, &at, -1, "W3305", "a period of R5 under the year R4");
    at = again(find(list, KIND_ACTUAL, 8, 0, 0));
    set(&at, "期間開始", day_in(&at, 2024, 3, 31));
    spoil(list, &at, "期間終了", day_in(&at, 2023, 4, 1), "E3209",
          "first and last day changed places");
    sheet_row_begin(at.sheet, 0);
    for (size_t i = 0; i < at.sheet->n_columns; i++)
        put(at.sheet, i == 0 ? "※R4は8月～3月末実績" : NULL);
    at.row = at.sheet->rows[at.sheet->n_rows - 1];
    note(list, &at, -1, "I3011", "a footnote under the table");
}

/* ---- whole files ------------------------------------------------------- */

static struct sheet *copy_file(struct fault_list *list, enum kind kind,
                               int quarter, const char *name)
{
    const struct sheet *like = list->d->sheets[kind][quarter];
    struct sheet *s = delivery_extra(list->d, like, name);
    for (size_t i = 0; i < like->n_rows && i < 3; i++)
        sheet_row_copy(s, like->rows[i]);
    const char **headers =
        arena_take_array(list->d->arena, s->n_columns + 1, sizeof *headers);
    memcpy(headers, like->headers, s->n_columns * sizeof *headers);
    s->headers = headers;
    return s;
}

static void plant_wrong_headers(struct fault_list *list)
{
    struct sheet *s = copy_file(list, KIND_BASELINE, 6,
                                "2023Q3_05_ベース調査（追加項目）.csv");
    s->headers[s->n_columns++] = "血液型";
    for (size_t i = 0; i < s->n_rows; i++)
        row_put(s->arena, s->rows[i], "A");
    file_fault(list, s, (int)s->n_columns - 1, "E1202",
               "a column that the codebook does not know");
    s = copy_file(list, KIND_EVENT, 6, "2023Q3_03_催事（重複列）.csv");
    s->headers[6] = s->headers[7];
    file_fault(list, s, 7, "E1203", "the venue's column stands there twice");
    s = copy_file(list, KIND_FOLLOWUP, 6, "2023Q3_14_追跡調査（列不足）.csv");
    s->n_columns = 6;
    for (size_t i = 0; i < s->n_rows; i++)
        s->rows[i]->n_cells = 6;
    file_fault(list, s, -1, "E1204", "the column of the answer is not there");
    s = copy_file(list, KIND_EVENT, 6, "2023Q3_99_来場者アンケート.csv");
    s->n_columns = 2;
    s->headers[0] = "好きな季節";
    s->headers[1] = "感想";
    for (size_t i = 0; i < s->n_rows; i++)
        s->rows[i]->n_cells = 2;
    file_fault(list, s, -1, "E1201", "a questionnaire of another project");
}

static void plant_unreadable_files(struct fault_list *list)
{
    struct deliveries *d = list->d;
    struct sheet *s = copy_file(list, KIND_CHECK, 6,
                                "2023Q3_06_フレイルチェック（写し）.csv.gz");
    s->compressed = true;
    s->keep_bytes = 150;
    file_fault(list, s, -1, "E1004", "cut short while it was copied");
    s = copy_file(list, KIND_EVENT, 6, "2023Q3_03_催事（空）.csv");
    s->bytes = "";
    file_fault(list, s, -1, "E1002", "nothing in it");
    s = copy_file(list, KIND_CONSENT, 6, "2023Q3_02_同意書（文字化け）.csv");
    s->bytes = "\xa0\xfd\x80\xff,\xfe\xa0\xff\r\n\xff\xfd,\xa0\x80\r\n";
    s->n_bytes = strlen(s->bytes);
    file_fault(list, s, -1, "E1003", "no encoding has these bytes");
    s = copy_file(list, KIND_ROSTER, 6, "2023Q3_01_参加者名簿（Excel）.csv");
    s->bytes = "PK\003\004\024\000\006\000\010\000\000\000!\000";
    s->n_bytes = 14;
    file_fault(list, s, -1, "E1007", "a workbook that was only renamed");
    s = copy_file(list, KIND_EVENT, 6, "2023Q3_03_催事（大きい）.csv.gz");
    s->compressed = true;
    char *wide = arena_take(d->arena, 70001);
    memset(wide, 'x', 70000);
    s->headers[1] = wide;
    file_fault(list, s, -1, "E1005", "a header of 70,000 bytes");
}

void faults_plant(struct fault_list *list, struct deliveries *d)
{
    *list = (struct fault_list){.d = d};
    plant_in_roster(list);
    plant_too_young(list);
    plant_in_consent(list);
    plant_in_events(list);
    plant_in_attendance(list);
    plant_second_delivery(list);
    plant_in_baseline(list);
    plant_in_checks(list);
    plant_in_checklists(list);
    plant_in_activities(list);
    plant_in_followup(list);
    plant_in_silver(list);
    note_correction(list);
    plant_in_indicators(list);
    plant_wrong_headers(list);
    plant_unreadable_files(list);
}

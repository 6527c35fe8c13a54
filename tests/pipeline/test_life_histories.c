/* life_histories: 1,000 invented lives end where a plain reckoning says.
 *
 * The reckoning is written from docs/panel.md alone: one person at a time,
 * loops and comparisons, no SQL. Looked at from FY2024Q2 as of 2024-10-31.
 * Days are 1 to 28, so that adding months needs no rule of its own. */
#include "base/text.h"
#include "check_main.h"
#include "pipeline/books.h"
#include "pipeline/clock.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

#include <string.h>

enum { N_LIVES = 1000, MAX_SPELLS = 4, MAX_ANSWERS = 2 };

static const char quarter_last[] = "2024-09-30", as_of[] = "2024-10-31";

/* codebooks/activities.csv, from the highest class on. */
static const struct {
    const char *class_name;
    bool is_activity, is_paid, is_long;
} ranks[] = {{"E20", true, true, true},  {"E19", true, true, false},
             {"P19", true, true, false}, {"V0", true, false, false},
             {"B", true, true, false},   {"L", true, false, false},
             {"R", false, false, false}, {"N", false, false, false}};
enum { RANK_R = 6, RANK_N = 7, NO_RANK = 99 };

struct spell {
    int kind;     /* 1 … 8 */
    double hours; /* below 0 = unknown */
    char start[11], end[11], known[11];
    int previous; /* number of the spell it continues, or -1 */
};

struct answer {
    char sent[11], returned[11]; /* "" = not returned */
    int activity;                /* 1 … 6, 99; 0 = blank */
    char start_month[8];         /* "" = blank */
};

struct life {
    char index_date[11];
    bool employed;
    int n_spells, n_answers;
    struct spell spells[MAX_SPELLS];
    struct answer answers[MAX_ANSWERS];
};

struct ending {
    const char *state, *class_name, *first_class;
    char first_start[11];
    int any, paid, is_long, already; /* -1 = not known */
};

/* ---- Invention ---------------------------------------------------------- */

static unsigned dice_state = 2024;

static int dice(int n)
{
    dice_state = dice_state * 1103515245u + 12345u;
    return (int)((dice_state >> 16) % (unsigned)n);
}

/* A month is counted from January of the year 2000 on. */
static void write_day(int month, int day, char out[11])
{
    struct date d = {2000 + month / 12, month % 12 + 1, day};
    date_write_iso(d, out);
}

static int month_of(const char *date)
{
    struct date d = {0, 1, 1};
    char first[11];
    memcpy(first, date, 7);
    memcpy(first + 7, "-01", 4);
    ck_assert(date_parse_iso(first, &d));
    return (d.year - 2000) * 12 + d.month - 1;
}

static void add_months(const char *date, int n, char out[11])
{
    write_day(month_of(date) + n, 1, out);
    memcpy(out + 8, date + 8, 3);
}

static void invent_spell(struct life *l, int nth, int base)
{
    static const double hours[] = {-1, 5, 19.9, 20, 20.1, 40};
    struct spell *s = &l->spells[nth];
    int month = base - 8 + dice(26);
    s->kind = 1 + dice(8);
    s->hours = hours[dice(6)];
    write_day(month, 1 + dice(28), s->start);
    s->end[0] = '\0';
    if (dice(3) == 0)
        write_day(month + 1 + dice(10), 1 + dice(28), s->end);
    write_day(month + dice(4) + (dice(12) == 0 ? 24 : 0), 28, s->known);
    s->previous = nth > 0 && dice(3) == 0 ? dice(nth) : -1;
}

static void invent_answer(struct life *l, int nth, int base)
{
    static const int activities[] = {1, 2, 3, 4, 5, 6, 6, 99, 0};
    struct answer *a = &l->answers[nth];
    int month = base + 6 + dice(11);
    write_day(month, 1 + dice(28), a->sent);
    a->returned[0] = a->start_month[0] = '\0';
    a->activity = activities[dice(9)];
    if (dice(5) > 0)
        write_day(month + 1, 1 + dice(28), a->returned);
    if (dice(2) == 0) {
        char day[11];
        write_day(month - dice(14), 1, day);
        memcpy(a->start_month, day, 7);
        a->start_month[7] = '\0';
    }
}

static void invent(struct life *l)
{
    int base = (2022 - 2000) * 12 + 3 + dice(30);
    memset(l, 0, sizeof *l);
    write_day(base, 1 + dice(28), l->index_date);
    l->employed = dice(4) == 0;
    l->n_spells = dice(MAX_SPELLS + 1);
    l->n_answers = dice(MAX_ANSWERS + 1);
    for (int i = 0; i < l->n_spells; i++)
        invent_spell(l, i, base);
    for (int i = 0; i < l->n_answers; i++)
        invent_answer(l, i, base);
}

/* ---- The plain reckoning ------------------------------------------------ */

static bool is_known(const struct spell *s)
{
    return strcmp(s->start, quarter_last) <= 0 && strcmp(s->known, as_of) <= 0;
}

static bool has_come(const struct answer *a)
{
    return a->returned[0] != '\0' && strcmp(a->sent, quarter_last) <= 0 &&
           strcmp(a->returned, quarter_last) <= 0;
}

static int rank_of_spell(const struct spell *s)
{
    static const int others[] = {2, 3, RANK_R, 4, 5}; /* kinds 4 … 8 */
    if (s->kind <= 3)
        return s->hours >= 20 ? 0 : 1;
    return others[s->kind - 4];
}

static int rank_of_answer(const struct answer *a)
{
    static const int ranks_of[] = {NO_RANK, 0, 1, 2, 3, 5, RANK_N};
    return a->activity == 99 ? NO_RANK : ranks_of[a->activity];
}

/* New: no spell of its chain, as far as it is known, began by the index. */
static bool is_new(const struct life *l, int nth)
{
    for (; nth >= 0; nth = l->spells[nth].previous) {
        if (!is_known(&l->spells[nth]))
            return true;
        if (strcmp(l->spells[nth].start, l->index_date) <= 0)
            return false;
    }
    return true;
}

struct found {
    int highest, first; /* ranks */
    char first_start[11];
    char highest_start[11];
};

static void find(struct found *f, int rank, const char *start)
{
    if (!ranks[rank].is_activity)
        return;
    if (rank < f->highest)
        f->highest = rank;
    int order = f->first == NO_RANK ? -1 : strcmp(start, f->first_start);
    if (order < 0 || (order == 0 && rank < f->first)) {
        f->first = rank;
        memcpy(f->first_start, start, 11);
    }
}

static void look_at_spells(const struct life *l, const char *horizon,
                           struct found *f, bool *already)
{
    for (int i = 0; i < l->n_spells; i++) {
        const struct spell *s = &l->spells[i];
        int rank = rank_of_spell(s);
        if (!is_known(s))
            continue;
        if (ranks[rank].is_activity && strcmp(s->start, l->index_date) <= 0 &&
            (s->end[0] == '\0' || strcmp(s->end, l->index_date) >= 0))
            *already = true;
        if (is_new(l, i) && strcmp(s->start, horizon) <= 0)
            find(f, rank, s->start);
    }
}

/* An answer tells of a spell from its month on, else from the day it came. */
static void look_at_answers(const struct life *l, const char *const window[3],
                            struct found *f, bool *already, bool *answered)
{
    for (int i = 0; i < l->n_answers; i++) {
        const struct answer *a = &l->answers[i];
        int rank = rank_of_answer(a);
        if (!has_come(a) || rank == NO_RANK)
            continue;
        bool in_window = strcmp(a->returned, window[0]) >= 0 &&
                         strcmp(a->returned, window[2]) <= 0;
        bool has_month = a->start_month[0] != '\0';
        char start[11];
        memcpy(start, a->returned, 11);
        if (has_month) {
            memcpy(start, a->start_month, 7);
            memcpy(start + 7, "-01", 4);
        }
        *answered = *answered || in_window;
        if (rank == RANK_N)
            continue;
        if (strcmp(start, l->index_date) <= 0)
            *already = true;
        if (has_month && strncmp(start, l->index_date, 7) < 0)
            continue;
        if (strcmp(start, window[1]) <= 0 || (!has_month && in_window))
            find(f, rank, start);
    }
}

static void reckon(const struct life *l, struct ending *out)
{
    char from[11], horizon[11], to[11];
    const char *const window[3] = {from, horizon, to};
    struct found f = {.highest = NO_RANK, .first = NO_RANK};
    bool already = l->employed, answered = false;
    add_months(l->index_date, 9, from);
    add_months(l->index_date, 12, horizon);
    add_months(l->index_date, 15, to);
    look_at_spells(l, horizon, &f, &already);
    look_at_answers(l, window, &f, &already, &answered);
    bool found = f.highest != NO_RANK;
    bool reached = answered || (found && strcmp(quarter_last, horizon) >= 0);
    bool is_open = strcmp(quarter_last, to) < 0;
    *out = (struct ending){.any = -1, .paid = -1, .is_long = -1};
    out->already = already;
    out->state = reached ? "reached" : is_open ? "pending" : "lost";
    if (!reached) {
        out->class_name = is_open ? NULL : "U";
        return;
    }
    out->class_name = found ? ranks[f.highest].class_name : "N";
    out->first_class = found ? ranks[f.first].class_name : "N";
    memcpy(out->first_start, f.first_start, 11);
    out->any = found;
    if (found)
        out->paid = ranks[f.highest].is_paid;
    if (out->paid == 1)
        out->is_long = ranks[f.highest].is_long;
}

/* ---- The same lives in the research database ---------------------------- */

static struct arena a;
static struct store *s;

static void insert(const char *sql)
{
    ck_assert_msg(store_run(s, sql) == STATUS_OK, "%s: %s", sql,
                  store_error(s));
}

static const char *quoted(const char *text)
{
    return text[0] == '\0' ? "NULL" : arena_format(&a, "'%s'", text);
}

static void store_spell(const struct life *l, int nth, int i)
{
    const struct spell *p = &l->spells[i];
    insert(arena_format(
        &a,
        "INSERT INTO clean_activity (file, row, subject, is_person, "
        "happened_on, known_on, episode_id, kind, hours, start, \"end\", "
        "prev_episode) VALUES (2, %d, 'L%04d', 1, '%s', '%s', 'E%d', '%d', %s, "
        "'%s', %s, %s)",
        nth * 10 + i + 2, nth, p->start, p->known, i, p->kind,
        p->hours < 0 ? "NULL" : arena_format(&a, "%g", p->hours), p->start,
        quoted(p->end),
        p->previous < 0 ? "NULL" : arena_format(&a, "'E%d'", p->previous)));
}

static void store_answer(const struct life *l, int nth, int i)
{
    const struct answer *p = &l->answers[i];
    insert(arena_format(
        &a,
        "INSERT INTO clean_followup_survey (file, row, subject, is_person, "
        "happened_on, known_on, wave, sent, returned, activity, start_ym) "
        "VALUES (3, %d, 'L%04d', 1, '%s', %s, 'F%d', '%s', %s, %s, %s)",
        nth * 10 + i + 2, nth, p->sent, quoted(p->returned), i, p->sent,
        quoted(p->returned),
        p->activity == 0 ? "NULL" : arena_format(&a, "'%d'", p->activity),
        quoted(p->start_month)));
}

static void store_life(const struct life *l, int nth)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_participant (file, row, subject, is_person, "
        "happened_on, known_on, municipality, sex, employed) VALUES (1, %d, "
        "'L%04d', 1, '2020-01-01', '2020-01-01', '12217', '1', '%d');"
        "INSERT INTO clean_baseline (file, row, subject, is_person, "
        "happened_on, known_on, age_date, date) VALUES (4, %d, 'L%04d', 1, "
        "'%s', '%s', 70, '%s')",
        nth + 2, nth, l->employed ? 1 : 2, nth + 2, nth, l->index_date,
        l->index_date, l->index_date));
    for (int i = 0; i < l->n_spells; i++)
        store_spell(l, nth, i);
    for (int i = 0; i < l->n_answers; i++)
        store_answer(l, nth, i);
}

static void open_study(void)
{
    static struct codebook book;
    static const struct settings settings = {
        .name = "試験", .municipality = "12217", .population = 30000};
    static struct stage_context c;
    arena_init(&a);
    ck_assert_int_eq(store_open(":memory:", 0600, &s), STATUS_OK);
    ck_assert_int_eq(codebook_load(&a, codebook_shipped_folder(), NULL, &book),
                     STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_raw"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_derived"), STATUS_OK);
    ck_assert_int_eq(sql_run(s, "schema_clock"), STATUS_OK);
    ck_assert_int_eq(books_load(&a, s, &book), STATUS_OK);
    ck_assert_int_eq(typed_tables_make(&a, s, &book), STATUS_OK);
    c = (struct stage_context){.arena = &a,
                               .store = s,
                               .codebook = &book,
                               .settings = &settings,
                               .quarter = {2024, 2},
                               .as_of = {2024, 10, 31},
                               .report_year = 2024};
    ck_assert_int_eq(clock_fill(&c), STATUS_OK);
    ck_assert_int_eq(store_begin(s), STATUS_OK);
    for (int i = 0; i < N_LIVES; i++) {
        struct life l;
        invent(&l);
        store_life(&l, i);
    }
    ck_assert_int_eq(store_commit(s), STATUS_OK);
    ck_assert_int_eq(stage3_link.run(&c), STATUS_OK);
    ck_assert_int_eq(stage4_derive.run(&c), STATUS_OK);
}

static void close_study(void)
{
    ck_assert_int_eq(store_close(s), STATUS_OK);
    arena_release(&a);
}

static const char *text_at(struct statement *st, int at)
{
    return column_is_null(st, at) ? "" : column_text(st, at);
}

static int number_at(struct statement *st, int at)
{
    return column_is_null(st, at) ? -1 : (int)column_integer(st, at);
}

static void compare(struct statement *st, const struct ending *e)
{
    const char *who = column_text(st, 0);
    const char *expected[] = {
        e->state, e->class_name == NULL ? "" : e->class_name,
        e->first_class == NULL ? "" : e->first_class, e->first_start};
    const int numbers[] = {e->any, e->paid, e->is_long, e->already};
    for (int i = 0; i < 4; i++) {
        ck_assert_msg(text_equal(text_at(st, 1 + i), expected[i]),
                      "%s column %d: %s, reckoned %s", who, i,
                      text_at(st, 1 + i), expected[i]);
        ck_assert_msg(number_at(st, 5 + i) == numbers[i],
                      "%s column %d: %d, reckoned %d", who, 4 + i,
                      number_at(st, 5 + i), numbers[i]);
    }
}

START_TEST(a_thousand_lives_end_as_reckoned_by_hand)
{
    struct statement *st;
    enum status status = STATUS_OK;
    int n_reached = 0, n_active = 0;
    ck_assert_int_eq(
        store_prepare(s,
                      "SELECT subject, state, activity_class, first_class, "
                      "first_start, any_activity, paid, long, already_active "
                      "FROM followup ORDER BY subject",
                      &st),
        STATUS_OK);
    dice_state = 2024;
    for (int i = 0; i < N_LIVES; i++) {
        struct life l;
        struct ending e;
        invent(&l);
        reckon(&l, &e);
        if (strcmp(l.index_date, quarter_last) > 0)
            continue;
        ck_assert(statement_step(st, &status));
        compare(st, &e);
        n_reached += text_equal(e.state, "reached");
        n_active += e.any == 1;
    }
    ck_assert(!statement_step(st, &status));
    statement_free(st);
    /* The lives are varied enough to mean something. */
    ck_assert_int_gt(n_reached, 300);
    ck_assert_int_gt(n_active, 200);
    ck_assert_int_lt(n_active, n_reached);
}
END_TEST

START_TEST(a_chain_of_transfers_is_new_only_from_its_beginning)
{
    int64_t n = -1;
    ck_assert_int_eq(
        store_integer(
            s,
            "SELECT count(*) FROM activity_spell AS s JOIN clean_activity AS "
            "c ON c.file = s.file AND c.row = s.row JOIN clean_activity AS b "
            "ON b.subject = c.subject AND b.episode_id = c.prev_episode AND "
            "b.happened_on <= '2024-09-30' AND b.known_on <= '2024-10-31' JOIN "
            "activity_spell AS p ON p.file = b.file AND p.row = b.row WHERE "
            "s.is_new > p.is_new",
            &n),
        STATUS_OK);
    ck_assert_int_eq(n, 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *su = suite_create("life_histories");
    TCase *t = tcase_create("life_histories");
    tcase_add_unchecked_fixture(t, open_study, close_study);
    tcase_add_test(t, a_thousand_lives_end_as_reckoned_by_hand);
    tcase_add_test(t, a_chain_of_transfers_is_new_only_from_its_beginning);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN

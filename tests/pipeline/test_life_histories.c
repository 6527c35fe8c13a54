/* life_histories: 1,000 invented lives have the spells, and end where, a
 * plain reckoning says.
 *
 * The reckoning is written from docs/panel.md alone: one person at a time,
 * loops and comparisons, no SQL. A life has jobs and volunteering known to the
 * desk (12), contacts about them (13), a match (11), answers (14), and perhaps
 * a death, a move or care need (35). Looked at from FY2024Q2 as of 2024-10-31.
 * Days are 1 to 28, so that adding months needs no rule of its own. */
#include "base/text.h"
#include "check_main.h"
#include "pipeline/books.h"
#include "pipeline/clock.h"
#include "pipeline/sql_run.h"
#include "pipeline/stage.h"
#include "pipeline/typed_tables.h"

#include <string.h>

enum { N_LIVES = 1000, MAX_SPELLS = 4, MAX_ANSWERS = 2, MAX_CONTACTS = 3 };
enum { MAX_TOLD = MAX_SPELLS + MAX_ANSWERS + 1 + MAX_CONTACTS };

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
    int job;      /* number of the opening, or -1 */
};

struct answer {
    char sent[11], returned[11]; /* "" = not returned */
    int activity;                /* 1 … 6, 99; 0 = blank */
    char start_month[8];         /* "" = blank */
};

struct contact {
    int about; /* number of a spell; n_spells = a job nobody reported */
    char date[11];
    bool reached;
    int status; /* 1 going on, 2 gone, 3 paused, 9 not known */
};

struct match {
    bool is_there, is_made; /* a result, and that it is a match */
    double hours;           /* of the opening; below 0 = unknown */
    int job;                /* the opening's number */
    char result_on[11];
};

struct life {
    char index_date[11];
    bool employed;
    int n_spells, n_answers, n_contacts;
    struct spell spells[MAX_SPELLS];
    struct answer answers[MAX_ANSWERS];
    struct contact contacts[MAX_CONTACTS];
    struct match match;
    int end_status; /* 3 died, 4 moved, 5 care need, 6 unreachable; 0 = none */
    char ended_on[11];
};

struct ending {
    const char *state, *class_name, *first_class, *ended_by, *event;
    char first_start[11], event_on[11];
    int any, paid, is_long, already; /* -1 = not known */
};

/* A spell as one record tells of it. */
enum told_by { BY_DESK, BY_ANSWER, BY_MATCH, BY_CONTACT };
struct told {
    enum told_by by;
    int nth; /* of the records of this source */
    int rank;
    char start[11], end[11], until[11];
    const char *end_by;
    bool is_new, in_window, has_month;
    int job;  /* -1 = none */
    int same; /* place of the record it repeats, or -1 */
};

struct history {
    int n;
    struct told told[MAX_TOLD];
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
    s->job = dice(3) == 0 ? dice(2) : -1;
}

static void invent_contact(struct life *l, int nth, int base)
{
    static const int states[] = {1, 1, 1, 2, 3, 9};
    struct contact *c = &l->contacts[nth];
    c->about = dice(l->n_spells + 1);
    c->reached = dice(4) > 0;
    c->status = states[dice(6)];
    write_day(base - 4 + dice(24), 1 + dice(28), c->date);
}

static void invent_match(struct life *l, int base)
{
    static const double hours[] = {-1, 10, 20, 30};
    l->match.is_there = dice(3) == 0;
    l->match.is_made = dice(3) > 0;
    l->match.hours = hours[dice(4)];
    l->match.job = dice(2);
    write_day(base - 2 + dice(20), 1 + dice(28), l->match.result_on);
}

static void invent_end(struct life *l, int base)
{
    l->end_status = dice(4) == 0 ? 3 + dice(4) : 0;
    write_day(base - 3 + dice(22), 1 + dice(28), l->ended_on);
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
    l->n_contacts = dice(MAX_CONTACTS + 1);
    for (int i = 0; i < l->n_contacts; i++)
        invent_contact(l, i, base);
    invent_match(l, base);
    invent_end(l, base);
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

static const char *later(const char *a, const char *b)
{
    return strcmp(a, b) >= 0 ? a : b;
}

static void copy_day(char to[11], const char *from)
{
    memcpy(to, from, strlen(from) + 1);
}

static void day_before(const char *date, char out[11])
{
    struct date d;
    ck_assert(date_parse_iso(date, &d));
    date_write_iso(date_from_days(date_to_days(d) - 1), out);
}

/* The months of all horizons and windows. */
struct times {
    char from[11], horizon[11], to[11];
};

static struct times times_of(const struct life *l)
{
    struct times t;
    add_months(l->index_date, 9, t.from);
    add_months(l->index_date, 12, t.horizon);
    add_months(l->index_date, 15, t.to);
    return t;
}

static bool is_heard(const struct contact *c)
{
    return c->reached && strcmp(c->date, quarter_last) <= 0;
}

static void end_desk(const struct life *l, int nth, struct told *t)
{
    const struct spell *s = &l->spells[nth];
    const char *next = NULL, *gone = NULL;
    for (int i = 0; i < l->n_spells; i++) {
        const struct spell *o = &l->spells[i];
        if (is_known(o) && o->previous == nth &&
            (next == NULL || strcmp(o->start, next) < 0))
            next = o->start;
    }
    for (int i = 0; i < l->n_contacts; i++) {
        const struct contact *c = &l->contacts[i];
        if (is_heard(c) && c->about == nth && c->status == 2 &&
            (gone == NULL || strcmp(c->date, gone) < 0))
            gone = c->date;
    }
    if (s->end[0] != '\0') {
        copy_day(t->end, s->end);
        t->end_by = "reported";
    } else if (next != NULL && strcmp(next, s->start) > 0) {
        day_before(next, t->end);
        t->end_by = "successor";
    } else if (gone != NULL && strcmp(gone, s->start) >= 0) {
        copy_day(t->end, gone);
        t->end_by = "contact";
    }
}

static void see_desk(const struct life *l, int nth, struct told *t)
{
    const struct spell *s = &l->spells[nth];
    const char *seen = s->start;
    if (t->end[0] != '\0' && strcmp(t->end, quarter_last) <= 0) {
        copy_day(t->until, t->end);
        return;
    }
    seen = later(seen,
                 strcmp(s->known, quarter_last) <= 0 ? s->known : quarter_last);
    for (int i = 0; i < l->n_contacts; i++) {
        const struct contact *c = &l->contacts[i];
        if (is_heard(c) && c->about == nth &&
            (c->status == 1 || c->status == 3))
            seen = later(seen, c->date);
    }
    for (int i = 0; i < l->n_answers && t->end[0] == '\0'; i++) {
        const struct answer *a = &l->answers[i];
        if (has_come(a) && rank_of_answer(a) == t->rank &&
            strcmp(s->start, a->returned) <= 0)
            seen = later(seen, a->returned);
    }
    copy_day(t->until, seen);
}

static struct told *tell(struct history *h, enum told_by by, int nth, int rank)
{
    struct told *t = &h->told[h->n++];
    *t = (struct told){.by = by,
                       .nth = nth,
                       .rank = rank,
                       .end_by = "",
                       .job = -1,
                       .same = -1};
    return t;
}

static void tell_desk(const struct life *l, const struct times *w,
                      struct history *h)
{
    for (int i = 0; i < l->n_spells; i++) {
        const struct spell *s = &l->spells[i];
        if (!is_known(s))
            continue;
        struct told *t = tell(h, BY_DESK, i, rank_of_spell(s));
        copy_day(t->start, s->start);
        end_desk(l, i, t);
        see_desk(l, i, t);
        t->is_new = is_new(l, i);
        t->in_window = strcmp(s->start, w->horizon) <= 0;
        t->job = s->job;
    }
}

/* An answer tells of a spell from its month on, else from the day it came. */
static void tell_answers(const struct life *l, const struct times *w,
                         struct history *h)
{
    for (int i = 0; i < l->n_answers; i++) {
        const struct answer *a = &l->answers[i];
        int rank = rank_of_answer(a);
        if (!has_come(a) || rank == NO_RANK || rank == RANK_N)
            continue;
        struct told *t = tell(h, BY_ANSWER, i, rank);
        t->has_month = a->start_month[0] != '\0';
        copy_day(t->start, a->returned);
        if (t->has_month) {
            memcpy(t->start, a->start_month, 7);
            memcpy(t->start + 7, "-01", 4);
        }
        copy_day(t->until, later(a->returned, t->start));
        t->is_new = !t->has_month || strncmp(t->start, l->index_date, 7) >= 0;
        t->in_window = strcmp(t->start, w->horizon) <= 0 ||
                       (!t->has_month && strcmp(a->returned, w->from) >= 0 &&
                        strcmp(a->returned, w->to) <= 0);
    }
}

static void tell_match(const struct life *l, const struct times *w,
                       struct history *h)
{
    const struct match *m = &l->match;
    if (!m->is_there || !m->is_made || strcmp(m->result_on, quarter_last) > 0)
        return;
    struct told *t = tell(h, BY_MATCH, 0, m->hours >= 20 ? 0 : 1);
    copy_day(t->start, m->result_on);
    copy_day(t->until, m->result_on);
    t->is_new = strcmp(m->result_on, l->index_date) > 0;
    t->in_window = strcmp(m->result_on, w->horizon) <= 0;
    t->job = m->job;
}

/* Contacts about a job that nobody reported: one spell, from the first that
 * found the person there on. */
static void tell_contacts_about(const struct life *l, int about,
                                const struct times *w, struct history *h)
{
    const struct contact *first = NULL;
    const char *last = "", *gone = NULL;
    int nth = -1;
    for (int i = 0; i < l->n_contacts; i++) {
        const struct contact *c = &l->contacts[i];
        if (!is_heard(c) || c->about != about)
            continue;
        if (c->status == 2 && (gone == NULL || strcmp(c->date, gone) < 0))
            gone = c->date;
        if (c->status != 1 && c->status != 3)
            continue;
        last = later(last, c->date);
        if (first == NULL || strcmp(c->date, first->date) < 0) {
            first = c;
            nth = i;
        }
    }
    if (first == NULL)
        return;
    struct told *t = tell(h, BY_CONTACT, nth, 1);
    copy_day(t->start, first->date);
    copy_day(t->until, last);
    if (gone != NULL && strcmp(gone, first->date) >= 0) {
        copy_day(t->end, gone);
        copy_day(t->until, gone);
        t->end_by = "contact";
    }
    t->in_window = strcmp(first->date, w->horizon) <= 0;
}

static void tell_contacts(const struct life *l, const struct times *w,
                          struct history *h)
{
    for (int i = 0; i <= l->n_spells; i++) {
        if (i == l->n_spells || !is_known(&l->spells[i]))
            tell_contacts_about(l, i, w, h);
    }
}

static bool are_one_start(const struct told *x, const struct told *y)
{
    if (x->rank != y->rank &&
        !(ranks[x->rank].is_paid && ranks[y->rank].is_paid))
        return false;
    if (x->job >= 0 && x->job == y->job)
        return true;
    if (x->by == BY_ANSWER && !x->has_month &&
        strcmp(y->start, x->start) <= 0 &&
        (y->end[0] == '\0' || strcmp(y->end, x->start) >= 0))
        return true;
    int apart = month_of(x->start) - month_of(y->start);
    return apart > -2 && apart < 2;
}

static long days_apart(const struct told *x, const struct told *y)
{
    struct date a, b;
    ck_assert(date_parse_iso(x->start, &a) && date_parse_iso(y->start, &b));
    long n = (long)(date_to_days(a) - date_to_days(b));
    return n < 0 ? -n : n;
}

/* The desk first, then the answer, the match; nearest start; first record. */
static void find_repeats(struct history *h)
{
    for (int i = 0; i < h->n; i++) {
        struct told *x = &h->told[i];
        for (int j = 0; j < h->n; j++) {
            const struct told *y = &h->told[j];
            const struct told *best = x->same < 0 ? NULL : &h->told[x->same];
            if (y->by >= x->by || !are_one_start(x, y))
                continue;
            if (best == NULL || y->by < best->by ||
                (y->by == best->by && days_apart(x, y) < days_apart(x, best)))
                x->same = j;
        }
    }
}

/* Without a baseline by the quarter's end nothing is new or old. */
static bool has_baseline(const struct life *l)
{
    return strcmp(l->index_date, quarter_last) <= 0;
}

static struct history reckon_history(const struct life *l)
{
    struct history h = {0};
    struct times w = times_of(l);
    tell_desk(l, &w, &h);
    tell_answers(l, &w, &h);
    tell_match(l, &w, &h);
    tell_contacts(l, &w, &h);
    find_repeats(&h);
    return h;
}

struct found {
    int highest, first; /* ranks */
    char first_start[11];
};

static void find(struct found *f, int rank, const char *start)
{
    if (rank < f->highest)
        f->highest = rank;
    int order = f->first == NO_RANK ? -1 : strcmp(start, f->first_start);
    if (order < 0 || (order == 0 && rank < f->first)) {
        f->first = rank;
        copy_day(f->first_start, start);
    }
}

static const char *const end_names[] = {"death", "moved", "care_need"};

/* Being unreachable ends nothing; nor does what was so before. */
static bool has_end(const struct life *l)
{
    return l->end_status >= 3 && l->end_status <= 5 &&
           strcmp(l->ended_on, l->index_date) > 0 &&
           strcmp(l->ended_on, quarter_last) <= 0;
}

static bool is_over(const struct life *l, const char *date)
{
    return has_end(l) && strcmp(date, l->ended_on) > 0;
}

static bool has_answered(const struct life *l, const struct times *w)
{
    for (int i = 0; i < l->n_answers; i++) {
        const struct answer *a = &l->answers[i];
        if (has_come(a) && rank_of_answer(a) != NO_RANK &&
            strcmp(a->returned, w->from) >= 0 &&
            strcmp(a->returned, w->to) <= 0 && !is_over(l, a->returned))
            return true;
    }
    return false;
}

static const char *last_contact(const struct life *l, const struct history *h)
{
    const char *last = l->index_date;
    for (int i = 0; i < l->n_answers; i++) {
        if (has_come(&l->answers[i]))
            last = later(last, l->answers[i].returned);
    }
    for (int i = 0; i < l->n_contacts; i++) {
        if (is_heard(&l->contacts[i]))
            last = later(last, l->contacts[i].date);
    }
    for (int i = 0; i < h->n; i++) {
        if (strcmp(h->told[i].until, quarter_last) <= 0)
            last = later(last, h->told[i].until);
    }
    return last;
}

/* The first new activity whenever it began, an end, or the last contact. */
static void reckon_event(const struct life *l, const struct history *h,
                         struct ending *out)
{
    struct found f = {.highest = NO_RANK, .first = NO_RANK};
    for (int i = 0; i < h->n; i++) {
        const struct told *t = &h->told[i];
        if (t->is_new && ranks[t->rank].is_activity)
            find(&f, t->rank, t->start);
    }
    if (f.first != NO_RANK && !is_over(l, f.first_start)) {
        out->event = "activity";
        copy_day(out->event_on, f.first_start);
    } else if (has_end(l)) {
        out->event = end_names[l->end_status - 3];
        copy_day(out->event_on, l->ended_on);
    } else {
        out->event = "censored";
        copy_day(out->event_on, last_contact(l, h));
    }
}

static void reckon(const struct life *l, struct ending *out)
{
    const struct history h = reckon_history(l);
    const struct times w = times_of(l);
    struct found f = {.highest = NO_RANK, .first = NO_RANK};
    bool already = l->employed;
    for (int i = 0; i < h.n; i++) {
        const struct told *t = &h.told[i];
        if (!ranks[t->rank].is_activity)
            continue;
        if (strcmp(t->start, l->index_date) <= 0 &&
            (t->end[0] == '\0' || strcmp(t->end, l->index_date) >= 0))
            already = true;
        if (t->is_new && t->in_window && !is_over(l, t->start))
            find(&f, t->rank, t->start);
    }
    bool found = f.highest != NO_RANK;
    const char *due = has_end(l) && strcmp(l->ended_on, w.horizon) < 0
                          ? l->ended_on
                          : w.horizon;
    bool reached =
        has_answered(l, &w) || (found && strcmp(quarter_last, due) >= 0);
    bool ended = has_end(l) && strcmp(l->ended_on, w.horizon) <= 0;
    bool is_open = strcmp(quarter_last, w.to) < 0;
    *out = (struct ending){.any = -1, .paid = -1, .is_long = -1};
    reckon_event(l, &h, out);
    out->ended_by = has_end(l) ? end_names[l->end_status - 3] : NULL;
    out->already = already;
    out->state = reached   ? "reached"
                 : ended   ? "ended"
                 : is_open ? "pending"
                           : "lost";
    if (!reached) {
        out->class_name = ended || is_open ? NULL : "U";
        return;
    }
    out->class_name = found ? ranks[f.highest].class_name : "N";
    out->first_class = found ? ranks[f.first].class_name : "N";
    copy_day(out->first_start, f.first_start);
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
        "prev_episode, job_id) VALUES (2, %d, 'L%04d', 1, '%s', '%s', 'E%d', "
        "'%d', %s, '%s', %s, %s, %s)",
        nth * 10 + i + 2, nth, p->start, p->known, i, p->kind,
        p->hours < 0 ? "NULL" : arena_format(&a, "%g", p->hours), p->start,
        quoted(p->end),
        p->previous < 0 ? "NULL" : arena_format(&a, "'E%d'", p->previous),
        p->job < 0 ? "NULL" : arena_format(&a, "'K%04d-%d'", nth, p->job)));
}

static void store_contact(const struct life *l, int nth, int i)
{
    const struct contact *c = &l->contacts[i];
    insert(arena_format(
        &a,
        "INSERT INTO clean_support_contact (file, row, subject, is_person, "
        "happened_on, known_on, target, episode_id, date, reached, status) "
        "VALUES (5, %d, 'L%04d', 1, '%s', '%s', '1', 'E%d', '%s', '%d', '%d')",
        nth * 10 + i + 2, nth, c->date, c->date, c->about, c->date, c->reached,
        c->status));
}

static void store_match(const struct life *l, int nth)
{
    const struct match *m = &l->match;
    insert(arena_format(
        &a,
        "INSERT INTO clean_job (file, row, subject, is_person, happened_on, "
        "known_on, job_id, hours) VALUES (7, %d, '', 0, '2022-04-01', "
        "'2022-04-01', 'K%04d-%d', %s);"
        "INSERT INTO clean_referral (file, row, subject, is_person, "
        "happened_on, known_on, match_id, job_id, d_candidate, result, "
        "d_result) VALUES (6, %d, 'L%04d', 1, '%s', '%s', 'M%d', 'K%04d-%d', "
        "'%s', '%d', '%s')",
        nth + 2, nth, m->job,
        m->hours < 0 ? "NULL" : arena_format(&a, "%g", m->hours), nth + 2, nth,
        m->result_on, m->result_on, nth, nth, m->job, m->result_on,
        m->is_made ? 1 : 2, m->result_on));
}

static void store_end(const struct life *l, int nth)
{
    insert(arena_format(
        &a,
        "INSERT INTO clean_person_status (file, row, subject, is_person, "
        "happened_on, known_on, status, date) VALUES (8, %d, 'L%04d', 1, "
        "'%s', '%s', '%d', '%s')",
        nth + 2, nth, l->ended_on, l->ended_on, l->end_status, l->ended_on));
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
    for (int i = 0; i < l->n_contacts; i++)
        store_contact(l, nth, i);
    if (l->match.is_there)
        store_match(l, nth);
    if (l->end_status != 0)
        store_end(l, nth);
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
    const char *expected[] = {e->state,
                              e->class_name == NULL ? "" : e->class_name,
                              e->first_class == NULL ? "" : e->first_class,
                              e->first_start,
                              e->ended_by == NULL ? "" : e->ended_by,
                              e->event,
                              e->event_on};
    const int numbers[] = {e->any, e->paid, e->is_long, e->already};
    for (int i = 0; i < 7; i++)
        ck_assert_msg(text_equal(text_at(st, 1 + i), expected[i]),
                      "%s column %d: %s, reckoned %s", who, i,
                      text_at(st, 1 + i), expected[i]);
    for (int i = 0; i < 4; i++)
        ck_assert_msg(number_at(st, 8 + i) == numbers[i],
                      "%s column %d: %d, reckoned %d", who, 7 + i,
                      number_at(st, 8 + i), numbers[i]);
}

START_TEST(a_thousand_lives_end_as_reckoned_by_hand)
{
    struct statement *st;
    enum status status = STATUS_OK;
    int n_reached = 0, n_active = 0, n_ended = 0;
    ck_assert_int_eq(
        store_prepare(s,
                      "SELECT subject, state, activity_class, first_class, "
                      "first_start, ended_by, event, event_on, "
                      "any_activity, paid, long, already_active "
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
        n_ended += text_equal(e.state, "ended");
    }
    ck_assert(!statement_step(st, &status));
    statement_free(st);
    /* The lives are varied enough to mean something. */
    ck_assert_int_gt(n_reached, 300);
    ck_assert_int_gt(n_active, 200);
    ck_assert_int_lt(n_active, n_reached);
    ck_assert_int_gt(n_ended, 20);
}
END_TEST

static const char *const sources[] = {"activity", "followup_survey", "referral",
                                      "support_contact"};

static const struct told *find_told(const struct history *h, enum told_by by,
                                    int nth)
{
    for (int i = 0; i < h->n; i++) {
        if (h->told[i].by == by && h->told[i].nth == nth)
            return &h->told[i];
    }
    return NULL;
}

/* The database's row for a record the reckoning knows. */
static void compare_spell(struct statement *st, const struct history *h,
                          bool followed)
{
    const char *who = column_text(st, 0);
    int row = (int)column_integer(st, 2);
    enum told_by by = BY_DESK;
    while (by < BY_CONTACT && !text_equal(column_text(st, 1), sources[by]))
        by++;
    const struct told *t =
        find_told(h, by, by == BY_MATCH ? 0 : (row - 2) % 10);
    ck_assert_msg(t != NULL, "%s row %d: no such spell reckoned", who, row);
    const char *expected[] = {ranks[t->rank].class_name,
                              ranks[t->rank].class_name,
                              t->start,
                              t->end,
                              t->end_by,
                              t->until};
    const int numbers[] = {followed ? t->is_new : -1,
                           followed ? t->in_window : -1, t->same < 0};
    for (int i = 0; i < 6; i++)
        ck_assert_msg(text_equal(text_at(st, 3 + i), expected[i]),
                      "%s row %d column %d: %s, reckoned %s", who, row, i,
                      text_at(st, 3 + i), expected[i]);
    for (int i = 0; i < 3; i++)
        ck_assert_msg(number_at(st, 9 + i) == numbers[i],
                      "%s %s row %d number %d: %d, reckoned %d", who,
                      sources[by], row, i, number_at(st, 9 + i), numbers[i]);
    const struct told *same = t->same < 0 ? NULL : &h->told[t->same];
    ck_assert_msg(
        text_equal(text_at(st, 12), same == NULL ? "" : sources[same->by]),
        "%s row %d repeats %s", who, row, text_at(st, 12));
}

START_TEST(every_spell_is_as_reckoned_by_hand)
{
    struct statement *st;
    enum status status = STATUS_OK;
    int n_repeats = 0;
    ck_assert_int_eq(
        store_prepare(s,
                      "SELECT s.subject, s.source, s.row, s.class, "
                      "s.counted_class, s.start_date, s.end_date, s.end_by, "
                      "s.known_until, s.is_new, s.in_window, s.is_counted, "
                      "o.source FROM activity_spell AS s LEFT JOIN "
                      "activity_spell AS o ON o.file = s.same_file AND o.row "
                      "= s.same_row ORDER BY s.subject, s.source, s.row",
                      &st),
        STATUS_OK);
    dice_state = 2024;
    for (int i = 0; i < N_LIVES; i++) {
        struct life l;
        invent(&l);
        const struct history h = reckon_history(&l);
        for (int j = 0; j < h.n; j++) {
            ck_assert(statement_step(st, &status));
            ck_assert_str_eq(column_text(st, 0), arena_format(&a, "L%04d", i));
            compare_spell(st, &h, has_baseline(&l));
            n_repeats += h.told[j].same >= 0;
        }
    }
    ck_assert(!statement_step(st, &status));
    statement_free(st);
    ck_assert_int_gt(n_repeats, 100);
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
    tcase_add_test(t, every_spell_is_as_reckoned_by_hand);
    tcase_add_test(t, a_chain_of_transfers_is_new_only_from_its_beginning);
    suite_add_tcase(su, t);
    return su;
}

CHECK_MAIN

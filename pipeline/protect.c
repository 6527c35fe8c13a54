/* protect: which counts are withheld, see the header for the rule.
 *
 * 1. Every different count of a population becomes one `cell`; a margin that
 *    several tables share is one cell seen by several `view`s.
 * 2. Counts of 1 … T-1 are withheld.
 * 3. View by view: while some withheld cell's interval is too narrow, the
 *    cheapest rectangle of cells through it that widens it is withheld too.
 *    Shared margins come first, each as a table of its own.
 * 4. Partners that turn out not to be needed are printed again.
 * 5. The same check over all views of the population together. */
#include "pipeline/protect.h"

#include "pipeline/protect_bounds.h"
#include <limits.h>
#include <stdint.h>
#include <string.h>

#define NO_CELL SIZE_MAX

struct cell {
    long count;
    bool is_margin;
    bool is_everyone; /* the number of people: withheld only with the rest */
    enum protect_mark mark;
};

/* One table as it is seen by a reader: places of cells. */
struct view {
    size_t n_rows, n_columns;
    size_t *at; /* (n_rows + 1) x (n_columns + 1) numbers of cells */
    bool withheld_whole;
    struct protect_table *table; /* NULL for a margin looked at alone */
};

/* A margin that may be shared. */
struct margin {
    const char *variable;
    size_t n_levels;
    size_t *at; /* n_levels numbers of cells */
};

struct system {
    struct arena *arena;
    long threshold;
    long n_people;
    struct cell *cells;
    size_t n_cells, room_cells;
    struct view *views;
    size_t n_views, room_views;
    struct margin *margins;
    size_t n_margins, room_margins;
    size_t n_margin_views; /* the first views: one margin each */
    size_t everyone;       /* the cell of the number of people */
    struct knowledge *scratch;
};

/* The equations of some views, over their withheld cells only. */
struct knowledge {
    struct bounds *bounds;
    int *number;   /* of a cell in the equations, 0 = printed */
    size_t n;      /* withheld cells */
    size_t *cells; /* which they are, in order */
    int *at;       /* room for one equation */
    double *sign;
};

size_t protect_cells(const struct protect_table *t)
{
    return (t->n_rows + 1) * (t->n_columns + 1);
}

bool protect_is_withheld(const struct protect_table *t, size_t at)
{
    return t->withheld_whole || t->marks[at] != PROTECT_PRINTED;
}

/* ---- 1. cells and views ------------------------------------------------ */

static bool sums_agree(const struct protect_table *t)
{
    size_t width = t->n_columns + 1;
    for (size_t i = 0; i < protect_cells(t); i++)
        if (t->counts[i] < 0)
            return false;
    for (size_t row = 0; row <= t->n_rows && t->n_columns > 0; row++) {
        long sum = 0;
        for (size_t column = 0; column < t->n_columns; column++)
            sum += t->counts[row * width + column];
        if (sum != t->counts[row * width + t->n_columns])
            return false;
    }
    for (size_t column = 0; column < width; column++) {
        long sum = 0;
        for (size_t row = 0; row < t->n_rows; row++)
            sum += t->counts[row * width + column];
        if (sum != t->counts[t->n_rows * width + column])
            return false;
    }
    return t->n_rows > 0;
}

static size_t add_cell(struct system *s, long count, bool is_margin)
{
    s->cells = arena_grow(s->arena, s->cells, s->n_cells, &s->room_cells,
                          sizeof *s->cells);
    struct cell *c = &s->cells[s->n_cells];
    *c = (struct cell){.count = count, .is_margin = is_margin};
    if (count > 0 && count < s->threshold)
        c->mark = PROTECT_SMALL;
    return s->n_cells++;
}

static struct view *add_view(struct system *s, size_t n_rows, size_t n_columns)
{
    s->views = arena_grow(s->arena, s->views, s->n_views, &s->room_views,
                          sizeof *s->views);
    struct view *v = &s->views[s->n_views++];
    *v = (struct view){.n_rows = n_rows, .n_columns = n_columns};
    v->at = arena_take_array(s->arena, (n_rows + 1) * (n_columns + 1),
                             sizeof *v->at);
    return v;
}

/* The cells of a margin: those of an earlier table when the variable has the
 * same counts there, else new ones with a view of their own. `step` leads
 * from one level's count to the next. */
static const size_t *margin_cells(struct system *s, const char *variable,
                                  size_t n_levels, const long *counts,
                                  size_t step)
{
    for (size_t m = 0; m < s->n_margins; m++) {
        struct margin *old = &s->margins[m];
        bool same =
            strcmp(old->variable, variable) == 0 && old->n_levels == n_levels;
        for (size_t i = 0; same && i < n_levels; i++)
            same = s->cells[old->at[i]].count == counts[i * step];
        if (same)
            return old->at;
    }
    s->margins = arena_grow(s->arena, s->margins, s->n_margins,
                            &s->room_margins, sizeof *s->margins);
    struct margin *made = &s->margins[s->n_margins++];
    *made = (struct margin){.variable = variable, .n_levels = n_levels};
    made->at = arena_take_array(s->arena, n_levels, sizeof *made->at);
    struct view *alone = add_view(s, n_levels, 0);
    for (size_t i = 0; i < n_levels; i++) {
        made->at[i] = add_cell(s, counts[i * step], true);
        alone->at[i] = made->at[i];
    }
    alone->at[n_levels] = s->everyone;
    return made->at;
}

static const size_t *row_margin(struct system *s, const struct protect_table *t)
{
    return margin_cells(s, t->row_variable, t->n_rows, t->counts + t->n_columns,
                        t->n_columns + 1);
}

static const size_t *column_margin(struct system *s,
                                   const struct protect_table *t)
{
    if (t->n_columns == 0)
        return NULL;
    return margin_cells(s, t->column_variable, t->n_columns,
                        t->counts + t->n_rows * (t->n_columns + 1), 1);
}

/* Before any table, so that shared margins are decided first. */
static void add_margins(struct system *s, const struct protect_table *t)
{
    (void)row_margin(s, t);
    (void)column_margin(s, t);
}

static void add_table(struct system *s, struct protect_table *t)
{
    size_t width = t->n_columns + 1;
    const size_t *rows = row_margin(s, t);
    const size_t *columns = column_margin(s, t);
    struct view *v = add_view(s, t->n_rows, t->n_columns);
    v->table = t;
    for (size_t row = 0; row <= t->n_rows; row++)
        for (size_t column = 0; column <= t->n_columns; column++) {
            size_t i = row * width + column;
            if (row == t->n_rows && column == t->n_columns)
                v->at[i] = s->everyone;
            else if (column == t->n_columns)
                v->at[i] = rows[row];
            else if (row == t->n_rows)
                v->at[i] = columns[column];
            else
                v->at[i] = add_cell(s, t->counts[i], false);
        }
}

/* The cells of a table's variables, or NULL when the release lacks them. */
static const struct margin *find_margin(const struct system *s,
                                        const char *variable)
{
    for (size_t m = 0; m < s->n_margins; m++)
        if (strcmp(s->margins[m].variable, variable) == 0)
            return &s->margins[m];
    return NULL;
}

static const struct view *find_view(const struct system *s, const char *row,
                                    const char *column)
{
    for (size_t i = 0; i < s->n_views; i++) {
        const struct protect_table *t = s->views[i].table;
        if (t != NULL && strcmp(t->row_variable, row) == 0 &&
            strcmp(t->column_variable, column) == 0)
            return &s->views[i];
    }
    return NULL;
}

/* One group is a table of its own: the fine columns of the group, whose
 * total is the coarse column. */
static void add_group(struct system *s, const struct protect_grouping *g,
                      size_t group, const struct view *fine,
                      const struct view *coarse)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n_fine; i++)
        n += g->group_of[i] == group;
    /* add_view may move the views: copy what is read. */
    const size_t *fine_at = fine->at;
    const size_t *coarse_at = coarse->at;
    size_t n_rows = fine->n_rows;
    struct view *v = add_view(s, n_rows, n);
    for (size_t row = 0; row <= n_rows; row++) {
        size_t column = 0;
        for (size_t i = 0; i < g->n_fine; i++)
            if (g->group_of[i] == group)
                v->at[row * (n + 1) + column++] =
                    fine_at[row * (g->n_fine + 1) + i];
        v->at[row * (n + 1) + n] = coarse_at[row * (g->n_coarse + 1) + group];
    }
}

/* Without a common row variable the two margins still tell each other. */
static void add_group_of_margins(struct system *s,
                                 const struct protect_grouping *g, size_t group,
                                 const struct margin *fine,
                                 const struct margin *coarse)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n_fine; i++)
        n += g->group_of[i] == group;
    struct view *v = add_view(s, n, 0);
    size_t row = 0;
    for (size_t i = 0; i < g->n_fine; i++)
        if (g->group_of[i] == group)
            v->at[row++] = fine->at[i];
    v->at[n] = coarse->at[group];
}

static void add_grouping(struct system *s, const struct protect_grouping *g)
{
    const struct margin *fine = find_margin(s, g->fine);
    const struct margin *coarse = find_margin(s, g->coarse);
    if (fine == NULL || coarse == NULL || fine->n_levels != g->n_fine ||
        coarse->n_levels != g->n_coarse)
        return;
    for (size_t group = 0; group < g->n_coarse; group++)
        add_group_of_margins(s, g, group, fine, coarse);
    size_t n_views = s->n_views;
    for (size_t i = 0; i < n_views; i++) {
        const struct protect_table *t = s->views[i].table;
        if (t == NULL || strcmp(t->column_variable, g->fine) != 0)
            continue;
        for (size_t group = 0; group < g->n_coarse; group++) {
            const struct view *by_coarse =
                find_view(s, t->row_variable, g->coarse);
            if (by_coarse != NULL && by_coarse->n_rows == t->n_rows)
                add_group(s, g, group, &s->views[i], by_coarse);
        }
    }
}

/* ---- what a reader knows ------------------------------------------------ */

static size_t view_cells(const struct view *v)
{
    return (v->n_rows + 1) * (v->n_columns + 1);
}

static bool is_withheld(const struct system *s, size_t cell)
{
    return s->cells[cell].mark != PROTECT_PRINTED;
}

static void make_scratch(struct system *s)
{
    struct knowledge *k = arena_take(s->arena, sizeof *k);
    k->number = arena_take_array(s->arena, s->n_cells, sizeof *k->number);
    k->cells = arena_take_array(s->arena, s->n_cells, sizeof *k->cells);
    k->at = arena_take_array(s->arena, s->n_cells + 1, sizeof *k->at);
    k->sign = arena_take_array(s->arena, s->n_cells + 1, sizeof *k->sign);
    s->scratch = k;
}

/* One line of a table: cells from `first`, `step` apart, the last of n + 1
 * being the total. */
static void add_equation(const struct system *s, struct knowledge *k,
                         const struct view *v, size_t first, size_t step,
                         size_t n)
{
    int used = 0;
    long sum = 0;
    for (size_t i = 0; i <= n; i++) {
        size_t cell = v->at[first + i * step];
        if (k->number[cell] == 0)
            continue;
        long sign = i == n ? -1 : 1;
        used++;
        k->at[used] = k->number[cell];
        k->sign[used] = (double)sign;
        sum += sign * s->cells[cell].count;
    }
    if (used > 0)
        bounds_equation(k->bounds, used, k->at, k->sign, sum);
}

static void number_withheld(const struct system *s, struct knowledge *k,
                            const struct view *v)
{
    for (size_t i = 0; i < view_cells(v); i++) {
        size_t cell = v->at[i];
        if (!is_withheld(s, cell) || k->number[cell] != 0)
            continue;
        k->cells[k->n++] = cell;
        k->number[cell] = (int)k->n;
    }
}

/* What follows from views[from … to-1]. Release its bounds afterwards. */
static struct knowledge *know(const struct system *s, size_t from, size_t to)
{
    struct knowledge *k = s->scratch;
    memset(k->number, 0, s->n_cells * sizeof *k->number);
    k->n = 0;
    for (size_t i = from; i < to; i++)
        if (!s->views[i].withheld_whole)
            number_withheld(s, k, &s->views[i]);
    k->bounds = bounds_new(k->n);
    for (size_t i = from; i < to; i++) {
        const struct view *v = &s->views[i];
        size_t width = v->n_columns + 1;
        if (v->withheld_whole)
            continue;
        for (size_t row = 0; row <= v->n_rows && v->n_columns > 0; row++)
            add_equation(s, k, v, row * width, 1, v->n_columns);
        for (size_t column = 0; column < width; column++)
            add_equation(s, k, v, column, width, v->n_rows);
    }
    return k;
}

static bool is_wide(const struct system *s, long low, long high)
{
    return high == LONG_MAX || high - low >= s->threshold - 1;
}

/* The first withheld cell whose interval is too narrow, or NO_CELL. */
static size_t first_exposed(const struct system *s, size_t from, size_t to)
{
    struct knowledge *k = know(s, from, to);
    size_t exposed = NO_CELL;
    for (size_t i = 0; i < k->n && exposed == NO_CELL; i++) {
        long low, high;
        bounds_of(k->bounds, (int)i + 1, &low, &high);
        if (!is_wide(s, low, high))
            exposed = k->cells[i];
    }
    bounds_free(k->bounds);
    return exposed;
}

/* ---- 3. partners -------------------------------------------------------- */

/* People that are lost from the page; a margin costs more than all people. */
static long cost_of(const struct system *s, size_t cell)
{
    const struct cell *c = &s->cells[cell];
    if (c->mark != PROTECT_PRINTED)
        return 0;
    return c->count + 1 + (c->is_margin ? s->n_people + 1 : 0);
}

static bool may_be_partner(const struct system *s, size_t cell)
{
    const struct cell *c = &s->cells[cell];
    return c->count > 0 && !c->is_everyone;
}

struct choice {
    size_t cells[3];
    size_t n;
    long width; /* of the interval that these cells alone allow */
    long cost;
    bool is_set;
};

/* How far a count can move along a closed path of cells: cells that fall
 * while it rises bound it above, cells that fall with it below; each stays
 * at least 1. */
static void weigh(const struct system *s, size_t exposed, struct choice *c,
                  const bool *falls_with)
{
    long down = s->cells[exposed].count - 1;
    long up = LONG_MAX;
    c->cost = 0;
    for (size_t i = 0; i < c->n; i++) {
        long room = s->cells[c->cells[i]].count - 1;
        long *side = falls_with[i] ? &down : &up;
        if (room < *side)
            *side = room;
        c->cost += cost_of(s, c->cells[i]);
    }
    c->width = up == LONG_MAX ? LONG_MAX : up + down;
    c->is_set = true;
}

/* Wide enough and cheap; among those not wide enough, the widest. */
static bool is_better(const struct system *s, const struct choice *a,
                      const struct choice *b)
{
    if (!b->is_set)
        return true;
    bool a_wide = a->width >= s->threshold - 1;
    bool b_wide = b->width >= s->threshold - 1;
    if (a_wide != b_wide)
        return a_wide;
    if (!a_wide && a->width != b->width)
        return a->width > b->width;
    return a->cost < b->cost;
}

static void consider(const struct system *s, size_t exposed,
                     struct choice offer, const bool *falls_with,
                     struct choice *best)
{
    for (size_t i = 0; i < offer.n; i++)
        if (!may_be_partner(s, offer.cells[i]))
            return;
    weigh(s, exposed, &offer, falls_with);
    if (offer.cost > 0 && is_better(s, &offer, best))
        *best = offer;
}

/* In a table of one variable the closed path is any other level. */
static void consider_levels(const struct system *s, const struct view *v,
                            size_t row, struct choice *best)
{
    static const bool falls_with[] = {false};
    for (size_t other = 0; other < v->n_rows; other++)
        if (other != row)
            consider(s, v->at[row],
                     (struct choice){.cells = {v->at[other]}, .n = 1},
                     falls_with, best);
}

/* Else it is a rectangle; a total moves with its cells, not against them. */
static void consider_rectangles(const struct system *s, const struct view *v,
                                size_t row, size_t column, struct choice *best)
{
    size_t width = v->n_columns + 1;
    for (size_t r = 0; r <= v->n_rows; r++)
        for (size_t c = 0; c <= v->n_columns; c++) {
            if (r == row || c == column)
                continue;
            bool with_row = r == v->n_rows || row == v->n_rows;
            bool with_column = c == v->n_columns || column == v->n_columns;
            const bool falls_with[] = {with_column, with_row,
                                       with_row == with_column};
            struct choice offer = {.cells = {v->at[row * width + c],
                                             v->at[r * width + column],
                                             v->at[r * width + c]},
                                   .n = 3};
            consider(s, v->at[row * width + column], offer, falls_with, best);
        }
}

/* Zeros can stand in the way of every rectangle: then any cell, the
 * cheapest first; what it does not help is printed again at the end. */
static void cheapest_cell(const struct system *s, const struct view *v,
                          struct choice *best)
{
    for (size_t i = 0; i < view_cells(v); i++) {
        size_t cell = v->at[i];
        long cost = cost_of(s, cell);
        if (!may_be_partner(s, cell) || cost == 0)
            continue;
        if (!best->is_set || cost < best->cost)
            *best = (struct choice){
                .cells = {cell}, .n = 1, .cost = cost, .is_set = true};
    }
}

/* False when every cell that could help is withheld already, or the cell
 * is not in this view. */
static bool withhold_partners(struct system *s, const struct view *v,
                              size_t exposed)
{
    struct choice best = {0};
    size_t width = v->n_columns + 1;
    bool is_here = false;
    for (size_t i = 0; i < view_cells(v); i++) {
        if (v->at[i] != exposed)
            continue;
        is_here = true;
        if (v->n_columns == 0)
            consider_levels(s, v, i / width, &best);
        else
            consider_rectangles(s, v, i / width, i % width, &best);
    }
    if (is_here && !best.is_set)
        cheapest_cell(s, v, &best);
    for (size_t i = 0; i < best.n; i++)
        if (!is_withheld(s, best.cells[i]))
            s->cells[best.cells[i]].mark = PROTECT_PARTNER;
    return best.is_set;
}

/* ---- 4. partners that are not needed ------------------------------------ */

static bool view_has(const struct view *v, size_t cell)
{
    for (size_t i = 0; i < view_cells(v); i++)
        if (v->at[i] == cell)
            return true;
    return false;
}

/* A margin's own view decides before there are tables; later only inner
 * cells are tried, and every view that has the cell is asked. */
static bool is_exposed_without(struct system *s, size_t view, size_t cell)
{
    if (s->views[view].n_columns == 0)
        return first_exposed(s, view, view + 1) != NO_CELL;
    for (size_t i = 0; i < s->n_views; i++)
        if (view_has(&s->views[i], cell) &&
            first_exposed(s, i, i + 1) != NO_CELL)
            return true;
    return false;
}

/* Most people first. Once is enough: what was needed with more cells
 * withheld is needed with fewer. */
static void print_needless(struct system *s, size_t view)
{
    const struct view *v = &s->views[view];
    bool *tried = arena_take_array(s->arena, s->n_cells, sizeof *tried);
    for (;;) {
        size_t most = NO_CELL;
        for (size_t i = 0; i < view_cells(v); i++) {
            size_t cell = v->at[i];
            const struct cell *c = &s->cells[cell];
            if (c->mark != PROTECT_PARTNER || tried[cell] ||
                c->is_margin != (v->n_columns == 0))
                continue;
            if (most == NO_CELL || c->count > s->cells[most].count)
                most = cell;
        }
        if (most == NO_CELL)
            return;
        tried[most] = true;
        s->cells[most].mark = PROTECT_PRINTED;
        if (is_exposed_without(s, view, most))
            s->cells[most].mark = PROTECT_PARTNER;
    }
}

/* ---- the order of work -------------------------------------------------- */

static enum protect_mark *marks_now(const struct system *s)
{
    enum protect_mark *kept =
        arena_take_array(s->arena, s->n_cells, sizeof *kept);
    for (size_t i = 0; i < s->n_cells; i++)
        kept[i] = s->cells[i].mark;
    return kept;
}

static void marks_restore(struct system *s, const enum protect_mark *kept)
{
    for (size_t i = 0; i < s->n_cells; i++)
        s->cells[i].mark = kept[i];
}

/* Returns whether anything was withheld. A view that can't be protected is
 * withheld whole, and takes back what it asked of the others. */
static bool protect_view(struct system *s, size_t view)
{
    struct view *v = &s->views[view];
    size_t exposed =
        v->withheld_whole ? NO_CELL : first_exposed(s, view, view + 1);
    if (exposed == NO_CELL)
        return false;
    const enum protect_mark *before = marks_now(s);
    while (exposed != NO_CELL && !v->withheld_whole) {
        if (withhold_partners(s, v, exposed)) {
            exposed = first_exposed(s, view, view + 1);
        } else {
            marks_restore(s, before);
            v->withheld_whole = true;
        }
    }
    return true;
}

static void protect_each(struct system *s)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < s->n_views; i++)
            if (protect_view(s, i))
                changed = true;
    }
}

/* Several tables together may say more than each: withhold more, or give up
 * the tables that hold the exposed cell. */
static void protect_jointly(struct system *s)
{
    const enum protect_mark *before = marks_now(s);
    size_t exposed = first_exposed(s, 0, s->n_views);
    while (exposed != NO_CELL) {
        bool helped = false;
        for (size_t i = s->n_views; i-- > 0 && !helped;)
            if (!s->views[i].withheld_whole)
                helped = withhold_partners(s, &s->views[i], exposed);
        if (!helped) {
            marks_restore(s, before);
            for (size_t i = 0; i < s->n_views; i++)
                if (view_has(&s->views[i], exposed))
                    s->views[i].withheld_whole = true;
        }
        exposed = first_exposed(s, 0, s->n_views);
    }
}

static void report_to_tables(struct system *s)
{
    struct knowledge *k = know(s, 0, s->n_views);
    long *low = arena_take_array(s->arena, s->n_cells, sizeof *low);
    long *high = arena_take_array(s->arena, s->n_cells, sizeof *high);
    for (size_t i = 0; i < k->n; i++)
        bounds_of(k->bounds, (int)i + 1, &low[k->cells[i]], &high[k->cells[i]]);
    bounds_free(k->bounds);
    for (size_t i = 0; i < s->n_views; i++) {
        const struct view *v = &s->views[i];
        struct protect_table *t = v->table;
        if (t == NULL)
            continue;
        t->withheld_whole = v->withheld_whole;
        for (size_t c = 0; c < view_cells(v); c++) {
            t->marks[c] = s->cells[v->at[c]].mark;
            t->low[c] = low[v->at[c]];
            t->high[c] = high[v->at[c]];
        }
    }
}

static bool same_people(const struct protect_table *a,
                        const struct protect_table *b)
{
    return strcmp(a->population, b->population) == 0 &&
           a->counts[protect_cells(a) - 1] == b->counts[protect_cells(b) - 1];
}

static void add_everything(struct system *s, struct protect_table *first,
                           size_t n_from_first, const struct protect_release *r)
{
    s->everyone = add_cell(s, s->n_people, true);
    s->cells[s->everyone].is_everyone = true;
    for (size_t i = 0; i < n_from_first; i++)
        if (same_people(first, &first[i]))
            add_margins(s, &first[i]);
    s->n_margin_views = s->n_views;
    for (size_t i = 0; i < n_from_first; i++)
        if (same_people(first, &first[i]))
            add_table(s, &first[i]);
    for (size_t i = 0; i < r->n_groupings; i++)
        add_grouping(s, &r->groupings[i]);
    make_scratch(s);
}

/* All tables of the population of `first`, itself included. */
static void protect_population(struct arena *a, struct protect_table *first,
                               size_t n_from_first,
                               const struct protect_release *r)
{
    struct system s = {.arena = a, .threshold = r->threshold};
    s.n_people = first->counts[protect_cells(first) - 1];
    add_everything(&s, first, n_from_first, r);
    for (size_t i = 0; i < s.n_margin_views; i++) {
        (void)protect_view(&s, i);
        print_needless(&s, i);
    }
    protect_each(&s);
    for (size_t i = s.n_margin_views; i < s.n_views; i++)
        print_needless(&s, i);
    protect_jointly(&s);
    report_to_tables(&s);
}

static void withhold_all(struct protect_table *t)
{
    t->withheld_whole = true;
    for (size_t i = 0; i < protect_cells(t); i++)
        t->marks[i] = t->counts[i] > 0 ? PROTECT_SMALL : PROTECT_PRINTED;
}

static void start_table(struct arena *a, struct protect_table *t)
{
    size_t n = protect_cells(t);
    t->withheld_whole = false;
    t->marks = arena_take_array(a, n, sizeof *t->marks);
    t->low = arena_take_array(a, n, sizeof *t->low);
    t->high = arena_take_array(a, n, sizeof *t->high);
}

bool protect_release(struct arena *a, struct protect_release *r)
{
    for (size_t i = 0; i < r->n_tables; i++)
        if (!sums_agree(&r->tables[i]))
            return false;
    for (size_t i = 0; i < r->n_tables; i++)
        start_table(a, &r->tables[i]);
    for (size_t i = 0; i < r->n_tables; i++) {
        struct protect_table *t = &r->tables[i];
        long people = t->counts[protect_cells(t) - 1];
        bool is_done = false;
        for (size_t j = 0; j < i && !is_done; j++)
            is_done = same_people(t, &r->tables[j]);
        if (r->threshold == PROTECT_SHOW_NOTHING ||
            (people > 0 && people < r->threshold))
            withhold_all(t);
        else if (!is_done)
            protect_population(a, t, r->n_tables - i, r);
    }
    return true;
}

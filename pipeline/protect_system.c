/* protect_system: cells, views, and intervals, see the header. */
#include "pipeline/protect_system.h"

#include "pipeline/protect_bounds.h"
#include <limits.h>
#include <string.h>

/* The equations of some views, over their withheld cells only. */
struct knowledge {
    struct bounds *bounds;
    int *number;   /* of a cell in the equations, 0 = printed */
    size_t n;      /* withheld cells */
    size_t *cells; /* which they are, in order */
    int *at;       /* room for one equation */
    double *sign;
    signed char *change; /* of each cell along a path; 0 between calls */
};

static void make_scratch(struct system *s)
{
    struct knowledge *k = arena_take(s->arena, sizeof *k);
    k->number = arena_take_array(s->arena, s->n_cells, sizeof *k->number);
    k->cells = arena_take_array(s->arena, s->n_cells, sizeof *k->cells);
    k->at = arena_take_array(s->arena, s->n_cells + 1, sizeof *k->at);
    k->sign = arena_take_array(s->arena, s->n_cells + 1, sizeof *k->sign);
    k->change = arena_take_array(s->arena, s->n_cells, sizeof *k->change);
    s->scratch = k;
}

size_t view_cells(const struct view *v)
{
    return (v->n_rows + 1) * (v->n_columns + 1);
}

bool cell_is_withheld(const struct system *s, size_t cell)
{
    return s->cells[cell].mark != PROTECT_PRINTED;
}

/* ---- cells and views ---------------------------------------------------- */

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
    *v = (struct view){
        .n_rows = n_rows, .n_columns = n_columns, .fine_view = NO_VIEW};
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
                      size_t group, size_t fine_view, const struct view *coarse)
{
    const struct view *fine = &s->views[fine_view];
    size_t n = 0;
    for (size_t i = 0; i < g->n_fine; i++)
        n += g->group_of[i] == group;
    /* add_view may move the views: copy what is read. */
    const size_t *fine_at = fine->at;
    const size_t *coarse_at = coarse->at;
    size_t n_rows = fine->n_rows;
    struct view *v = add_view(s, n_rows, n);
    v->fine_view = fine_view;
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
                add_group(s, g, group, i, by_coarse);
        }
    }
}

bool tables_same_people(const struct protect_table *a,
                        const struct protect_table *b)
{
    return strcmp(a->population, b->population) == 0 &&
           a->counts[protect_cells(a) - 1] == b->counts[protect_cells(b) - 1];
}

/* Where each cell is seen. */
static void note_places(struct system *s)
{
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < s->n_views; i++)
            for (size_t at = 0; at < view_cells(&s->views[i]); at++) {
                struct cell *c = &s->cells[s->views[i].at[at]];
                if (pass == 1 && c->places == NULL) {
                    c->places = arena_take_array(s->arena, c->n_places,
                                                 sizeof *c->places);
                    c->n_places = 0;
                }
                if (pass == 1)
                    c->places[c->n_places] = (struct place){i, at};
                c->n_places++;
            }
}

void system_build(struct system *s, struct arena *a,
                  struct protect_table *tables, size_t n_tables,
                  const struct protect_release *r)
{
    *s = (struct system){.arena = a, .threshold = r->threshold};
    s->n_people = tables->counts[protect_cells(tables) - 1];
    s->everyone = add_cell(s, s->n_people, true);
    s->cells[s->everyone].is_everyone = true;
    for (size_t i = 0; i < n_tables; i++)
        if (tables_same_people(tables, &tables[i]))
            add_margins(s, &tables[i]);
    s->n_margin_views = s->n_views;
    for (size_t i = 0; i < n_tables; i++)
        if (tables_same_people(tables, &tables[i]))
            add_table(s, &tables[i]);
    for (size_t i = 0; i < r->n_groupings; i++)
        add_grouping(s, &r->groupings[i]);
    note_places(s);
    make_scratch(s);
}

/* ---- what a reader knows ------------------------------------------------ */

/* One line of a table: cells from `first`, `step` apart, the last of n + 1
 * being the total. */
static void add_equation(const struct system *s, struct bounds *b,
                         struct knowledge *k, const struct view *v,
                         size_t first, size_t step, size_t n)
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
        bounds_equation(b, used, k->at, k->sign, sum);
}

static void number_withheld(const struct system *s, struct knowledge *k,
                            const struct view *v)
{
    for (size_t i = 0; i < view_cells(v); i++) {
        size_t cell = v->at[i];
        if (!cell_is_withheld(s, cell) || k->number[cell] != 0)
            continue;
        k->cells[k->n++] = cell;
        k->number[cell] = (int)k->n;
    }
}

/* Which cells views[from … to-1] withhold. */
static struct knowledge *know(const struct system *s, size_t from, size_t to)
{
    struct knowledge *k = s->scratch;
    k->bounds = NULL;
    memset(k->number, 0, s->n_cells * sizeof *k->number);
    k->n = 0;
    for (size_t i = from; i < to; i++)
        if (!s->views[i].withheld_whole)
            number_withheld(s, k, &s->views[i]);
    return k;
}

/* What follows from those views; give it back by bounds_free. */
static struct bounds *equations(const struct system *s, struct knowledge *k,
                                size_t from, size_t to)
{
    struct bounds *b = bounds_new(k->n);
    for (size_t i = from; i < to; i++) {
        const struct view *v = &s->views[i];
        size_t width = v->n_columns + 1;
        if (v->withheld_whole)
            continue;
        for (size_t row = 0; row <= v->n_rows && v->n_columns > 0; row++)
            add_equation(s, b, k, v, row * width, 1, v->n_columns);
        for (size_t column = 0; column < width; column++)
            add_equation(s, b, k, v, column, width, v->n_rows);
    }
    return b;
}

static bool is_wide(const struct system *s, long low, long high)
{
    return high == LONG_MAX || high - low >= s->threshold - 1;
}

/* ---- without a linear program ------------------------------------------- */

bool view_path(const struct view *v, size_t from, size_t to, struct path *out)
{
    size_t width = v->n_columns + 1;
    size_t row = from / width, column = from % width;
    size_t r = to / width, c = to % width;
    if (v->n_columns == 0) {
        *out = (struct path){{v->at[from], v->at[to]}, {true, false}, 2};
        return r != row && r < v->n_rows && row < v->n_rows;
    }
    /* A total moves with its cells, not against them. */
    bool with_row = r == v->n_rows || row == v->n_rows;
    bool with_column = c == v->n_columns || column == v->n_columns;
    *out = (struct path){{v->at[from], v->at[row * width + c],
                          v->at[r * width + column], v->at[to]},
                         {true, with_column, with_row, with_row == with_column},
                         4};
    return r != row && c != column;
}

long path_width(const struct system *s, const struct path *p)
{
    long down = LONG_MAX;
    long up = LONG_MAX;
    for (size_t i = 0; i < p->n; i++) {
        long room = s->cells[p->cells[i]].count - 1;
        long *side = p->with[i] ? &down : &up;
        if (room < *side)
            *side = room;
    }
    return up == LONG_MAX ? LONG_MAX : up + down;
}

/* Whether the line of a view through `at` keeps its sum. */
static bool line_holds(const struct knowledge *k, const struct view *v,
                       size_t first, size_t step, size_t n)
{
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += k->change[v->at[first + i * step]];
    return sum == k->change[v->at[first + n * step]];
}

static bool lines_hold(const struct system *s, size_t cell, size_t from,
                       size_t to)
{
    const struct cell *c = &s->cells[cell];
    for (size_t i = 0; i < c->n_places; i++) {
        const struct view *v = &s->views[c->places[i].view];
        size_t width = v->n_columns + 1;
        size_t at = c->places[i].at;
        if (c->places[i].view < from || c->places[i].view >= to ||
            v->withheld_whole)
            continue;
        if (v->n_columns > 0 &&
            !line_holds(s->scratch, v, at - at % width, 1, v->n_columns))
            return false;
        if (!line_holds(s->scratch, v, at % width, width, v->n_rows))
            return false;
    }
    return true;
}

/* Whether a path of withheld cells is wide and no other view objects. */
static bool path_is_free(const struct system *s, const struct path *p,
                         size_t from, size_t to)
{
    bool is_free = true;
    for (size_t i = 0; i < p->n; i++)
        if (!cell_is_withheld(s, p->cells[i]))
            return false;
    if (path_width(s, p) < s->threshold - 1)
        return false;
    for (size_t i = 0; i < p->n; i++)
        s->scratch->change[p->cells[i]] = p->with[i] ? 1 : -1;
    for (size_t i = 0; i < p->n && is_free; i++)
        is_free = lines_hold(s, p->cells[i], from, to);
    for (size_t i = 0; i < p->n; i++)
        s->scratch->change[p->cells[i]] = 0;
    return is_free;
}

/* A sufficient reason that an interval is wide enough; most cells have one,
 * which saves their linear programs. */
static bool has_free_path(const struct system *s, size_t cell, size_t from,
                          size_t to)
{
    const struct cell *c = &s->cells[cell];
    for (size_t i = 0; i < c->n_places; i++) {
        const struct view *v = &s->views[c->places[i].view];
        struct path p;
        if (c->places[i].view < from || c->places[i].view >= to ||
            v->withheld_whole)
            continue;
        for (size_t to_at = 0; to_at < view_cells(v); to_at++)
            if (view_path(v, c->places[i].at, to_at, &p) &&
                path_is_free(s, &p, from, to))
                return true;
    }
    return false;
}

/* Whether the interval is wide enough; the equations are made when first
 * needed. */
static bool is_protected(const struct system *s, struct knowledge *k, size_t i,
                         size_t from, size_t to)
{
    long low, high;
    if (has_free_path(s, k->cells[i], from, to))
        return true;
    if (k->bounds == NULL)
        k->bounds = equations(s, k, from, to);
    bounds_seen(k->bounds, (int)i + 1, &low, &high);
    if (is_wide(s, low, high))
        return true;
    bounds_of(k->bounds, (int)i + 1, &low, &high);
    return is_wide(s, low, high);
}

size_t system_first_exposed(const struct system *s, size_t from, size_t to,
                            bool *proven)
{
    struct knowledge *k = know(s, from, to);
    size_t exposed = NO_CELL;
    for (size_t i = 0; i < k->n && exposed == NO_CELL; i++) {
        size_t cell = k->cells[i];
        if (proven != NULL && proven[cell])
            continue;
        if (!is_protected(s, k, i, from, to))
            exposed = cell;
        else if (proven != NULL)
            proven[cell] = true;
    }
    bounds_free(k->bounds);
    return exposed;
}

void system_bounds(const struct system *s, long *low, long *high)
{
    struct knowledge *k = know(s, 0, s->n_views);
    struct bounds *b = equations(s, k, 0, s->n_views);
    for (size_t i = 0; i < k->n; i++)
        bounds_of(b, (int)i + 1, &low[k->cells[i]], &high[k->cells[i]]);
    bounds_free(b);
}

/* protect: which counts are withheld, see the header for the rule.
 *
 * 1. Counts of 1 … T-1 are withheld (protect_system.c).
 * 2. View by view: while some withheld cell's interval is too narrow, the
 *    cheapest rectangle of cells through it that widens it is withheld too.
 *    Shared margins come first, each as a table of its own.
 * 3. Partners that turn out not to be needed are printed again.
 * 4. The same check over all views of the population together. */
#include "pipeline/protect.h"

#include "pipeline/protect_system.h"
#include <string.h>

size_t protect_cells(const struct protect_table *t)
{
    return (t->n_rows + 1) * (t->n_columns + 1);
}

bool protect_is_withheld(const struct protect_table *t, size_t at)
{
    return t->withheld_whole || t->marks[at] != PROTECT_PRINTED;
}

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

/* ---- 2. partners -------------------------------------------------------- */

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
    size_t cells[4];
    size_t n;
    long width; /* of the interval that these cells alone allow */
    long cost;
    bool is_set;
};

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

static void consider(const struct system *s, const struct path *p,
                     struct choice *best)
{
    struct choice offer = {.width = path_width(s, p), .is_set = true};
    for (size_t i = 0; i < p->n; i++) {
        if (!may_be_partner(s, p->cells[i]))
            return;
        offer.cells[offer.n++] = p->cells[i];
        offer.cost += cost_of(s, p->cells[i]);
    }
    if (offer.cost > 0 && is_better(s, &offer, best))
        *best = offer;
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
    bool is_here = false;
    for (size_t from = 0; from < view_cells(v); from++) {
        struct path p;
        if (v->at[from] != exposed)
            continue;
        is_here = true;
        for (size_t to = 0; to < view_cells(v); to++)
            if (view_path(v, from, to, &p))
                consider(s, &p, &best);
    }
    if (is_here && !best.is_set)
        cheapest_cell(s, v, &best);
    for (size_t i = 0; i < best.n; i++)
        if (!cell_is_withheld(s, best.cells[i]))
            s->cells[best.cells[i]].mark = PROTECT_PARTNER;
    return best.is_set;
}

/* ---- 3. partners that are not needed ------------------------------------ */

/* A margin's own view decides before there are tables; later only inner
 * cells are tried, and every view that has the cell is asked. */
static bool is_exposed_without(struct system *s, size_t view, size_t cell)
{
    if (s->views[view].n_columns == 0)
        return system_first_exposed(s, view, view + 1, NULL) != NO_CELL;
    const struct cell *c = &s->cells[cell];
    for (size_t i = 0; i < c->n_places; i++) {
        size_t seen = c->places[i].view;
        if (system_first_exposed(s, seen, seen + 1, NULL) != NO_CELL)
            return true;
    }
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

/* Nothing of this view is printed; of a group, nothing of its finer table. */
static void give_up(struct system *s, size_t view)
{
    struct view *v = &s->views[view];
    v->withheld_whole = true;
    if (v->fine_view != NO_VIEW)
        s->views[v->fine_view].withheld_whole = true;
}

/* Returns whether anything was withheld. A view that can't be protected is
 * withheld whole, and takes back what it asked of the others. */
static bool protect_view(struct system *s, size_t view)
{
    struct view *v = &s->views[view];
    bool *proven = arena_take_array(s->arena, s->n_cells, sizeof *proven);
    size_t exposed = v->withheld_whole
                         ? NO_CELL
                         : system_first_exposed(s, view, view + 1, proven);
    if (exposed == NO_CELL)
        return false;
    const enum protect_mark *before = marks_now(s);
    while (exposed != NO_CELL && !v->withheld_whole) {
        if (withhold_partners(s, v, exposed)) {
            exposed = system_first_exposed(s, view, view + 1, proven);
        } else {
            marks_restore(s, before);
            give_up(s, view);
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

/* The last table, or group of one, that still shows the cell; any view when
 * there is none. */
static size_t last_table(const struct system *s, size_t cell)
{
    const struct cell *c = &s->cells[cell];
    size_t last = c->places[0].view;
    for (size_t i = 0; i < c->n_places; i++) {
        const struct view *v = &s->views[c->places[i].view];
        if (!v->withheld_whole && (v->table != NULL || v->fine_view != NO_VIEW))
            last = c->places[i].view;
    }
    return last;
}

/* Several tables together may say more than each: withhold more, or give up
 * the tables that hold the exposed cell. */
static void protect_jointly(struct system *s)
{
    const enum protect_mark *before = marks_now(s);
    bool *proven = arena_take_array(s->arena, s->n_cells, sizeof *proven);
    size_t exposed = system_first_exposed(s, 0, s->n_views, proven);
    while (exposed != NO_CELL) {
        bool helped = false;
        for (size_t i = s->n_views; i-- > 0 && !helped;)
            if (!s->views[i].withheld_whole)
                helped = withhold_partners(s, &s->views[i], exposed);
        if (!helped) {
            marks_restore(s, before);
            memset(proven, 0, s->n_cells * sizeof *proven);
            give_up(s, last_table(s, exposed));
        }
        exposed = system_first_exposed(s, 0, s->n_views, proven);
    }
}

/* Totals are what readers look for first: those that all tables together
 * can do without being withheld are printed again, most people first. */
static void print_needless_margins(struct system *s)
{
    bool *tried = arena_take_array(s->arena, s->n_cells, sizeof *tried);
    for (;;) {
        size_t most = NO_CELL;
        for (size_t i = 0; i < s->n_cells; i++) {
            const struct cell *c = &s->cells[i];
            if (c->mark != PROTECT_PARTNER || !c->is_margin || tried[i])
                continue;
            if (most == NO_CELL || c->count > s->cells[most].count)
                most = i;
        }
        if (most == NO_CELL)
            return;
        tried[most] = true;
        s->cells[most].mark = PROTECT_PRINTED;
        if (system_first_exposed(s, 0, s->n_views, NULL) != NO_CELL)
            s->cells[most].mark = PROTECT_PARTNER;
    }
}

static void report_to_tables(struct system *s)
{
    long *low = arena_take_array(s->arena, s->n_cells, sizeof *low);
    long *high = arena_take_array(s->arena, s->n_cells, sizeof *high);
    system_bounds(s, low, high);
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

/* All tables of the population of `first`, itself included. */
static void protect_population(struct arena *a, struct protect_table *first,
                               size_t n_from_first,
                               const struct protect_release *r)
{
    struct system s;
    system_build(&s, a, first, n_from_first, r);
    for (size_t i = 0; i < s.n_margin_views; i++) {
        (void)protect_view(&s, i);
        print_needless(&s, i);
    }
    protect_each(&s);
    for (size_t i = s.n_margin_views; i < s.n_views; i++)
        print_needless(&s, i);
    protect_jointly(&s);
    print_needless_margins(&s);
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
            is_done = tables_same_people(t, &r->tables[j]);
        if (r->threshold == PROTECT_SHOW_NOTHING ||
            (people > 0 && people < r->threshold))
            withhold_all(t);
        else if (!is_done)
            protect_population(a, t, r->n_tables - i, r);
    }
    return true;
}

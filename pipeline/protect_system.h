/* protect_system: the counts of a release and what their totals tell.
 *
 * Private to protect.c. Every different count of one population is one
 * `cell`; a margin that several tables share is one cell seen by several
 * `view`s. A view is a table, a margin alone, or one group of a coarser
 * variable with the finer columns in it. */
#ifndef AYUMI_PIPELINE_PROTECT_SYSTEM_H
#define AYUMI_PIPELINE_PROTECT_SYSTEM_H

#include "pipeline/protect.h"

#include <stdint.h>

#define NO_CELL SIZE_MAX
#define NO_VIEW SIZE_MAX

struct place {
    size_t view, at;
};

struct cell {
    long count;
    bool is_margin;
    bool is_everyone; /* the number of people: withheld only with the rest */
    enum protect_mark mark;
    size_t n_places;
    struct place *places; /* in the order of the views */
};

/* One table as it is seen by a reader: places of cells. */
struct view {
    size_t n_rows, n_columns;
    size_t *at; /* (n_rows + 1) x (n_columns + 1) numbers of cells */
    bool withheld_whole;
    struct protect_table *table; /* NULL for a margin or a group */
    size_t fine_view;            /* of a group: the finer table, else NO_VIEW */
};

/* A margin that may be shared. */
struct margin {
    const char *variable;
    size_t n_levels;
    size_t *at; /* n_levels numbers of cells */
};

struct knowledge;

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

/* All tables of the population of tables[0], groupings included. Small
 * counts are marked; nothing else is decided yet. */
void system_build(struct system *s, struct arena *a,
                  struct protect_table *tables, size_t n_tables,
                  const struct protect_release *r);

bool tables_same_people(const struct protect_table *a,
                        const struct protect_table *b);

size_t view_cells(const struct view *v);
bool cell_is_withheld(const struct system *s, size_t cell);

/* A closed path of cells along which counts can move without changing any
 * total of its view: any two levels of a margin, or a rectangle. */
struct path {
    size_t cells[4]; /* the first is where it starts */
    bool with[4];    /* rises when the first rises */
    size_t n;        /* 2 or 4 */
};

/* The path from place `from` over the opposite corner `to`; false when they
 * share a line. In a margin `to` is the other level. */
bool view_path(const struct view *v, size_t from, size_t to, struct path *out);

/* How far the first count can move while every count stays at least 1;
 * LONG_MAX when nothing stops it. */
long path_width(const struct system *s, const struct path *p);

/* The first withheld cell, by what views[from … to-1] say together, whose
 * interval is narrower than T-1; NO_CELL when there is none.
 *
 * proven  NULL, or one flag a cell: those found wide enough are set and not
 *         looked at again. Withholding more keeps them so; printing a cell
 *         again does not. */
size_t system_first_exposed(const struct system *s, size_t from, size_t to,
                            bool *proven);

/* The interval of every withheld cell by all views; others are left. */
void system_bounds(const struct system *s, long *low, long *high);

#endif

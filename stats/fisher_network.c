/* fisher_network: stage by stage, a node for what the rows have left.
 *
 * P(table) = prod r! prod c! / (n! prod x!). A way to a node has the value
 * sum of -log x! so far; ways of the same value are counted together. Where
 * the best or the worst that can follow decides already whether a way ends
 * above the observed table, all its ends are added at once or dropped: with
 * rest = n! / (prod r! prod c!) of what is left, the sum of prod 1/x! over
 * all tables. The last two columns are filled together. */
#include "stats/fisher_network.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* R's fisher.test allows the same relative slack for ties. */
static const double TIE = 1e-7;
/* Values this near are those of equal tables. */
static const double SAME = 1e-11;
static const size_t NONE = (size_t)-1;
enum { MOST_STEPS = 60000000, MOST_WAYS = 3000000 };

struct way {
    size_t node;
    int64_t key; /* value / SAME */
    double value, count;
};

struct stage {
    size_t n_nodes, n_ways, node_room, way_room;
    unsigned *left; /* node_room × r, each descending */
    struct way *way;
    size_t *node_slot, *way_slot; /* hash tables, index + 1 */
    size_t node_slots, way_slots;
};

struct network {
    struct workspace *w;
    const struct fisher_margins *m;
    const double *log_factorial;
    unsigned *column;        /* c, ascending */
    double *factorials_left; /* c: sum of log c_j! from j on */
    double *even_left;       /* c: best sum of -log x! of columns from j on */
    double base, p_value;
    size_t steps;
};

/* Stages ------------------------------------------------------------------- */

static size_t hash_words(const unsigned *left, size_t r)
{
    uint64_t h = 14695981039346656037ULL;
    for (size_t i = 0; i < r; i++)
        h = (h ^ left[i]) * 1099511628211ULL;
    return (size_t)(h ^ (h >> 29));
}

static size_t hash_way(size_t node, int64_t key)
{
    uint64_t h = ((uint64_t)node * 0x9e3779b97f4a7c15ULL) ^ (uint64_t)key;
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93ULL;
    return (size_t)(h ^ (h >> 32));
}

static void *grow(struct workspace *w, void *old, size_t n, size_t room,
                  size_t size)
{
    void *out = workspace_take(w, room, size);
    if (n > 0)
        memcpy(out, old, n * size);
    return out;
}

static void put(size_t *slot, size_t slots, size_t hash, size_t index)
{
    size_t at = hash & (slots - 1);
    while (slot[at])
        at = (at + 1) & (slots - 1);
    slot[at] = index + 1;
}

static void grow_nodes(struct network *k, struct stage *s)
{
    size_t r = k->m->r, room = s->node_room ? 2 * s->node_room : 64;
    if (s->n_nodes < s->node_room)
        return;
    s->left = grow(k->w, s->left, s->n_nodes * r, room * r, sizeof *s->left);
    s->node_room = room;
    s->node_slots = 2 * room;
    s->node_slot = workspace_take(k->w, s->node_slots, sizeof *s->node_slot);
    for (size_t i = 0; i < s->n_nodes; i++)
        put(s->node_slot, s->node_slots, hash_words(s->left + i * r, r), i);
}

static size_t find_node(struct network *k, struct stage *s,
                        const unsigned *left)
{
    size_t r = k->m->r, hash = hash_words(left, r);
    grow_nodes(k, s);
    size_t at = hash & (s->node_slots - 1);
    for (; s->node_slot[at]; at = (at + 1) & (s->node_slots - 1)) {
        size_t i = s->node_slot[at] - 1;
        if (memcmp(s->left + i * r, left, r * sizeof *left) == 0)
            return i;
    }
    s->node_slot[at] = s->n_nodes + 1;
    memcpy(s->left + s->n_nodes * r, left, r * sizeof *left);
    return s->n_nodes++;
}

static void grow_ways(struct network *k, struct stage *s)
{
    size_t room = s->way_room ? 2 * s->way_room : 256;
    if (s->n_ways < s->way_room)
        return;
    s->way = grow(k->w, s->way, s->n_ways, room, sizeof *s->way);
    s->way_room = room;
    s->way_slots = 2 * room;
    s->way_slot = workspace_take(k->w, s->way_slots, sizeof *s->way_slot);
    for (size_t i = 0; i < s->n_ways; i++)
        put(s->way_slot, s->way_slots, hash_way(s->way[i].node, s->way[i].key),
            i);
}

static void add_way(struct network *k, struct stage *s, size_t node,
                    double value, double count)
{
    int64_t key = (int64_t)llround(value / SAME);
    grow_ways(k, s);
    size_t at = hash_way(node, key) & (s->way_slots - 1);
    for (; s->way_slot[at]; at = (at + 1) & (s->way_slots - 1)) {
        struct way *known = &s->way[s->way_slot[at] - 1];
        if (known->node == node && known->key == key) {
            known->count += count;
            return;
        }
    }
    s->way_slot[at] = s->n_ways + 1;
    s->way[s->n_ways++] = (struct way){node, key, value, count};
}

static int by_node_and_value(const void *a, const void *b)
{
    const struct way *x = a, *y = b;
    if (x->node != y->node)
        return x->node > y->node ? 1 : -1;
    return (x->key > y->key) - (x->key < y->key);
}

/* What can follow ---------------------------------------------------------- */

/* Best sum of -log x! when n are spread over m cells: as even as possible. */
static double even(const struct network *k, unsigned n, size_t m)
{
    unsigned each = n / (unsigned)m, more = n % (unsigned)m;
    return -(double)(m - more) * k->log_factorial[each] -
           (more ? (double)more * k->log_factorial[each + 1] : 0.0);
}

/* Upper bound of the sum of -log x! over columns from `first` on. */
static double best(const struct network *k, size_t first, const unsigned *left)
{
    double sum = 0.0;
    for (size_t i = 0; i < k->m->r; i++)
        sum += even(k, left[i], k->m->c - first);
    return fmin(sum, k->even_left[first]);
}

/* Largest sum of log x! when n fills cells of these sizes, largest first. */
static double filled(const struct network *k, unsigned n, size_t cells,
                     const unsigned *size, int step)
{
    double sum = 0.0;
    for (; cells > 0 && n > 0; cells--, size += step) {
        unsigned x = n < *size ? n : *size;
        sum += k->log_factorial[x];
        n -= x;
    }
    return sum;
}

/* Lower bound. */
static double worst(const struct network *k, size_t first, const unsigned *left)
{
    size_t r = k->m->r, c = k->m->c;
    double by_row = 0.0, by_column = 0.0;
    for (size_t i = 0; i < r; i++)
        by_row += filled(k, left[i], c - first, k->column + c - 1, -1);
    for (size_t j = first; j < c; j++)
        by_column += filled(k, k->column[j], r, left, 1);
    return -fmin(by_row, by_column);
}

/* log of the sum of prod 1/x! over all ways to fill columns from `first` on */
static double rest(const struct network *k, size_t first, const unsigned *left)
{
    unsigned n = 0;
    double sum = -k->factorials_left[first];
    for (size_t i = 0; i < k->m->r; i++) {
        n += left[i];
        sum -= k->log_factorial[left[i]];
    }
    return sum + k->log_factorial[n];
}

/* From node to node -------------------------------------------------------- */

/* The ways to one node, ascending, and sums of count exp(value - the first
 * value) of those before each. */
struct arrivals {
    const struct way *way;
    size_t n;
    const double *before; /* n + 1 */
};

/* How many of them are not above a value. */
static size_t count_up_to(const struct arrivals *a, double value)
{
    size_t low = 0, high = a->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (a->way[middle].value <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct filling {
    struct network *k;
    struct stage *next; /* NULL: these are the last two columns */
    const struct arrivals *from;
    size_t column;
    unsigned *left, *sorted; /* r each */
};

static void add_ends(struct filling *f, size_t n, double log_factor)
{
    if (n > 0)
        f->k->p_value += f->from->before[n] *
                         exp(f->from->way[0].value + log_factor + f->k->base);
}

static void sort_left(const struct filling *f)
{
    size_t r = f->k->m->r;
    for (size_t i = 0; i < r; i++) {
        size_t at = i;
        for (; at > 0 && f->sorted[at - 1] < f->left[i]; at--)
            f->sorted[at] = f->sorted[at - 1];
        f->sorted[at] = f->left[i];
    }
}

/* The column is filled with the sum `value` of -log x!. */
static void leave(struct filling *f, double value)
{
    struct network *k = f->k;
    double goal = k->m->observed + TIE - value;
    if (f->next == NULL) {
        double last = 0.0;
        for (size_t i = 0; i < k->m->r; i++)
            last -= k->log_factorial[f->left[i]];
        add_ends(f, count_up_to(f->from, goal - last), value + last);
        return;
    }
    sort_left(f);
    size_t first = f->column + 1;
    size_t all = count_up_to(f->from, goal - best(k, first, f->sorted));
    size_t some = count_up_to(f->from, goal - worst(k, first, f->sorted));
    if (all > 0)
        add_ends(f, all, value + rest(k, first, f->sorted));
    size_t node = some > all ? find_node(k, f->next, f->sorted) : NONE;
    k->steps += some > all ? some - all : 0;
    for (size_t i = all; i < some; i++)
        add_way(k, f->next, node, f->from->way[i].value + value,
                f->from->way[i].count);
}

static void place(struct filling *f, size_t row, unsigned to_place,
                  unsigned room, double value)
{
    struct network *k = f->k;
    if (k->steps > MOST_STEPS || (f->next && f->next->n_ways > MOST_WAYS))
        return;
    if (row == k->m->r) {
        k->steps++;
        leave(f, value);
        return;
    }
    unsigned here = f->left[row], behind = room - here;
    unsigned least = to_place > behind ? to_place - behind : 0;
    unsigned most = here < to_place ? here : to_place;
    for (unsigned x = least; x <= most; x++) {
        f->left[row] = here - x;
        place(f, row + 1, to_place - x, behind, value - k->log_factorial[x]);
    }
    f->left[row] = here;
}

static void leave_node(struct filling *f, const unsigned *left)
{
    unsigned room = 0;
    memcpy(f->left, left, f->k->m->r * sizeof *left);
    for (size_t i = 0; i < f->k->m->r; i++)
        room += left[i];
    place(f, 0, f->k->column[f->column], room, 0.0);
}

static bool leave_stage(struct network *k, size_t column, struct stage *s,
                        struct stage *next)
{
    size_t r = k->m->r;
    struct arrivals from = {0};
    struct filling f = {.k = k, .next = next, .from = &from, .column = column};
    double *before = workspace_doubles(k->w, s->n_ways + 1);
    f.left = workspace_take(k->w, r, sizeof *f.left);
    f.sorted = workspace_take(k->w, r, sizeof *f.sorted);
    if (s->n_ways > 0)
        qsort(s->way, s->n_ways, sizeof *s->way, by_node_and_value);
    for (size_t i = 0, end; i < s->n_ways; i = end) {
        const struct way *first = &s->way[i];
        before[0] = 0.0;
        for (end = i; end < s->n_ways && s->way[end].node == first->node; end++)
            before[end - i + 1] =
                before[end - i] +
                s->way[end].count * exp(s->way[end].value - first->value);
        from = (struct arrivals){first, end - i, before};
        leave_node(&f, s->left + first->node * r);
    }
    return k->steps <= MOST_STEPS && (!next || next->n_ways <= MOST_WAYS);
}

/* Start -------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
    return (x > y) - (x < y);
}

static double *log_factorials(struct workspace *w, double most)
{
    size_t n = (size_t)most;
    double *out = workspace_doubles(w, n + 1);
    long double sum = 0.0L;
    for (size_t i = 1; i <= n; i++) {
        sum += logl((long double)i);
        out[i] = (double)sum;
    }
    return out;
}

static void take_columns(struct network *k)
{
    size_t c = k->m->c;
    k->column = workspace_take(k->w, c, sizeof *k->column);
    k->factorials_left = workspace_doubles(k->w, c + 1);
    k->even_left = workspace_doubles(k->w, c + 1);
    for (size_t j = 0; j < c; j++)
        k->column[j] = (unsigned)k->m->column[j];
    qsort(k->column, c, sizeof *k->column, ascending);
    for (size_t j = c; j-- > 0;) {
        k->factorials_left[j] =
            k->factorials_left[j + 1] + k->log_factorial[k->column[j]];
        k->even_left[j] = k->even_left[j + 1] + even(k, k->column[j], k->m->r);
    }
    k->base = k->factorials_left[0] - k->log_factorial[(size_t)k->m->total];
    for (size_t i = 0; i < k->m->r; i++)
        k->base += k->log_factorial[(size_t)k->m->row[i]];
}

static void take_rows(struct network *k, struct stage *s)
{
    struct filling f = {.k = k};
    f.left = workspace_take(k->w, k->m->r, sizeof *f.left);
    f.sorted = workspace_take(k->w, k->m->r, sizeof *f.sorted);
    for (size_t i = 0; i < k->m->r; i++)
        f.left[i] = (unsigned)k->m->row[i];
    sort_left(&f);
    add_way(k, s, find_node(k, s, f.sorted), 0.0, 1.0);
}

bool fisher_network(struct workspace *w, const struct fisher_margins *m,
                    double *p_value)
{
    struct network k = {
        .w = w, .m = m, .log_factorial = log_factorials(w, m->total)};
    struct stage now = {0};
    bool good = true;
    take_columns(&k);
    take_rows(&k, &now);
    for (size_t j = 0; good && j + 2 < m->c; j++) {
        struct stage next = {0};
        good = leave_stage(&k, j, &now, &next);
        now = next;
    }
    if (!good || !leave_stage(&k, m->c - 2, &now, NULL))
        return false;
    /* All tables together are certain; rounding must not deny it. */
    *p_value = k.p_value > 1.0 - 1e-9 ? 1.0 : k.p_value;
    return true;
}

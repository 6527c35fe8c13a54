/* formula: terms of a model formula and the columns they make.
 *
 * A term is a set of atoms (variables or expressions). R's rule for coding
 * (model.matrix): in a term, a factor is coded by contrasts when the term
 * without it is in the model too (for a main effect: the intercept), else in
 * full. Chambers & Hastie (1992), Statistical Models in S, section 2.4.1, as
 * cited by R's ?formula. */
#include "stats/formula.h"
#include "stats/formula_tree.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ATOMS = 256, MOST_TERMS = 4096, WORDS = MOST_ATOMS / 64 };
static const size_t NONE = (size_t)-1;

struct set {
    uint64_t bit[WORDS];
};

struct terms {
    size_t n, room;
    struct set *term;
    bool intercept;
};

enum atom_kind { ATOM_NUMBER, ATOM_FACTOR, ATOM_ORDERED };

struct atom {
    const struct node *node; /* the arithmetic, or the name of the factor */
    const char *text;        /* as R prints it */
    /* Bound to a frame: */
    enum atom_kind kind;
    size_t variable; /* of a factor, or of a plain number; else NONE */
    size_t n_levels;
    const size_t *code; /* of a factor, per row */
    const char *const *levels;
    double *polynomial; /* ordered: n_levels × (n_levels - 1) */
};

struct column {
    size_t term;   /* 0 = intercept */
    size_t *piece; /* per atom of the term: which column of its coding */
    const char *name;
};

struct effect {
    size_t variable;
    bool is_factor;
    const char *label;
};

struct stats_formula {
    struct workspace w;     /* lives with the formula */
    struct workspace bound; /* lives until the next bind */
    const struct node *response;
    const char *response_text, *response_variable;
    bool response_is_factor;
    const struct node *right;
    struct stats_formula_problem *problem;
    size_t n_atoms, n_offsets;
    struct atom *atom;
    const struct node **offset;
    struct terms terms;
    bool *full; /* n terms × n atoms: coded in full? */
    size_t n_columns;
    struct column *column;
    size_t n_effects;
    struct effect *effect;
    const char **term_name;
};

/* Sets of atoms ---------------------------------------------------------- */

static bool has(const struct set *s, size_t atom)
{
    return (s->bit[atom / 64] >> (atom % 64)) & 1u;
}

static struct set both(const struct set *a, const struct set *b)
{
    struct set out;
    for (size_t i = 0; i < WORDS; i++)
        out.bit[i] = a->bit[i] | b->bit[i];
    return out;
}

static bool same(const struct set *a, const struct set *b)
{
    return memcmp(a->bit, b->bit, sizeof a->bit) == 0;
}

static size_t order(const struct set *s)
{
    size_t n = 0;
    for (size_t a = 0; a < MOST_ATOMS; a++)
        n += has(s, a);
    return n;
}

static size_t find(const struct terms *t, const struct set *s)
{
    for (size_t i = 0; i < t->n; i++)
        if (same(&t->term[i], s))
            return i;
    return NONE;
}

static bool add(struct stats_formula *f, struct terms *t, struct set s)
{
    if (find(t, &s) != NONE)
        return true;
    if (t->n == MOST_TERMS) {
        tree_complain(f->problem, STATS_FORMULA_TOO_MANY, "");
        return false;
    }
    if (t->n == t->room) {
        size_t room = t->room ? 2 * t->room : 8;
        struct set *grown = workspace_take(&f->bound, room, sizeof *grown);
        if (t->n > 0)
            memcpy(grown, t->term, t->n * sizeof *grown);
        t->term = grown;
        t->room = room;
    }
    t->term[t->n++] = s;
    return true;
}

/* From tree to terms ----------------------------------------------------- */

static bool expand(struct stats_formula *f, const struct stats_frame *frame,
                   const struct node *n, struct terms *out);

static bool add_atom(struct stats_formula *f, const struct node *n,
                     struct terms *out)
{
    const char *text = tree_text(&f->bound, n);
    size_t a = 0;
    while (a < f->n_atoms && strcmp(f->atom[a].text, text) != 0)
        a++;
    if (a == MOST_ATOMS) {
        tree_complain(f->problem, STATS_FORMULA_TOO_MANY, text);
        return false;
    }
    if (a == f->n_atoms)
        f->atom[f->n_atoms++] = (struct atom){.node = n, .text = text};
    struct set s = {{0}};
    s.bit[a / 64] |= (uint64_t)1 << (a % 64);
    return add(f, out, s);
}

static bool add_all(struct stats_formula *f, struct terms *to,
                    const struct terms *from)
{
    for (size_t i = 0; i < from->n; i++)
        if (!add(f, to, from->term[i]))
            return false;
    return true;
}

static bool cross(struct stats_formula *f, const struct terms *a,
                  const struct terms *b, struct terms *out)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t j = 0; j < b->n; j++)
            if (!add(f, out, both(&a->term[i], &b->term[j])))
                return false;
    return true;
}

static bool add_dot(struct stats_formula *f, const struct stats_frame *frame,
                    struct terms *out)
{
    for (size_t v = 0; v < frame->n_variables; v++) {
        const char *name = frame->variables[v].name;
        if (strcmp(name, f->response_variable) == 0)
            continue;
        struct node *n = workspace_take(&f->bound, 1, sizeof *n);
        *n = (struct node){NODE_NAME, name, 0.0, NULL, NULL};
        if (!add_atom(f, n, out))
            return false;
    }
    return true;
}

static void take_away(struct terms *t, const struct terms *gone)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++)
        if (find(gone, &t->term[i]) == NONE)
            t->term[kept++] = t->term[i];
    t->n = kept;
}

static bool expand_minus(struct stats_formula *f,
                         const struct stats_frame *frame, const struct node *n,
                         struct terms *out)
{
    struct terms gone = {.intercept = false};
    if (n->kind == NODE_NUMBER) {
        out->intercept = n->number == 0.0;
        return true;
    }
    bool good = expand(f, frame, n, &gone);
    if (good)
        take_away(out, &gone);
    return good;
}

static bool expand_power(struct stats_formula *f,
                         const struct stats_frame *frame, const struct node *n,
                         struct terms *out)
{
    struct terms base = {0};
    if (n->right->kind != NODE_NUMBER || n->right->number < 1.0) {
        tree_complain(f->problem, STATS_FORMULA_SYNTAX,
                      tree_text(&f->bound, n));
        return false;
    }
    bool good = expand(f, frame, n->left, &base) && add_all(f, out, &base);
    for (double i = 1.0; good && i < n->right->number && i < 16.0; i += 1.0) {
        struct terms next = {0};
        good = add_all(f, &next, out) && cross(f, out, &base, &next);
        if (good)
            out->n = 0;
        good = good && add_all(f, out, &next);
    }
    return good;
}

static bool expand_pair(struct stats_formula *f,
                        const struct stats_frame *frame, const struct node *n,
                        struct terms *out)
{
    struct terms left = {.intercept = out->intercept}, right = {0};
    char sign = n->text[0];
    if (sign == '^')
        return expand_power(f, frame, n, out);
    if (!expand(f, frame, n->left, &left))
        return false;
    if (sign == '+' || sign == '-') {
        bool good = add_all(f, out, &left);
        out->intercept = left.intercept;
        return good && (sign == '+' ? expand(f, frame, n->right, out)
                                    : expand_minus(f, frame, n->right, out));
    }
    if (!expand(f, frame, n->right, &right))
        return false;
    if (sign == ':')
        return cross(f, &left, &right, out);
    if (!add_all(f, out, &left))
        return false;
    if (sign == '*')
        return add_all(f, out, &right) && cross(f, &left, &right, out);
    struct set whole = {{0}};
    for (size_t i = 0; i < left.n; i++)
        whole = both(&whole, &left.term[i]);
    struct terms nest = {.n = 1, .room = 1, .term = &whole};
    return cross(f, &nest, &right, out);
}

static bool expand(struct stats_formula *f, const struct stats_frame *frame,
                   const struct node *n, struct terms *out)
{
    if (n->kind == NODE_NUMBER) {
        out->intercept = n->number != 0.0;
        return true;
    }
    if (n->kind == NODE_GROUP)
        return expand(f, frame, n->left, out);
    if (n->kind == NODE_PAIR)
        return expand_pair(f, frame, n, out);
    if (n->kind == NODE_MINUS)
        return n->text[0] == '-' ? expand_minus(f, frame, n->left, out)
                                 : expand(f, frame, n->left, out);
    if (tree_is(n, NODE_NAME, "."))
        return add_dot(f, frame, out);
    if (tree_is(n, NODE_CALL, "offset")) {
        if (f->n_offsets < MOST_ATOMS)
            f->offset[f->n_offsets++] = n->left;
        return true;
    }
    return add_atom(f, n, out);
}

/* Arithmetic with its derivative ------------------------------------------ */

struct dual {
    double value, slope;
};

static size_t frame_find(const struct stats_frame *frame, const char *name)
{
    for (size_t v = 0; v < frame->n_variables; v++)
        if (strcmp(frame->variables[v].name, name) == 0)
            return v;
    return NONE;
}

static struct dual call(const char *name, struct dual x)
{
    if (strcmp(name, "log") == 0)
        return (struct dual){log(x.value), x.slope / x.value};
    if (strcmp(name, "log2") == 0)
        return (struct dual){log2(x.value), x.slope / (x.value * log(2.0))};
    if (strcmp(name, "log10") == 0)
        return (struct dual){log10(x.value), x.slope / (x.value * log(10.0))};
    if (strcmp(name, "exp") == 0)
        return (struct dual){exp(x.value), x.slope * exp(x.value)};
    if (strcmp(name, "sqrt") == 0)
        return (struct dual){sqrt(x.value), 0.5 * x.slope / sqrt(x.value)};
    if (strcmp(name, "abs") == 0)
        return (struct dual){fabs(x.value), x.value < 0.0 ? -x.slope : x.slope};
    return x; /* I() */
}

static struct dual power(struct dual a, struct dual b)
{
    struct dual out = {pow(a.value, b.value), 0.0};
    if (a.slope != 0.0)
        out.slope += b.value * pow(a.value, b.value - 1.0) * a.slope;
    if (b.slope != 0.0)
        out.slope += out.value * log(a.value) * b.slope;
    return out;
}

/* slope_of: the variable whose derivative is wanted, NONE for none. */
static struct dual evaluate(const struct stats_frame *frame,
                            const struct node *n, size_t row, size_t slope_of)
{
    if (n->kind == NODE_NUMBER)
        return (struct dual){n->number, 0.0};
    if (n->kind == NODE_NAME) {
        size_t v = frame_find(frame, n->text);
        return (struct dual){frame->variables[v].number[row],
                             v == slope_of ? 1.0 : 0.0};
    }
    struct dual a = evaluate(frame, n->left, row, slope_of);
    if (n->kind == NODE_GROUP)
        return a;
    if (n->kind == NODE_CALL)
        return call(n->text, a);
    if (n->kind == NODE_MINUS)
        return n->text[0] == '-' ? (struct dual){-a.value, -a.slope} : a;
    struct dual b = evaluate(frame, n->right, row, slope_of);
    switch (n->text[0]) {
    case '+':
        return (struct dual){a.value + b.value, a.slope + b.slope};
    case '-':
        return (struct dual){a.value - b.value, a.slope - b.slope};
    case '*':
        return (struct dual){a.value * b.value,
                             a.slope * b.value + a.value * b.slope};
    case '/':
        return (struct dual){a.value / b.value,
                             (a.slope * b.value - a.value * b.slope) /
                                 (b.value * b.value)};
    default:
        return power(a, b);
    }
}

static bool is_function(const char *name)
{
    static const char *const known[] = {"I",   "log",  "log2", "log10",
                                        "exp", "sqrt", "abs"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i]) == 0)
            return true;
    return false;
}

static bool check_arithmetic(struct stats_formula *f,
                             const struct stats_frame *frame,
                             const struct node *n)
{
    if (n->kind == NODE_NUMBER)
        return true;
    if (n->kind == NODE_NAME) {
        size_t v = frame_find(frame, n->text);
        if (v == NONE)
            tree_complain(f->problem, STATS_FORMULA_UNKNOWN_VARIABLE, n->text);
        else if (frame->variables[v].number == NULL)
            tree_complain(f->problem, STATS_FORMULA_NOT_NUMERIC, n->text);
        return f->problem->what == STATS_FORMULA_FINE;
    }
    if (n->kind == NODE_CALL && !is_function(n->text)) {
        tree_complain(f->problem, STATS_FORMULA_UNKNOWN_FUNCTION, n->text);
        return false;
    }
    if (n->kind == NODE_PAIR && n->text[0] == ':') {
        tree_complain(f->problem, STATS_FORMULA_SYNTAX,
                      tree_text(&f->bound, n));
        return false;
    }
    return check_arithmetic(f, frame, n->left) &&
           (n->kind != NODE_PAIR || check_arithmetic(f, frame, n->right));
}

/* Atoms bound to a frame --------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* As R writes a number as a level: up to 15 digits, no trailing zeros. */
static const char *level_text(struct workspace *w, double x)
{
    char *out = workspace_take(w, 32, 1);
    snprintf(out, 32, "%.15g", x);
    return out;
}

/* factor(number): the levels are the numbers, ascending. */
static void make_levels(struct stats_formula *f, size_t n, const double *number,
                        struct atom *a)
{
    double *sorted = workspace_doubles(&f->bound, n);
    size_t *code = workspace_take(&f->bound, n, sizeof *code), kept = 0;
    memcpy(sorted, number, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || sorted[i] != sorted[kept - 1])
            sorted[kept++] = sorted[i];
    const char **levels = workspace_take(&f->bound, kept, sizeof *levels);
    for (size_t k = 0; k < kept; k++)
        levels[k] = level_text(&f->bound, sorted[k]);
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = kept;
        while (high - low > 1) {
            size_t middle = (low + high) / 2;
            if (sorted[middle] <= number[i])
                low = middle;
            else
                high = middle;
        }
        code[i] = low;
    }
    a->code = code;
    a->levels = levels;
    a->n_levels = kept;
}

/* contr.poly: orthogonal polynomials on 1 … n, each of length 1. */
static void make_polynomial(struct stats_formula *f, struct atom *a)
{
    size_t n = a->n_levels, p = n - 1;
    a->polynomial = workspace_doubles(&f->bound, n * p);
    long double *q = workspace_reals(&f->bound, n * n);
    for (size_t i = 0; i < n; i++)
        q[i] = 1.0L / sqrtl((long double)n);
    for (size_t d = 1; d < n; d++) {
        long double *v = q + d * n, length = 0.0L;
        for (size_t i = 0; i < n; i++)
            v[i] = q[(d - 1) * n + i] *
                   ((long double)i - 0.5L * (long double)(n - 1));
        for (int twice = 0; twice < 2; twice++)
            for (size_t k = 0; k < d; k++) {
                long double part = 0.0L;
                for (size_t i = 0; i < n; i++)
                    part += v[i] * q[k * n + i];
                for (size_t i = 0; i < n; i++)
                    v[i] -= part * q[k * n + i];
            }
        for (size_t i = 0; i < n; i++)
            length += v[i] * v[i];
        for (size_t i = 0; i < n; i++) {
            v[i] /= sqrtl(length);
            a->polynomial[i * p + d - 1] = (double)v[i];
        }
    }
}

static bool bind_factor(struct stats_formula *f,
                        const struct stats_frame *frame, const struct node *n,
                        struct atom *a)
{
    size_t v = frame_find(frame, n->text);
    if (v == NONE) {
        tree_complain(f->problem, STATS_FORMULA_UNKNOWN_VARIABLE, n->text);
        return false;
    }
    const struct stats_variable *x = &frame->variables[v];
    a->variable = v;
    if (x->number) {
        make_levels(f, frame->n_rows, x->number, a);
    } else {
        a->code = x->code;
        a->levels = x->levels;
        a->n_levels = x->n_levels;
    }
    if (a->n_levels < 2) {
        tree_complain(f->problem, STATS_FORMULA_ONE_LEVEL, a->text);
        return false;
    }
    if (a->kind == ATOM_ORDERED)
        make_polynomial(f, a);
    return true;
}

static bool bind_atom(struct stats_formula *f, const struct stats_frame *frame,
                      struct atom *a)
{
    const struct node *n = a->node;
    bool ordered = tree_is(n, NODE_CALL, "ordered");
    if (ordered || tree_is(n, NODE_CALL, "factor")) {
        a->kind = ordered ? ATOM_ORDERED : ATOM_FACTOR;
        if (n->left->kind != NODE_NAME) {
            tree_complain(f->problem, STATS_FORMULA_SYNTAX, a->text);
            return false;
        }
        return bind_factor(f, frame, n->left, a);
    }
    size_t v = n->kind == NODE_NAME ? frame_find(frame, n->text) : NONE;
    if (v != NONE && frame->variables[v].number == NULL) {
        a->kind = ATOM_FACTOR;
        return bind_factor(f, frame, n, a);
    }
    a->kind = ATOM_NUMBER;
    a->variable = v;
    return check_arithmetic(f, frame, n);
}

/* Columns ------------------------------------------------------------------ */

/* Terms by order, within an order as they came. */
static void sort_terms(struct stats_formula *f)
{
    struct terms *t = &f->terms;
    struct set *sorted = workspace_take(&f->bound, t->n + 1, sizeof *sorted);
    size_t n = 0;
    for (size_t degree = 1; n < t->n && degree <= MOST_ATOMS; degree++)
        for (size_t i = 0; i < t->n; i++)
            if (order(&t->term[i]) == degree)
                sorted[n++] = t->term[i];
    t->term = sorted;
}

static void choose_coding(struct stats_formula *f)
{
    f->full =
        workspace_take(&f->bound, f->terms.n * f->n_atoms + 1, sizeof *f->full);
    for (size_t t = 0; t < f->terms.n; t++)
        for (size_t a = 0; a < f->n_atoms; a++) {
            struct set margin = f->terms.term[t];
            if (!has(&margin, a))
                continue;
            margin.bit[a / 64] &= ~((uint64_t)1 << (a % 64));
            f->full[t * f->n_atoms + a] =
                order(&margin) == 0 ? !f->terms.intercept
                                    : find(&f->terms, &margin) == NONE;
        }
    /* Without an intercept only the first factor stands in for it. */
    bool taken = f->terms.intercept;
    for (size_t t = 0; t < f->terms.n; t++)
        for (size_t a = 0; a < f->n_atoms; a++) {
            bool *full = &f->full[t * f->n_atoms + a];
            if (order(&f->terms.term[t]) != 1 || !has(&f->terms.term[t], a) ||
                f->atom[a].kind == ATOM_NUMBER)
                continue;
            *full = *full && !taken;
            taken = true;
        }
}

static size_t width(const struct stats_formula *f, size_t term, size_t a)
{
    const struct atom *atom = &f->atom[a];
    if (atom->kind == ATOM_NUMBER)
        return 1;
    return f->full[term * f->n_atoms + a] ? atom->n_levels : atom->n_levels - 1;
}

static const char *piece_name(struct stats_formula *f, size_t term, size_t a,
                              size_t piece)
{
    static const char *const degrees[] = {".L", ".Q", ".C"};
    const struct atom *atom = &f->atom[a];
    if (atom->kind == ATOM_NUMBER)
        return atom->text;
    char degree[24];
    bool full = f->full[term * f->n_atoms + a];
    const char *level = atom->levels[piece + (full ? 0 : 1)];
    if (atom->kind == ATOM_ORDERED && !full) {
        snprintf(degree, sizeof degree, "^%zu", piece + 1);
        level = piece < 3 ? degrees[piece] : degree;
    }
    size_t room = strlen(atom->text) + strlen(level) + 1;
    char *out = workspace_take(&f->bound, room, 1);
    snprintf(out, room, "%s%s", atom->text, level);
    return out;
}

static void add_column(struct stats_formula *f, size_t term,
                       const size_t *piece)
{
    struct column *c = &f->column[f->n_columns++];
    c->term = term + 1;
    c->piece = workspace_take(&f->bound, f->n_atoms, sizeof *c->piece);
    memcpy(c->piece, piece, f->n_atoms * sizeof *piece);
    c->name = "";
    for (size_t a = 0; a < f->n_atoms; a++) {
        if (!has(&f->terms.term[term], a))
            continue;
        const char *part = piece_name(f, term, a, piece[a]);
        size_t room = strlen(c->name) + strlen(part) + 2;
        char *name = workspace_take(&f->bound, room, 1);
        snprintf(name, room, "%s%s%s", c->name, c->name[0] ? ":" : "", part);
        c->name = name;
    }
}

/* Counts through the pieces of the term's atoms, the first one fastest. */
static void add_term_columns(struct stats_formula *f, size_t term)
{
    size_t *piece = workspace_take(&f->bound, f->n_atoms, sizeof *piece);
    for (;;) {
        size_t a = 0;
        add_column(f, term, piece);
        for (; a < f->n_atoms; a++) {
            if (!has(&f->terms.term[term], a))
                continue;
            if (++piece[a] < width(f, term, a))
                break;
            piece[a] = 0;
        }
        if (a == f->n_atoms)
            return;
    }
}

static bool make_columns(struct stats_formula *f)
{
    double total = f->terms.intercept ? 1.0 : 0.0;
    for (size_t t = 0; t < f->terms.n; t++) {
        double product = 1.0;
        for (size_t a = 0; a < f->n_atoms; a++)
            if (has(&f->terms.term[t], a))
                product *= (double)width(f, t, a);
        total += product;
    }
    if (total > 20000.0) {
        tree_complain(f->problem, STATS_FORMULA_TOO_MANY, "");
        return false;
    }
    f->column = workspace_take(&f->bound, (size_t)total + 1, sizeof *f->column);
    f->n_columns = 0;
    if (f->terms.intercept)
        f->column[f->n_columns++] = (struct column){.name = "(Intercept)"};
    for (size_t t = 0; t < f->terms.n; t++)
        add_term_columns(f, t);
    return true;
}

static void name_terms(struct stats_formula *f)
{
    f->term_name =
        workspace_take(&f->bound, f->terms.n + 1, sizeof *f->term_name);
    f->term_name[0] = "(Intercept)";
    for (size_t t = 0; t < f->terms.n; t++) {
        const char *name = "";
        for (size_t a = 0; a < f->n_atoms; a++) {
            if (!has(&f->terms.term[t], a))
                continue;
            size_t room = strlen(name) + strlen(f->atom[a].text) + 2;
            char *longer = workspace_take(&f->bound, room, 1);
            snprintf(longer, room, "%s%s%s", name, name[0] ? ":" : "",
                     f->atom[a].text);
            name = longer;
        }
        f->term_name[t + 1] = name;
    }
}

/* Effects ------------------------------------------------------------------ */

static void add_effect(struct stats_formula *f, size_t variable, bool is_factor,
                       const char *label)
{
    for (size_t i = 0; i < f->n_effects; i++)
        if (f->effect[i].variable == variable &&
            f->effect[i].is_factor == is_factor)
            return;
    f->effect[f->n_effects++] = (struct effect){variable, is_factor, label};
}

static void find_numbers(struct stats_formula *f,
                         const struct stats_frame *frame, const struct node *n)
{
    if (n == NULL || f->n_effects == 2 * MOST_ATOMS)
        return;
    if (n->kind == NODE_NAME)
        add_effect(f, frame_find(frame, n->text), false, n->text);
    find_numbers(f, frame, n->left);
    find_numbers(f, frame, n->right);
}

static void find_effects(struct stats_formula *f,
                         const struct stats_frame *frame)
{
    f->n_effects = 0;
    f->effect =
        workspace_take(&f->bound, 2 * MOST_ATOMS + 1, sizeof *f->effect);
    for (size_t a = 0; a < f->n_atoms; a++) {
        bool used = false;
        for (size_t t = 0; t < f->terms.n; t++)
            used = used || has(&f->terms.term[t], a);
        if (!used)
            continue;
        if (f->atom[a].kind == ATOM_NUMBER)
            find_numbers(f, frame, f->atom[a].node);
        else
            add_effect(f, f->atom[a].variable, true, f->atom[a].text);
    }
}

/* Public --------------------------------------------------------------------
 */

static void take_response(struct stats_formula *f, const struct node *n)
{
    f->response = n;
    f->response_text = tree_text(&f->w, n);
    f->response_is_factor =
        tree_is(n, NODE_CALL, "factor") || tree_is(n, NODE_CALL, "ordered");
    if (f->response_is_factor)
        n = n->left;
    f->response_variable = n->kind == NODE_NAME ? n->text : "";
}

bool stats_formula_parse(const char *text, struct stats_formula **out,
                         struct stats_formula_problem *problem)
{
    struct workspace w = {NULL};
    *out = NULL;
    const struct node *tree = tree_parse(&w, text, problem);
    if (tree == NULL) {
        workspace_release(&w);
        return false;
    }
    struct stats_formula *f = workspace_take(&w, 1, sizeof *f);
    f->w = w;
    f->right = tree->right;
    take_response(f, tree->left);
    *out = f;
    return true;
}

void stats_formula_free(struct stats_formula *f)
{
    if (f == NULL)
        return;
    struct workspace w = f->w; /* f itself lies in it */
    workspace_release(&f->bound);
    workspace_release(&w);
}

bool stats_formula_bind(struct stats_formula *f,
                        const struct stats_frame *frame,
                        struct stats_formula_problem *problem)
{
    *problem = (struct stats_formula_problem){0};
    workspace_release(&f->bound);
    f->problem = problem;
    f->n_atoms = f->n_offsets = f->n_columns = f->n_effects = 0;
    f->terms = (struct terms){.intercept = true};
    f->atom = workspace_take(&f->bound, MOST_ATOMS, sizeof *f->atom);
    f->offset = workspace_take(&f->bound, MOST_ATOMS, sizeof *f->offset);
    if (!expand(f, frame, f->right, &f->terms))
        return false;
    for (size_t a = 0; a < f->n_atoms; a++)
        if (!bind_atom(f, frame, &f->atom[a]))
            return false;
    for (size_t i = 0; i < f->n_offsets; i++)
        if (!check_arithmetic(f, frame, f->offset[i]))
            return false;
    sort_terms(f);
    choose_coding(f);
    if (!make_columns(f))
        return false;
    name_terms(f);
    find_effects(f, frame);
    return true;
}

const char *stats_formula_response(const struct stats_formula *f)
{
    return f->response_text;
}

const char *stats_formula_response_variable(const struct stats_formula *f)
{
    return f->response_variable;
}

bool stats_formula_response_is_factor(const struct stats_formula *f)
{
    return f->response_is_factor;
}

static bool mentions(const struct node *n, const char *variable, bool *dot)
{
    if (n == NULL)
        return false;
    if (tree_is(n, NODE_NAME, "."))
        *dot = true;
    return (n->kind == NODE_NAME && strcmp(n->text, variable) == 0) ||
           mentions(n->left, variable, dot) ||
           mentions(n->right, variable, dot);
}

bool stats_formula_uses(const struct stats_formula *f, const char *variable,
                        bool *everything)
{
    *everything = false;
    bool right = mentions(f->right, variable, everything);
    bool ignored;
    return mentions(f->response, variable, &ignored) || right || *everything;
}

size_t stats_formula_n_columns(const struct stats_formula *f)
{
    return f->n_columns;
}

const char *stats_formula_column(const struct stats_formula *f, size_t j)
{
    return f->column[j].name;
}

bool stats_formula_has_intercept(const struct stats_formula *f)
{
    return f->terms.intercept;
}

bool stats_formula_has_offset(const struct stats_formula *f)
{
    return f->n_offsets > 0;
}

size_t stats_formula_term_of(const struct stats_formula *f, size_t column)
{
    return f->column[column].term;
}

size_t stats_formula_n_terms(const struct stats_formula *f)
{
    return f->terms.n + 1;
}

const char *stats_formula_term(const struct stats_formula *f, size_t term)
{
    return f->term_name[term];
}

static double factor_value(const struct stats_formula *f, size_t term, size_t a,
                           size_t piece, size_t code)
{
    const struct atom *atom = &f->atom[a];
    if (f->full[term * f->n_atoms + a])
        return piece == code ? 1.0 : 0.0;
    if (atom->kind == ATOM_ORDERED)
        return atom->polynomial[code * (atom->n_levels - 1) + piece];
    return piece + 1 == code ? 1.0 : 0.0;
}

static struct dual atom_value(const struct stats_formula *f,
                              const struct stats_frame *frame,
                              const struct stats_formula_change *change,
                              const struct column *c, size_t a, size_t row)
{
    const struct atom *atom = &f->atom[a];
    size_t slope_of = change && change->slope ? change->variable : NONE;
    if (atom->kind == ATOM_NUMBER)
        return evaluate(frame, atom->node, row, slope_of);
    size_t code = atom->code[row];
    if (change && !change->slope && change->variable == atom->variable)
        code = change->code;
    return (struct dual){factor_value(f, c->term - 1, a, c->piece[a], code),
                         0.0};
}

/* The one atom of a column, NONE when there are more. */
static size_t only_atom(const struct stats_formula *f, const struct column *c)
{
    size_t found = NONE;
    for (size_t a = 0; a < f->n_atoms; a++) {
        if (!has(&f->terms.term[c->term - 1], a))
            continue;
        if (found != NONE)
            return NONE;
        found = a;
    }
    return found;
}

/* Rows of a frame. */
struct window {
    const struct stats_frame *frame;
    size_t first, n_rows;
};

/* A column that is a plain number, or a piece of one factor: most are, and
 * need no arithmetic row by row. False for the others. */
static bool write_plain(const struct stats_formula *f, const struct window *w,
                        const struct stats_formula_change *change,
                        const struct column *c, double *x)
{
    size_t a = only_atom(f, c), step = f->n_columns, n = w->n_rows;
    if (a == NONE)
        return false;
    const struct atom *atom = &f->atom[a];
    bool changed = change && change->variable == atom->variable;
    if (atom->kind == ATOM_NUMBER) {
        if (atom->variable == NONE)
            return false;
        const double *number =
            w->frame->variables[atom->variable].number + w->first;
        bool slope = change && change->slope;
        for (size_t i = 0; i < n; i++)
            x[i * step] = !slope ? number[i] : changed ? 1.0 : 0.0;
        return true;
    }
    if (change && change->slope) {
        for (size_t i = 0; i < n; i++)
            x[i * step] = 0.0;
        return true;
    }
    for (size_t i = 0; i < n; i++)
        x[i * step] =
            factor_value(f, c->term - 1, a, c->piece[a],
                         changed ? change->code : atom->code[w->first + i]);
    return true;
}

static void write_product(const struct stats_formula *f, const struct window *w,
                          const struct stats_formula_change *change,
                          const struct column *c, double *x)
{
    bool slope = change && change->slope;
    for (size_t i = 0; i < w->n_rows; i++) {
        struct dual product = {1.0, 0.0};
        for (size_t a = 0; c->term > 0 && a < f->n_atoms; a++) {
            if (!has(&f->terms.term[c->term - 1], a))
                continue;
            struct dual v = atom_value(f, w->frame, change, c, a, w->first + i);
            product.slope = product.slope * v.value + product.value * v.slope;
            product.value *= v.value;
        }
        x[i * f->n_columns] = slope ? product.slope : product.value;
    }
}

void stats_formula_design_rows(const struct stats_formula *f,
                               const struct stats_frame *frame,
                               const struct stats_formula_change *change,
                               size_t first, size_t n_rows, double *x)
{
    const struct window w = {frame, first, n_rows};
    for (size_t j = 0; j < f->n_columns; j++) {
        const struct column *c = &f->column[j];
        if (c->term == 0 || !write_plain(f, &w, change, c, x + j))
            write_product(f, &w, change, c, x + j);
    }
}

void stats_formula_design(const struct stats_formula *f,
                          const struct stats_frame *frame,
                          const struct stats_formula_change *change, double *x)
{
    stats_formula_design_rows(f, frame, change, 0, frame->n_rows, x);
}

void stats_formula_add_offset(const struct stats_formula *f,
                              const struct stats_frame *frame, double *offset)
{
    for (size_t k = 0; k < f->n_offsets; k++)
        for (size_t i = 0; i < frame->n_rows; i++)
            offset[i] += evaluate(frame, f->offset[k], i, NONE).value;
}

size_t stats_formula_n_effects(const struct stats_formula *f)
{
    return f->n_effects;
}

void stats_formula_effect(const struct stats_formula *f, size_t i,
                          size_t *variable, bool *is_factor, const char **label)
{
    *variable = f->effect[i].variable;
    *is_factor = f->effect[i].is_factor;
    *label = f->effect[i].label;
}

static bool atom_uses(const struct stats_formula *f, const struct atom *atom,
                      size_t variable)
{
    if (atom->variable != NONE)
        return atom->variable == variable;
    for (size_t i = 0; i < f->n_effects; i++)
        if (f->effect[i].variable == variable && !f->effect[i].is_factor) {
            bool ignored = false;
            return mentions(atom->node, f->effect[i].label, &ignored);
        }
    return false;
}

bool stats_formula_main(const struct stats_formula *f, size_t i, size_t *first,
                        size_t *n_cols, bool *full)
{
    size_t only = NONE, atoms = 0;
    for (size_t a = 0; a < f->n_atoms; a++)
        if (atom_uses(f, &f->atom[a], f->effect[i].variable)) {
            only = a;
            atoms++;
        }
    if (atoms != 1 || f->atom[only].variable == NONE ||
        f->atom[only].kind == ATOM_ORDERED)
        return false;
    size_t terms = 0, term = 0;
    for (size_t t = 0; t < f->terms.n; t++)
        if (has(&f->terms.term[t], only)) {
            terms++;
            term = t;
        }
    if (terms != 1 || order(&f->terms.term[term]) != 1)
        return false;
    *n_cols = 0;
    for (size_t j = f->n_columns; j-- > 0;)
        if (f->column[j].term == term + 1) {
            *first = j;
            ++*n_cols;
        }
    *full = f->full[term * f->n_atoms + only];
    return *n_cols > 0;
}

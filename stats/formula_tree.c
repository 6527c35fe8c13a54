/* formula_tree: a recursive-descent parser for R's arithmetic and formulas.
 *
 * Precedence as in R, from loose to tight:  ~   + -   * /   :   unary -   ^
 * (^ binds to the right). Names: letters, digits, . and _, any byte above
 * ASCII, or anything between backticks. */
#include "stats/formula_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 200 };

struct parser {
    struct workspace *w;
    const char *text;
    size_t at;
    int depth;
    struct stats_formula_problem *problem;
};

void tree_complain(struct stats_formula_problem *p,
                   enum stats_formula_what what, const char *text)
{
    p->what = what;
    snprintf(p->text, sizeof p->text, "%s", text);
}

bool tree_is(const struct node *n, enum node_kind kind, const char *text)
{
    return n->kind == kind && strcmp(n->text, text) == 0;
}

static const struct node *fail(struct parser *p)
{
    if (p->problem->what == STATS_FORMULA_FINE) {
        tree_complain(p->problem, STATS_FORMULA_SYNTAX, p->text + p->at);
        p->problem->at = p->at;
    }
    return NULL;
}

static char peek(struct parser *p)
{
    while (p->text[p->at] == ' ' || p->text[p->at] == '\t' ||
           p->text[p->at] == '\n')
        p->at++;
    return p->text[p->at];
}

static const struct node *make(struct parser *p, enum node_kind kind,
                               const char *text, const struct node *left,
                               const struct node *right)
{
    struct node *n = workspace_take(p->w, 1, sizeof *n);
    *n = (struct node){kind, text, 0.0, left, right};
    return n;
}

static const char *copy(struct parser *p, size_t from, size_t to)
{
    char *out = workspace_take(p->w, to - from + 1, 1);
    memcpy(out, p->text + from, to - from);
    return out;
}

static bool starts_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const struct node *parse_sum(struct parser *p);

/* Digits are gathered in a long double, which holds 18 of them exactly; the
 * one division or product by a power of ten then rounds once. */
static const struct node *parse_number(struct parser *p)
{
    size_t from = p->at;
    long double digits = 0.0L, scale = 1.0L;
    int places = 0, exponent = 0, sign = 1;
    bool point = false;
    for (; is_digit(p->text[p->at]) || (p->text[p->at] == '.' && !point);
         p->at++) {
        if (p->text[p->at] == '.') {
            point = true;
            continue;
        }
        digits = 10.0L * digits + (long double)(p->text[p->at] - '0');
        places += point;
    }
    if (p->text[p->at] == 'e' || p->text[p->at] == 'E') {
        p->at++;
        if (p->text[p->at] == '-' || p->text[p->at] == '+')
            sign = p->text[p->at++] == '-' ? -1 : 1;
        if (!is_digit(p->text[p->at]))
            return fail(p);
        while (is_digit(p->text[p->at]) && exponent < 400)
            exponent = 10 * exponent + (p->text[p->at++] - '0');
    }
    int power = sign * exponent - places;
    for (int i = 0; i < abs(power); i++)
        scale *= 10.0L;
    struct node *n = workspace_take(p->w, 1, sizeof *n);
    *n = (struct node){NODE_NUMBER, copy(p, from, p->at),
                       (double)(power < 0 ? digits / scale : digits * scale),
                       NULL, NULL};
    return n;
}

static const struct node *parse_call(struct parser *p, const char *name)
{
    p->at++;
    const struct node *argument = parse_sum(p);
    if (argument == NULL)
        return NULL;
    if (peek(p) != ')')
        return fail(p);
    p->at++;
    return make(p, NODE_CALL, name, argument, NULL);
}

static const struct node *parse_name(struct parser *p)
{
    size_t from = p->at;
    const char *name;
    if (p->text[p->at] == '`') {
        const char *end = strchr(p->text + p->at + 1, '`');
        if (end == NULL || end == p->text + p->at + 1)
            return fail(p);
        p->at = (size_t)(end - p->text) + 1;
        name = copy(p, from + 1, p->at - 1);
    } else {
        while (starts_name(p->text[p->at]) || is_digit(p->text[p->at]))
            p->at++;
        name = copy(p, from, p->at);
    }
    if (peek(p) == '(')
        return parse_call(p, name);
    return make(p, NODE_NAME, name, NULL, NULL);
}

static const struct node *parse_primary(struct parser *p)
{
    char c = peek(p);
    if (is_digit(c) || (c == '.' && is_digit(p->text[p->at + 1])))
        return parse_number(p);
    if (starts_name(c) || c == '`')
        return parse_name(p);
    if (c != '(')
        return fail(p);
    p->at++;
    const struct node *inside = parse_sum(p);
    if (inside == NULL)
        return NULL;
    if (peek(p) != ')')
        return fail(p);
    p->at++;
    return make(p, NODE_GROUP, "(", inside, NULL);
}

static const struct node *parse_unary(struct parser *p);

static const struct node *parse_power(struct parser *p)
{
    const struct node *left = parse_primary(p);
    if (left == NULL || peek(p) != '^')
        return left;
    p->at++;
    const struct node *right = parse_unary(p);
    return right ? make(p, NODE_PAIR, "^", left, right) : NULL;
}

static const struct node *parse_unary(struct parser *p)
{
    char c = peek(p);
    if (++p->depth > MOST_DEPTH)
        return fail(p);
    const struct node *out;
    if (c == '-' || c == '+') {
        p->at++;
        const struct node *inside = parse_unary(p);
        out = inside ? make(p, NODE_MINUS, c == '-' ? "-" : "+", inside, NULL)
                     : NULL;
    } else {
        out = parse_power(p);
    }
    p->depth--;
    return out;
}

static const struct node *parse_level(struct parser *p, int level)
{
    static const char *const operators[] = {"+-", "*/", ":"};
    if (level == 3)
        return parse_unary(p);
    const struct node *left = parse_level(p, level + 1);
    while (left) {
        char c = peek(p);
        if (c == '\0' || strchr(operators[level], c) == NULL)
            return left;
        size_t at = p->at++;
        const struct node *right = parse_level(p, level + 1);
        left =
            right ? make(p, NODE_PAIR, copy(p, at, at + 1), left, right) : NULL;
    }
    return NULL;
}

static const struct node *parse_sum(struct parser *p)
{
    if (++p->depth > MOST_DEPTH)
        return fail(p);
    const struct node *out = parse_level(p, 0);
    p->depth--;
    return out;
}

const struct node *tree_parse(struct workspace *w, const char *text,
                              struct stats_formula_problem *problem)
{
    struct parser p = {.w = w, .text = text, .problem = problem};
    *problem = (struct stats_formula_problem){0};
    if (peek(&p) == '~') {
        tree_complain(problem, STATS_FORMULA_NO_TILDE, text);
        return NULL;
    }
    const struct node *left = parse_sum(&p);
    if (left == NULL)
        return NULL;
    if (peek(&p) == '\0') {
        tree_complain(problem, STATS_FORMULA_NO_TILDE, text);
        return NULL;
    }
    if (peek(&p) != '~')
        return fail(&p);
    p.at++;
    const struct node *right = parse_sum(&p);
    if (right == NULL)
        return NULL;
    return peek(&p) == '\0' ? make(&p, NODE_PAIR, "~", left, right) : fail(&p);
}

static const char *join(struct workspace *w, const char *const parts[5])
{
    size_t length = 0, at = 0;
    for (size_t i = 0; i < 5; i++)
        length += strlen(parts[i]);
    char *out = workspace_take(w, length + 1, 1);
    for (size_t i = 0; i < 5; i++) {
        memcpy(out + at, parts[i], strlen(parts[i]));
        at += strlen(parts[i]);
    }
    return out;
}

static bool is_plain(const char *name)
{
    bool plain = starts_name(name[0]) && name[0] != '_';
    for (const char *c = name; *c; c++)
        plain = plain && (starts_name(*c) || is_digit(*c));
    return plain;
}

const char *tree_text(struct workspace *w, const struct node *n)
{
    switch (n->kind) {
    case NODE_NUMBER:
        return n->text;
    case NODE_NAME:
        return is_plain(n->text)
                   ? n->text
                   : join(w, (const char *const[]){"`", n->text, "`", "", ""});
    case NODE_CALL:
        return join(w, (const char *const[]){n->text, "(",
                                             tree_text(w, n->left), ")", ""});
    case NODE_GROUP:
        return join(
            w, (const char *const[]){"(", tree_text(w, n->left), ")", "", ""});
    case NODE_MINUS:
        return join(w, (const char *const[]){n->text, tree_text(w, n->left), "",
                                             "", ""});
    case NODE_PAIR:
        break;
    }
    const char *space = strchr("/:^", n->text[0]) ? "" : " ";
    return join(w, (const char *const[]){tree_text(w, n->left), space, n->text,
                                         space, tree_text(w, n->right)});
}

/* formula_tree: R expressions as trees. Private to stats/. */
#ifndef AYUMI_STATS_FORMULA_TREE_H
#define AYUMI_STATS_FORMULA_TREE_H

#include "stats/formula.h"
#include "stats/workspace.h"

enum node_kind {
    NODE_NUMBER,
    NODE_NAME,
    NODE_CALL,  /* text: function; left: its one argument */
    NODE_GROUP, /* ( left ) */
    NODE_MINUS, /* -left, or +left with text "+" */
    NODE_PAIR   /* left text right: ~ + - * / : ^ */
};

struct node {
    enum node_kind kind;
    const char *text;
    double number;
    const struct node *left, *right;
};

/* NULL and *problem on bad text. */
const struct node *tree_parse(struct workspace *w, const char *text,
                              struct stats_formula_problem *problem);
/* As R deparses it: "I(age^2)", "a + b", "a/b". */
const char *tree_text(struct workspace *w, const struct node *n);
bool tree_is(const struct node *n, enum node_kind kind, const char *text);
void tree_complain(struct stats_formula_problem *p,
                   enum stats_formula_what what, const char *text);

#endif

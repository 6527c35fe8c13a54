/* linkage: the parts of the linkage engine and what they hand to each other.
 *
 *   linkage_data    the files, column by column
 *   name_columns    names that one file writes whole, the other in parts
 *   column_meaning  what each column holds, and how it is compared
 *   code_pairs      what codes of one office stand for in the other
 *   comparison      normal forms and levels of agreement
 *   rarity          how much an agreement on this value says
 *   namesakes       strangers of one name are often of one age and sex
 *   twins           strangers of one surname and birthday
 *   blocking        which pairs are looked at
 *   pair_scores     the pattern of levels of each of them
 *   match_weights   what each level says about a match (EM)
 *   assignment      one-to-one probabilities, clusters
 *
 * The model is explained in docs/linkage.md. */
#ifndef AYUMI_ANONYMIZE_LINKAGE_H
#define AYUMI_ANONYMIZE_LINKAGE_H

#include "anonymize/comparison.h"
#include "anonymize/linkage_data.h"

#define MOST_COMPONENTS 15 /* columns compared */
#define UNIT_CODES (LEVELS * LEVELS)
#define MOST_RULES 24
#define MOST_PIECES 40
#define PIECES_A_RULE 3

/* On what agreement hangs: on being one person, on sharing a household, or
 * on either (a surname). */
enum role { ROLE_PERSONAL, ROLE_HOUSEHOLD, ROLE_SHARED, N_ROLES };

/* One or two columns whose levels are taken together, because one follows
 * from the other (a name and its reading). code = level of the first, plus
 * level of the second * LEVELS. */
struct unit {
    enum role role;
    bool is_whole_name; /* surname and given name in one */
    bool is_surname, is_given;
    bool is_family_last; /* of a whole name: the surname is the last part */
    size_t n_parts;
    size_t part[2]; /* components, next to each other */
    unsigned shift; /* where its code stands in a pattern */
    unsigned n_codes;
    double m[UNIT_CODES];   /* P(code | one person) */
    double u[UNIT_CODES];   /* P(code | two strangers) */
    double h[UNIT_CODES];   /* P(code | one household) */
    double all[UNIT_CODES]; /* share among all pairs */
    /* share among strangers, had no pair with this code been seen */
    double unseen[UNIT_CODES];
    double mask_share[4]; /* pairs in which these parts are given */
    double expected_both; /* as linkage.expected, both parts exact */
};

/* Part of a value by which records are brought together. */
struct piece {
    size_t component;
    size_t partner; /* another component joined in either order, or the same */
    const char *name; /* "start", as settings write it */
    uint64_t (*of)(const struct comparison *c, uint32_t form);
    uint64_t *of_form;      /* hash, 0 = none; NULL when joined in pairs */
    double agrees_if_exact; /* 1 */
    double agrees_otherwise;
    double given;  /* share of the values that have it */
    double chance; /* that two random records agree */
};

struct rule {
    size_t n_pieces;
    size_t piece[PIECES_A_RULE];
    double n_pairs;     /* before the ones of earlier rules are left out */
    double n_new_pairs; /* scored under this rule */
    double finds;       /* share of the true pairs expected */
};

/* A pair, and which of its thread's patterns it has. */
struct scored_pair {
    uint32_t i, j, pattern;
};
struct pair_list; /* what one thread has scored, see pair_scores.c */

/* Kinds of errors of a pair: the number of units that differ, and where it is
 * one, which: ONLY_ERROR + unit. */
#define ONLY_ERROR (MOST_COMPONENTS + 1)
#define ERROR_KINDS (ONLY_ERROR + MOST_COMPONENTS)

/* In a pattern: LEVEL_BITS a component, then TF_BITS a role. */
#define TF_BITS 6
#define TF_SHIFT 45
#define TF_ZERO 16
#define TF_STEP 0.3

struct pattern {
    uint64_t key;
    uint64_t count;
    uint16_t given;     /* units in which both have a value, one bit each */
    uint16_t errors;    /* kind: how many of those do not agree exactly */
    double own;         /* probability with which it taught m */
    double weight;      /* log odds ratio, of match against the rest */
    double probability; /* before assignment */
};

struct link {
    uint32_t i, j; /* records; i < j for a dedupe */
    uint64_t pattern;
    double weight;      /* log2 of the likelihood ratio */
    double before;      /* probability of the pair for itself */
    double probability; /* after assignment */
    uint32_t decision;
    uint32_t together; /* pairs right or wrong with it, all of one union */
};
enum { DECISION_NONE, DECISION_REVIEW, DECISION_LINK };

struct options {
    double threshold;       /* of the probability of a link: 0.95 */
    double false_link_rate; /* the threshold follows; 0 = it does not */
    double review_from;     /* of the probability of a review: 0.05 */
    double pair_budget;     /* pairs that may be scored */
    bool many_to_one;       /* records of the larger file may share one */
    bool plan_only;         /* say how many pairs there are to score, no more */
    int jobs;
};

/* Strangers of one name: of one year of birth and one sex, see namesakes.h. */
struct namesakes {
    size_t unit, name_component, birth;
    double log_ratio; /* 0: nothing is known */
    bool has_sex;
    size_t given_unit, sex;
    double log_sex[2]; /* the sex differs, agrees */
};

/* Strangers of one surname and birthday, see twins.h; units of names may be
 * one. */
struct twins {
    bool is_known;
    size_t surname, given, birth_unit;
    size_t birth;     /* component */
    double log_share; /* of all pairs */
    double alike;     /* share of twins whose given names are alike */
};

/* A share of m or u that the settings tell: it is not learnt. */
struct told_share {
    size_t unit;
    unsigned code;
    bool is_of_strangers; /* u */
    double share;
};

struct ratios;
struct linkage_settings;

/* A column that is not compared, and the name of the message that says why. */
struct left_out {
    const char *column, *why;
};

/* What a clerk has decided about a pair; label: same person or not. */
struct label {
    uint32_t i, j;
    bool is_same;
    size_t row; /* of the file that says so */
};

struct linkage {
    struct arena *arena;
    struct linkage_data data;
    struct options options;
    size_t n_components;
    struct comparison *components[MOST_COMPONENTS];
    size_t swap_first, swap_second; /* given name and surname, or none */
    bool has_swap, has_given, has_family;
    const struct linkage_settings *settings; /* given, or NULL */
    size_t n_left_out;
    struct left_out *left_out;
    size_t n_labels;
    struct label *labels;    /* sorted by i, j */
    double expected_matches; /* as learnt, those that no rule finds included */
    double missed_by_rules;  /* share of the true pairs, expected */
    double below_kept;       /* matches expected among pairs not listed */
    size_t n_units;
    struct unit units[MOST_COMPONENTS];
    size_t unit_of[MOST_COMPONENTS];
    struct namesakes namesakes;
    struct twins twins;
    /* What each code of one file stands for in the other, "1=m 2=f", by unit;
     * NULL where codes are the same. */
    const char *code_pairs[MOST_COMPONENTS];
    size_t n_told, told_capacity;
    struct told_share *told;
    uint32_t *forms;                      /* n_records × n_components */
    float *rarity_exact[MOST_COMPONENTS]; /* by form */
    float *rarity_close[MOST_COMPONENTS];
    double exact_chance[MOST_COMPONENTS];
    /* log of the mean of 1/frequency among strangers at each level */
    double expected[MOST_COMPONENTS][LEVELS];
    size_t n_pieces;
    struct piece pieces[MOST_PIECES];
    size_t n_rules;
    struct rule rules[MOST_RULES];
    bool all_pairs;       /* everything is compared, no rule */
    uint32_t every_block; /* 1: all of them; 4: every fourth, to learn from */
    double n_possible;    /* pairs there are */
    size_t n_pairs;
    struct pair_list *lists;
    size_t n_lists;
    size_t n_patterns;
    struct pattern *patterns; /* sorted by key */
    /* shares of all possible pairs: same person and household, same person
     * elsewhere, same household only, neither */
    double share[4];
    bool has_household;
    /* How much more often matches have errors of each kind than they would if
     * errors were independent of each other (log). */
    double errors[ERROR_KINDS];
    /* Matches behind each share of m, those known beforehand included. */
    double learnt[MOST_COMPONENTS][UNIT_CODES];
    double errors_learnt[ERROR_KINDS];
    struct ratios *ratios; /* private to match_weights.c */
    size_t n_links;
    struct link *links; /* sorted by i, j */
    uint32_t *cluster;  /* by record; the smallest record in it */
};

/* One number from several; the same on every machine. */
uint64_t mix_hash(uint64_t a, uint64_t b);

#endif

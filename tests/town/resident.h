/* resident: one invented participant of the sample town, drawn whole.
 *
 * Everything that is true about a person is decided here; deliveries.c then
 * writes what the office would have written, and faults.c damages copies. */
#ifndef AYUMI_TOWN_RESIDENT_H
#define AYUMI_TOWN_RESIDENT_H

#include "base/arena.h"
#include "invented_names.h"
#include <stdbool.h>
#include <stdint.h>

enum { N_KCL = 25, N_ELEVEN = 11 };

/* What a person does twelve months after the baseline. */
enum activity {
    ACTIVITY_NONE,
    ACTIVITY_JOB_20,    /* paid, 20 hours a week or more */
    ACTIVITY_JOB_19,    /* paid, fewer hours */
    ACTIVITY_THANKS,    /* paid volunteering */
    ACTIVITY_VOLUNTEER, /* unpaid volunteering */
    ACTIVITY_OTHER      /* another way of taking part */
};

/* One planted effect: log odds = intercept + the sum over the terms. */
struct effect {
    double intercept;
    double age_10; /* per ten years of age at the baseline */
    double female; /* woman against man */
    double kcl;    /* per point of the Kihon Checklist */
    double income; /* income among the reasons to work */
    double wish_5; /* per five hours a week wanted */
};
extern const struct effect effect_any;    /* among all */
extern const struct effect effect_paid;   /* among the active */
extern const struct effect effect_twenty; /* among the paid */

/* One look at a person's health: a checklist and a frailty check. */
struct health {
    int day;          /* days since 1970-01-01; 0 = did not take place */
    bool risk[N_KCL]; /* true = the answer that scores */
    int height_mm;
    int weight_hg;      /* hundreds of grams */
    bool checked;       /* came to the frailty check too */
    int ring;           /* 1 cannot encircle, 2 just fits, 3 gap */
    bool red[N_ELEVEN]; /* eleven questions: red seal */
    int grip_hg[2];     /* right, left: tenths of a kilogram */
    bool one_leg;       /* could stand up */
    int calf_mm;
    int muscle_hundredth;              /* kg per square metre, hundredths */
    int articulation;                  /* tenths a second */
    bool jaw;                          /* firm */
    bool mouth, ties, groups, support; /* the four added items: good */
};

struct resident {
    int number; /* 1 … N, the office's number */
    const struct surname *surname;
    const struct given_name *given;
    bool female;
    int birth;        /* all days count from 1970-01-01 */
    int event;        /* index of the seminar at which the person joined */
    int second_event; /* another one attended, or -1 */
    int contact;      /* first contact with the office */
    int baseline;     /* day of the baseline survey; 0 = never handed in */
    int age;          /* legal age at the baseline (at the seminar if none) */
    int kcl;          /* true points at the first checklist */
    bool income;
    int wish_hours;
    int motives; /* bit i = motive i + 1; bit 0 is income */
    struct health first, second;

    int consent;   /* 1 yes, 0 no, -1 left blank, -2 no form */
    bool link;     /* consent to linkage */
    int reconsent; /* day of the second version, 0 = none */
    int withdrawn; /* day, 0 = never */
    bool erase;    /* withdrawal covers what was collected before */

    enum activity activity;
    int start;           /* first day of the activity */
    int hours;           /* tenths of an hour a week */
    int kind;            /* code of file 12 */
    int end;             /* last day, 0 = goes on */
    bool late;           /* began something only after the twelve months */
    bool stays_in_touch; /* office and survey can reach the person */
    bool silver;         /* found the work through the Silver Center */
};

/* The seminars of the two fiscal years. */
struct seminar {
    int day;
    const char *number; /* E2022-001 */
    const char *title;
    int type;
    int session;
    int field;
};

struct town {
    struct arena arena;
    uint64_t seed;
    int n_people;
    struct resident *people;
    int n_seminars;
    struct seminar *seminars;
};

void town_draw(struct town *t, int n_people, uint64_t seed);
void town_release(struct town *t);

/* Followed with consent, never withdrawn, baseline and checklist there,
 * reached after twelve months: the people whom the models can use. */
bool resident_is_analysed(const struct resident *r);

/* Day numbers without base/calendar's struct, for arithmetic. */
int day_number(int year, int month, int day);

#endif

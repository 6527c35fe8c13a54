/* services: from openings to work, and what ends a follow-up (10, 11, 13, 18,
 * 28, 35).
 *
 * Nothing here changes what a person does: a match is that of the activity
 * which the desk reports, a course lies within it, and only people whom
 * nobody can reach move away or die. */
#include "deliveries.h"

#include "base/calendar.h"

enum { N_JOBS = 7 };

static const char *job_code(struct deliveries *d, int n)
{
    return arena_format(d->arena, "K%04d", 100 + n);
}

const char *job_number(struct deliveries *d, const struct resident *r)
{
    return job_code(d, r->number % N_JOBS);
}

static bool has_job(const struct resident *r)
{
    return r->kind <= 3 &&
           (r->activity == ACTIVITY_JOB_19 || r->activity == ACTIVITY_JOB_20);
}

/* ---- 10 and 28 --------------------------------------------------------- */

static void write_job(struct deliveries *d, int n, int day)
{
    static const char *const tasks[N_JOBS] = {
        "送迎車両の運転", "施設の清掃", "公園の除草", "家事援助",
        "通学の見守り",   "配食",       "受付"};
    struct sheet *s = delivery_on(d, KIND_JOB, day);
    sheet_row_begin(s, 0);
    put(s, job_code(d, n));
    put(s, arena_format(s->arena, "J%04d", 100 + n));
    put(s, tasks[n]);
    put_int(s, n % 8);
    put_int(s, 1 + n % 2);
    put_int(s, 1 + n % 4);
    put_day(s, day);
    put_day(s, day + 5);
    put_int(s, n % 3);
    put(s, NULL);
    put_int(s, 3);
    put(s, NULL); /* the desk knows each person's hours */
    put_int(s, 1000 + 10 * n);
    put_int(s, 1 + n % 3);
    put(s, "1");
    put_int(s, 75);
    put(s, NULL);
    put(s, NULL);
}

void write_jobs(struct deliveries *d)
{
    int first = day_number(2022, 4, 11);
    for (int n = 0; n < N_JOBS; n++)
        if (first + 40 * n <= d->until)
            write_job(d, n, first + 40 * n);
    int day = day_number(2022, 7, 4);
    if (day > d->until)
        return;
    struct sheet *s = delivery_on(d, KIND_CORRECTION, day);
    sheet_row_begin(s, 0);
    put(s, "10_求人業務");
    put(s, job_code(d, 0));
    put(s, "募集人数");
    put(s, "3");
    put(s, "2");
    put_day(s, day);
    put(s, "1");
    put(s, "st03");
}

/* ---- 11, 13, 18 -------------------------------------------------------- */

static void write_referral(struct deliveries *d, const struct resident *r)
{
    bool matched = has_job(r);
    int result = matched ? r->start : r->start - 10;
    if (result > d->until)
        return;
    struct sheet *s = delivery_on(d, KIND_REFERRAL, result);
    sheet_row_begin(s, r->number);
    put(s, arena_format(s->arena, "M%d-%04d", 2022, r->number));
    put(s, job_number(d, r));
    put(s, office_number(d, r->number));
    put_day(s, result - 20);
    put_day(s, result - 15);
    put_day(s, matched ? result - 8 : 0);
    put(s, matched ? "1" : "2");
    put_day(s, result);
    put(s, matched ? NULL : r->number % 2 == 0 ? "6;7" : "8");
    put(s, matched ? NULL : "1");
    put(s, NULL);
}

static void write_support(struct deliveries *d, const struct resident *r,
                          const char *episode)
{
    int day = r->start + 90;
    if (!has_job(r) || day > d->until || (r->end != 0 && r->end < day))
        return;
    struct sheet *s = delivery_on(d, KIND_SUPPORT, day);
    sheet_row_begin(s, r->number);
    put(s, "1");
    put(s, office_number(d, r->number));
    put(s, arena_format(s->arena, "J%04d", 100 + r->number % 9));
    put(s, episode);
    put_day(s, day);
    put(s, r->number % 3 == 0 ? "2" : "1");
    put(s, "1");
    put_int(s, 3 + r->number % 3);
    put(s, r->number % 5 == 0 ? "1" : "0");
    put(s, NULL);
    put(s, "0");
    put(s, "1");
}

static void write_training(struct deliveries *d, const struct resident *r)
{
    int first = r->start + 20, last = r->start + 50;
    if (!has_job(r) || r->number % 3 != 0 || last > d->until)
        return;
    struct sheet *s = delivery_on(d, KIND_TRAINING, last);
    sheet_row_begin(s, r->number);
    put(s, office_number(d, r->number));
    put(s, r->number % 2 == 0 ? "いろ八" : "4");
    put_day(s, first);
    put_day(s, last);
    put(s, "1");
    put(s, "0");
    put(s, "0");
}

void write_services(struct deliveries *d, const struct resident *r,
                    const char *episode)
{
    if (has_job(r) || r->activity == ACTIVITY_VOLUNTEER)
        write_referral(d, r);
    write_support(d, r, episode);
    write_training(d, r);
}

/* ---- 35 ---------------------------------------------------------------- */

void write_status(struct deliveries *d, const struct resident *r)
{
    int day = r->baseline + 200, known = day + 20;
    if (r->baseline == 0 || r->stays_in_touch || r->silver || r->late ||
        r->second.day != 0 || known > d->until)
        return;
    struct sheet *s = delivery_on(d, KIND_STATUS, known);
    sheet_row_begin(s, r->number);
    put(s, office_number(d, r->number));
    put(s, r->number % 3 == 0 ? "死亡" : r->number % 3 == 1 ? "4" : "5");
    put_day(s, day);
    put_day(s, known);
    put(s, "5");
    put(s, NULL);
}

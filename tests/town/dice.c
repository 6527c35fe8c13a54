/* dice: see dice.h. */
#include "dice.h"

static uint64_t splitmix(uint64_t *x)
{
    *x += 0x9e3779b97f4a7c15u;
    uint64_t z = *x;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint64_t turn_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

void dice_init(struct dice *d, uint64_t seed, uint64_t person, uint64_t purpose)
{
    uint64_t x = seed;
    x = splitmix(&x) ^ (person + 1);
    x = splitmix(&x) ^ (purpose + 1);
    for (int i = 0; i < 4; i++)
        d->state[i] = splitmix(&x);
}

static uint64_t next(struct dice *d)
{
    uint64_t *s = d->state;
    uint64_t result = turn_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = turn_left(s[3], 45);
    return result;
}

int dice_below(struct dice *d, int n)
{
    return (int)((next(d) >> 16) % (uint64_t)n);
}

int dice_between(struct dice *d, int low, int high)
{
    return low + dice_below(d, high - low + 1);
}

/* 53 bits: every such fraction is exact in a double. */
static double uniform(struct dice *d)
{
    return (double)(next(d) >> 11) / 9007199254740992.0;
}

bool dice_chance(struct dice *d, double probability)
{
    return uniform(d) < probability;
}

double dice_normal(struct dice *d)
{
    double sum = 0.0;
    for (int i = 0; i < 12; i++)
        sum += uniform(d);
    return sum - 6.0;
}

/* exp(x) = exp(x / 1024) ^ 1024; the series needs few terms near zero. */
static double exponential(double x)
{
    double y = x / 1024.0;
    double term = 1.0, sum = 1.0;
    for (int i = 1; i <= 12; i++) {
        term *= y / (double)i;
        sum += term;
    }
    for (int i = 0; i < 10; i++)
        sum *= sum;
    return sum;
}

double chance_from_log_odds(double log_odds)
{
    return 1.0 / (1.0 + exponential(-log_odds));
}

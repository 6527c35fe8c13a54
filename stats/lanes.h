/* lanes: four doubles at a time, with exp and log1p of them.
 *
 * Private to stats/. libm's exp and log are chosen by processor (with or
 * without fused multiply-add) and differ in their last bits; these are plain
 * additions, multiplications and divisions in a fixed order, so every
 * processor prints the same bytes. Errors: exp below 1 unit in the last place,
 * logs below 3 (tests/stats/test_lanes.c, against long double). */
#ifndef AYUMI_STATS_LANES_H
#define AYUMI_STATS_LANES_H

#include <stdint.h>

typedef double four __attribute__((vector_size(32), aligned(32)));
typedef int64_t four_words __attribute__((vector_size(32), aligned(32)));
typedef uint64_t four_bits __attribute__((vector_size(32), aligned(32)));
/* The same at any address of a double. */
typedef double loose_four
    __attribute__((vector_size(32), aligned(8), may_alias));
typedef double near_four
    __attribute__((vector_size(32), aligned(32), may_alias));

/* On processors with 256-bit vectors a second copy of a function is taken; it
 * does the same operations in the same order. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
    !defined(__SANITIZE_ADDRESS__) && !defined(AYUMI_NARROW_VECTORS)
#define FOR_WIDE_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define FOR_WIDE_VECTORS
#endif
/* Inlined into each copy. Vectors go in and out by pointers: how they are
 * passed otherwise depends on the processor. */
#define LANES static inline __attribute__((always_inline, unused))

#define lanes_load(from) (*(const near_four *)(const void *)(from))
#define lanes_load_loose(from) (*(const loose_four *)(const void *)(from))
#define lanes_store(to, value) (*(near_four *)(void *)(to) = (value))
#define lanes_all(x) ((four){(x), (x), (x), (x)})
/* where `choice` is all ones a, where 0 b */
#define lanes_choose(choice, a, b)                                             \
    ((four)(((choice) & (four_words)(a)) | (~(choice) & (four_words)(b))))
#define lanes_absolute(x)                                                      \
    ((four)((four_words)(x) &                                                  \
            (four_words){INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX}))

/* exp(x) for x <= 0; below -700 it is exp(-700), about 1e-304.
 * x = k log 2 + r, |r| <= log(2) / 2, and Taylor's series of exp(r). */
LANES void lanes_exp_falling(const four *in, four *out)
{
    const double shift = 0x1.8p52; /* adding it leaves k in the low bits */
    four x = *in;
    x = lanes_choose(x < lanes_all(-700.0), lanes_all(-700.0), x);
    four shifted = x * 0x1.71547652b82fep+0 + shift, k = shifted - shift;
    four r = (x - k * 0x1.62e42fefa38p-1) - k * 0x1.ef35793c7673p-45;
    four s = r * r, t = s * s;
    /* Powers of r in four short chains rather than a long one. */
    four a = (1.0 / 479001600.0 * t + 1.0 / 40320.0) * t + 1.0 / 24.0;
    four b = (1.0 / 6227020800.0 * t + 1.0 / 362880.0) * t + 1.0 / 120.0;
    four c = (1.0 / 3628800.0 * t + 1.0 / 720.0) * t + 0.5;
    four d = (1.0 / 39916800.0 * t + 1.0 / 5040.0) * t + 1.0 / 6.0;
    four value = 1.0 + (r + s * ((c + s * a) + r * (d + s * b)));
    four_bits scale = ((four_bits)shifted + 1023) << 52;
    *out = value * (four)scale;
}

/* log(1 + e) for 0 <= e <= 1, by 2 atanh z = 2 (z + z³/3 + …) with
 * z = e / (2 + e), and for e > 0.414 of half of 1 + e. */
LANES void lanes_log1p(const four *in, four *out)
{
    four e = *in;
    four_words big = e > 0.41421356;
    four up = lanes_choose(big, e - 1.0, e);
    four down = lanes_choose(big, e + 3.0, e + 2.0);
    four base =
        lanes_choose(big, lanes_all(0x1.62e42fefa39efp-1), lanes_all(0.0));
    four z = up / down, s = z * z, t = s * s;
    four a = lanes_all(1.0 / 19.0), b = lanes_all(1.0 / 21.0);
    a = a * t + 1.0 / 15.0;
    b = b * t + 1.0 / 17.0;
    a = a * t + 1.0 / 11.0;
    b = b * t + 1.0 / 13.0;
    a = a * t + 1.0 / 7.0;
    b = b * t + 1.0 / 9.0;
    a = a * t + 1.0 / 3.0;
    b = b * t + 1.0 / 5.0;
    four sum = a + s * b;
    *out = base + (2.0 * z + 2.0 * z * s * sum);
}

/* log(x) for x >= 1: log of the mantissa's 1 + e, and whole powers of 2. */
LANES void lanes_log(const four *in, four *out)
{
    const double shift = 0x1p52;
    four_bits bits = (four_bits)*in;
    four_bits power = (bits >> 52) | (four_bits)lanes_all(shift);
    four_bits mantissa = (bits & 0xfffffffffffff) | (four_bits)lanes_all(1.0);
    four e = (four)mantissa - 1.0, log1pe;
    lanes_log1p(&e, &log1pe);
    *out = ((four)power - shift - 1023.0) * 0x1.62e42fefa39efp-1 + log1pe;
}

#endif

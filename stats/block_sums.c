/* block_sums: the loops over a block's rows, vectorised over columns. */
#include "stats/blocks.h"
#include "stats/lanes.h"

/* Four rows of the sum by eight columns at a time stay in registers while
 * the block's rows go by; named one by one, since an array of them would be
 * kept in memory. */
LANES void tile_of_eight(const struct block *b, size_t j, size_t k, double *sum)
{
    size_t width = b->width;
    const double *x = b->x + k, *wx = b->wx + j;
    double *s0 = sum + j * width + k, *s1 = s0 + width;
    double *s2 = s1 + width, *s3 = s2 + width;
    four a0 = lanes_load(s0), b0 = lanes_load(s0 + 4);
    four a1 = lanes_load(s1), b1 = lanes_load(s1 + 4);
    four a2 = lanes_load(s2), b2 = lanes_load(s2 + 4);
    four a3 = lanes_load(s3), b3 = lanes_load(s3 + 4);
    for (size_t i = 0; i < b->n; i++) {
        four u = lanes_load_loose(x), v = lanes_load_loose(x + 4);
        a0 += wx[0] * u;
        b0 += wx[0] * v;
        a1 += wx[1] * u;
        b1 += wx[1] * v;
        a2 += wx[2] * u;
        b2 += wx[2] * v;
        a3 += wx[3] * u;
        b3 += wx[3] * v;
        x += b->stride;
        wx += b->stride;
    }
    lanes_store(s0, a0);
    lanes_store(s0 + 4, b0);
    lanes_store(s1, a1);
    lanes_store(s1 + 4, b1);
    lanes_store(s2, a2);
    lanes_store(s2 + 4, b2);
    lanes_store(s3, a3);
    lanes_store(s3 + 4, b3);
}

LANES void tile_of_four(const struct block *b, size_t j, size_t k, double *sum)
{
    size_t width = b->width;
    const double *x = b->x + k, *wx = b->wx + j;
    double *s0 = sum + j * width + k, *s1 = s0 + width;
    double *s2 = s1 + width, *s3 = s2 + width;
    four a0 = lanes_load(s0), a1 = lanes_load(s1);
    four a2 = lanes_load(s2), a3 = lanes_load(s3);
    for (size_t i = 0; i < b->n; i++) {
        four u = lanes_load_loose(x);
        a0 += wx[0] * u;
        a1 += wx[1] * u;
        a2 += wx[2] * u;
        a3 += wx[3] * u;
        x += b->stride;
        wx += b->stride;
    }
    lanes_store(s0, a0);
    lanes_store(s1, a1);
    lanes_store(s2, a2);
    lanes_store(s3, a3);
}

FOR_WIDE_VECTORS void block_gram(const struct block *b, double *sum)
{
    for (size_t j = 0; j < b->width; j += 4) {
        size_t k = j;
        for (; k + 8 <= b->width; k += 8)
            tile_of_eight(b, j, k, sum);
        if (k < b->width)
            tile_of_four(b, j, k, sum);
    }
}

FOR_WIDE_VECTORS void block_weight(const struct block *b, const double *w)
{
    for (size_t i = 0; i < b->n; i++) {
        const double *x = b->x + i * b->stride;
        double *wx = b->wx + i * b->width;
        for (size_t k = 0; k < b->width; k += 4)
            lanes_store(wx + k, w[i] * lanes_load_loose(x + k));
    }
}

/* One sum a row. */
#define ADD_LANES(r) ((r[0] + r[1]) + (r[2] + r[3]))

LANES void ask_for_next(const struct block *b, size_t i)
{
    const double *ahead = b->next + i * b->next_stride;
    for (size_t k = 0; k < 4 * b->next_stride; k += 8)
        __builtin_prefetch(ahead + k);
}

/* Four rows together, so that their chains of sums overlap. */
FOR_WIDE_VECTORS void block_times(const struct block *b, const double *beta,
                                  double *out)
{
    size_t stride = b->stride, width = b->width;
    for (size_t i = 0; i < b->n; i += 4) {
        const double *x0 = b->x + i * stride, *x1 = x0 + stride;
        const double *x2 = x1 + stride, *x3 = x2 + stride;
        four r0 = lanes_all(0.0), r1 = r0, r2 = r0, r3 = r0;
        ask_for_next(b, i);
        for (size_t k = 0; k < width; k += 4) {
            four factor = lanes_load(beta + k);
            r0 += lanes_load_loose(x0 + k) * factor;
            r1 += lanes_load_loose(x1 + k) * factor;
            r2 += lanes_load_loose(x2 + k) * factor;
            r3 += lanes_load_loose(x3 + k) * factor;
        }
        four all = {ADD_LANES(r0), ADD_LANES(r1), ADD_LANES(r2), ADD_LANES(r3)};
        lanes_store(out + i, all);
    }
}

FOR_WIDE_VECTORS void block_center(struct block *b, const double *beta,
                                   double *out)
{
    size_t stride = b->stride, width = b->width;
    const double *center = b->center;
    for (size_t i = 0; i < b->n; i += 4) {
        const double *x0 = b->x + i * stride, *x1 = x0 + stride;
        const double *x2 = x1 + stride, *x3 = x2 + stride;
        double *to0 = b->centred + i * width, *to1 = to0 + width;
        double *to2 = to1 + width, *to3 = to2 + width;
        four r0 = lanes_all(0.0), r1 = r0, r2 = r0, r3 = r0;
        ask_for_next(b, i);
        for (size_t k = 0; k < width; k += 4) {
            four factor = lanes_load(beta + k), off = lanes_load(center + k);
            four c0 = lanes_load_loose(x0 + k) - off;
            four c1 = lanes_load_loose(x1 + k) - off;
            four c2 = lanes_load_loose(x2 + k) - off;
            four c3 = lanes_load_loose(x3 + k) - off;
            lanes_store(to0 + k, c0);
            lanes_store(to1 + k, c1);
            lanes_store(to2 + k, c2);
            lanes_store(to3 + k, c3);
            r0 += c0 * factor;
            r1 += c1 * factor;
            r2 += c2 * factor;
            r3 += c3 * factor;
        }
        four all = {ADD_LANES(r0), ADD_LANES(r1), ADD_LANES(r2), ADD_LANES(r3)};
        lanes_store(out + i, all);
    }
    b->x = b->centred;
    b->stride = width;
}

/* Sixteen columns in registers, then four. */
FOR_WIDE_VECTORS void block_add(const struct block *b, const double *r,
                                double *sum)
{
    size_t width = b->width, k = 0;
    for (; k + 16 <= width; k += 16) {
        const double *x = b->x + k;
        four a0 = lanes_load(sum + k), a1 = lanes_load(sum + k + 4);
        four a2 = lanes_load(sum + k + 8), a3 = lanes_load(sum + k + 12);
        for (size_t i = 0; i < b->n; i++, x += b->stride) {
            a0 += r[i] * lanes_load_loose(x);
            a1 += r[i] * lanes_load_loose(x + 4);
            a2 += r[i] * lanes_load_loose(x + 8);
            a3 += r[i] * lanes_load_loose(x + 12);
        }
        lanes_store(sum + k, a0);
        lanes_store(sum + k + 4, a1);
        lanes_store(sum + k + 8, a2);
        lanes_store(sum + k + 12, a3);
    }
    for (; k < width; k += 4) {
        const double *x = b->x + k;
        four a = lanes_load(sum + k);
        for (size_t i = 0; i < b->n; i++, x += b->stride)
            a += r[i] * lanes_load_loose(x);
        lanes_store(sum + k, a);
    }
}

/* Eight columns in registers, then four. */
FOR_WIDE_VECTORS void block_add_and_weight(const struct block *b,
                                           const double *r, const double *w,
                                           double *sum)
{
    size_t width = b->width, k = 0;
    for (; k + 8 <= width; k += 8) {
        const double *x = b->x + k;
        double *wx = b->wx + k;
        four a0 = lanes_load(sum + k), a1 = lanes_load(sum + k + 4);
        for (size_t i = 0; i < b->n; i++, x += b->stride, wx += width) {
            four x0 = lanes_load_loose(x), x1 = lanes_load_loose(x + 4);
            a0 += r[i] * x0;
            a1 += r[i] * x1;
            lanes_store(wx, w[i] * x0);
            lanes_store(wx + 4, w[i] * x1);
        }
        lanes_store(sum + k, a0);
        lanes_store(sum + k + 4, a1);
    }
    for (; k < width; k += 4) {
        const double *x = b->x + k;
        double *wx = b->wx + k;
        four a = lanes_load(sum + k);
        for (size_t i = 0; i < b->n; i++, x += b->stride, wx += width) {
            four x0 = lanes_load_loose(x);
            a += r[i] * x0;
            lanes_store(wx, w[i] * x0);
        }
        lanes_store(sum + k, a);
    }
}

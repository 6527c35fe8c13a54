/* normal_variant: characters that stand for one another in names.
 *
 * One direct step, never a chain. Source of the pairs: linkage-facts,
 * "Normalisation" 2. */
#include "anonymize/normal.h"

static const struct {
    uint32_t a, b; /* a < b */
} pairs[] = {
    {0x5d0e, 0xfa11}, /* 崎 﨑 */ {0x6589, 0x658e}, /* 斉 斎 */
    {0x6589, 0x9f4a}, /* 斉 齊 */ {0x658e, 0x9f4b}, /* 斎 齋 */
    {0x6ca2, 0x6fa4}, /* 沢 澤 */ {0x6d5c, 0x6ff1}, /* 浜 濱 */
    {0x6ff1, 0x6ff5}, /* 濱 濵 */ {0x8fba, 0x9089}, /* 辺 邉 */
    {0x8fba, 0x908a}, /* 辺 邊 */ {0x9089, 0x908a}, /* 邉 邊 */
    {0x9ad8, 0x9ad9}, /* 高 髙 */ {0x5e83, 0x5ee3}, /* 広 廣 */
    {0x56fd, 0x570b},                               /* 国 國 */
};

bool variant_related(uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].a == low && pairs[i].b == high)
            return true;
    return false;
}

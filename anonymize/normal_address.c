/* normal_address: Japanese addresses as TOWN N-N-N ROOM.
 *
 * Prefecture and city are optional in office files and say the same of nearly
 * everyone in one, so they go where a town follows them. 丁目, 番地, 番, 号,
 * の and any dash become '-', kanji numerals digits; of what stands behind the
 * house number (a building, written in many ways) only the room's number
 * stays. 霞が丘 and 霞ヶ丘 are one town. An address in Latin letters is left as
 * words. */
#include "anonymize/normal.h"
#include "anonymize/normal_fold.h"

#include <string.h>

enum { MOST_NUMBERS = 8, NUMBERS_OF_A_HOUSE = 3 };

struct cursor {
    const uint32_t *at;
    size_t n;
};

struct house {
    unsigned long numbers[MOST_NUMBERS];
    size_t n;
    bool has_chome;
};

static uint32_t peek(struct cursor c, size_t i)
{
    return i < c.n ? c.at[i] : 0;
}

static void skip(struct cursor *c, size_t n)
{
    n = n < c->n ? n : c->n;
    c->at += n;
    c->n -= n;
}

static void skip_spaces(struct cursor *c)
{
    while (c->n > 0 && peek(*c, 0) == ' ')
        skip(c, 1);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_of_name(uint32_t c)
{
    return normal_is_ideograph(c) || normal_is_kana(c);
}

/* ---------------------------------------------- prefecture and municipality */

/* 東京都 北海道 京都府 大阪府, and the 県 of two or three characters. */
static size_t prefecture_length(struct cursor c)
{
    static const uint32_t names[][3] = {{0x6771, 0x4eac, 0x90fd},
                                        {0x5317, 0x6d77, 0x9053},
                                        {0x4eac, 0x90fd, 0x5e9c},
                                        {0x5927, 0x962a, 0x5e9c}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (c.n > 3 && memcmp(c.at, names[i], sizeof names[i]) == 0)
            return 3;
    for (size_t i = 2; i <= 3; i++)
        if (peek(c, i) == 0x770c)
            return i + 1;
    return 0;
}

/* ケ ヶ が ガ ヵ カ, ノ の 之 and ツ ッ つ between two ideographs. */
static uint32_t joining_kana(uint32_t c)
{
    switch (c) {
    case 0x30b1:
    case 0x30f6:
    case 0x304c:
    case 0x30ac:
    case 0x30f5:
    case 0x30ab:
        return 0x30b1;
    case 0x30ce:
    case 0x306e:
    case 0x4e4b:
        return 0x30ce;
    case 0x30c4:
    case 0x30c3:
    case 0x3064:
        return 0x30c4;
    default:
        return 0;
    }
}

/* What can't follow a city's name, since it makes it part of a town's: 古市場,
 * 今市町, 古市1-2. */
static bool begins_town(struct cursor c)
{
    uint32_t first = peek(c, 0);
    return is_of_name(first) && joining_kana(first) == 0 && first != 0x753a &&
           first != 0x5834 && first != 0x6751 && first != 0x5185;
}

static struct cursor behind(struct cursor c, size_t n)
{
    skip(&c, n);
    skip_spaces(&c);
    return c;
}

/* …市 (さいたま市, 市川市, 四日市市), …区, …郡…町 or 郡…村; 0 when there is
 * none. */
static size_t municipality_length(struct cursor c)
{
    enum { CITY = 0x5e02, WARD = 0x533a, COUNTY = 0x90e1, NEAR = 6 };
    if (!is_of_name(peek(c, 0)))
        return 0;
    for (size_t i = 1; i < NEAR && is_of_name(peek(c, i)); i++) {
        uint32_t here = peek(c, i);
        if (here == CITY && peek(c, i + 1) == CITY)
            continue;
        if ((here == CITY || (here == WARD && peek(c, i - 1) != 0x5730)) &&
            begins_town(behind(c, i + 1)))
            return i + 1;
        if (here != COUNTY)
            continue;
        for (size_t k = i + 2; k < i + NEAR; k++)
            if ((peek(c, k) == 0x753a || peek(c, k) == 0x6751) &&
                begins_town(behind(c, k + 1)))
                return k + 1;
    }
    return 0;
}

/* 〒290-0018, also without the mark where a town follows. */
static void skip_postcode(struct cursor *c)
{
    struct cursor rest = *c;
    bool is_marked = peek(rest, 0) == 0x3012;
    size_t n_digits = 0;
    skip(&rest, is_marked);
    for (size_t i = 0; i < 9; i++) {
        if (!is_digit(peek(rest, 0)) && peek(rest, 0) != '-')
            break;
        n_digits += is_digit(peek(rest, 0));
        skip(&rest, 1);
    }
    skip_spaces(&rest);
    if (n_digits == 7 && (is_marked || normal_is_ideograph(peek(rest, 0))))
        *c = rest;
}

/* 大字 and 小字. */
static bool is_section_word(uint32_t first, uint32_t second)
{
    return (first == 0x5927 || first == 0x5c0f) && second == 0x5b57;
}

/* At the front also 字. */
static size_t section_word_length(struct cursor c)
{
    if (is_section_word(peek(c, 0), peek(c, 1)))
        return 2;
    return peek(c, 0) == 0x5b57 ? 1 : 0;
}

static void skip_front(struct cursor *c)
{
    size_t n = 1;
    skip_spaces(c);
    skip_postcode(c);
    while (n > 0) {
        n = prefecture_length(*c);
        if (!begins_town(behind(*c, n)))
            n = 0;
        if (n == 0)
            n = municipality_length(*c);
        if (n == 0 && c->n > section_word_length(*c))
            n = section_word_length(*c);
        skip(c, n);
        skip_spaces(c);
    }
}

/* ------------------------------------------------------------- house number */

static int kanji_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

/* 十 百 千, else 0. */
static unsigned long kanji_unit(uint32_t c)
{
    return c == 0x5341 ? 10 : c == 0x767e ? 100 : c == 0x5343 ? 1000 : 0;
}

/* Digits or kanji numerals at the cursor; returns how many characters. */
static size_t number_length(struct cursor c, unsigned long *value)
{
    size_t i = 0;
    unsigned long sum = 0, ones = 0;
    *value = 0;
    while (i < 9 && is_digit(peek(c, i)))
        *value = *value * 10 + (peek(c, i++) - '0');
    if (i > 0)
        return i;
    for (; i < 9; i++) {
        unsigned long unit = kanji_unit(peek(c, i));
        int digit = kanji_digit(peek(c, i));
        if (digit < 0 && unit == 0)
            break;
        if (unit > 0) {
            sum += (ones > 0 ? ones : 1) * unit;
            ones = 0;
        } else {
            ones = ones * 10 + (unsigned long)digit;
        }
    }
    *value = sum + ones;
    return i;
}

static bool is_dash(uint32_t c)
{
    return c == '-' || c == 0x30fc; /* ー between numbers is a dash */
}

static bool is_no(uint32_t c)
{
    return c == 0x306e || c == 0x30ce || c == 0x4e4b; /* の ノ 之 */
}

/* What joins a number to the next, and how long it is. */
enum joint { NO_JOINT, PLAIN_JOINT, CHOME, LAST_NUMBER };

static enum joint joint_at(struct cursor c, size_t *length)
{
    uint32_t first = peek(c, 0), second = peek(c, 1);
    unsigned long value;
    *length = 2;
    if (first == 0x4e01 && second == 0x76ee) /* 丁目 */
        return CHOME;
    if (first == 0x756a && second == 0x5730) /* 番地 */
        return PLAIN_JOINT;
    *length = 1;
    if (first == 0x4e01 && is_digit(second)) /* 3丁5 */
        return CHOME;
    if (first == 0x756a && second != 0x753a && second != 0x4e01) /* 番 */
        return PLAIN_JOINT;
    if (first == 0x53f7 && second != 0x5ba4 && second != 0x68df) /* 号 */
        return LAST_NUMBER;
    skip(&c, 1);
    if ((is_dash(first) || is_no(first)) && number_length(c, &value) > 0)
        return PLAIN_JOINT;
    *length = 0;
    return NO_JOINT;
}

/* A number, and another behind its joint if there is one. */
static bool take_number(struct cursor *c, struct house *house,
                        enum joint *joint)
{
    size_t length;
    unsigned long value;
    size_t digits = number_length(*c, &value);
    if (digits == 0 || house->n == MOST_NUMBERS)
        return false;
    skip(c, digits);
    house->numbers[house->n++] = value;
    *joint = joint_at(*c, &length);
    house->has_chome = house->has_chome || *joint == CHOME;
    skip(c, length);
    return true;
}

/* 番地の2, 丁目-3: a second joint right behind the first, and spaces. */
static void skip_joints(struct cursor *c)
{
    struct cursor rest = *c;
    unsigned long value;
    while (is_dash(peek(rest, 0)) || is_no(peek(rest, 0)) ||
           peek(rest, 0) == ' ')
        skip(&rest, 1);
    if (number_length(rest, &value) > 0)
        *c = rest;
}

/* 条 線 区 and the like make a number part of a town's name. */
static bool begins_house(struct cursor c)
{
    unsigned long value;
    size_t length;
    size_t digits = number_length(c, &value);
    struct cursor next = c;
    if (digits == 0)
        return false;
    bool is_kanji = !is_digit(peek(c, 0));
    skip(&next, digits);
    enum joint joint = joint_at(next, &length);
    if (joint != NO_JOINT && !(is_kanji && is_no(peek(next, 0))))
        return true;
    uint32_t first = peek(next, 0);
    return !is_kanji && first != 0x6761 && first != 0x7dda && first != 0x533a &&
           first != 0x4e01 && first != 0x756a;
}

static void take_house(struct cursor *c, struct house *house)
{
    enum joint joint = PLAIN_JOINT;
    memset(house, 0, sizeof *house);
    while (joint == PLAIN_JOINT || joint == CHOME) {
        if (!take_number(c, house, &joint))
            return;
        if (joint == PLAIN_JOINT || joint == CHOME)
            skip_joints(c);
    }
}

/* ------------------------------------------------------------------ writing */

static size_t write_number(uint32_t *out, unsigned long value)
{
    uint32_t digits[24];
    size_t n = 0;
    do
        digits[n++] = (uint32_t)('0' + value % 10);
    while ((value /= 10) > 0);
    for (size_t i = 0; i < n; i++)
        out[i] = digits[n - 1 - i];
    return n;
}

/* The last number of what is left: コーポ見本 2階 203号室. */
static bool last_number(struct cursor c, unsigned long *room)
{
    bool found = false;
    while (c.n > 0) {
        unsigned long value;
        size_t digits = is_digit(peek(c, 0)) ? number_length(c, &value) : 0;
        if (digits > 0)
            *room = value;
        found = found || digits > 0;
        skip(&c, digits > 0 ? digits : 1);
    }
    return found;
}

static uint32_t town_character(const struct cursor *c, uint32_t before)
{
    uint32_t here = peek(*c, 0);
    uint32_t joining = joining_kana(here);
    bool is_between =
        normal_is_ideograph(before) && normal_is_ideograph(peek(*c, 1));
    if (joining != 0 && is_between)
        return joining;
    return is_dash(here) ? '-' : here;
}

static size_t take_town(struct cursor *c, uint32_t *out)
{
    size_t n = 0;
    while (c->n > 0 && !begins_house(*c)) {
        unsigned long value;
        /* 十二 of 十二番町 goes as a whole, or 二 would begin a house. */
        size_t digits = number_length(*c, &value);
        do {
            uint32_t before = n > 0 ? out[n - 1] : 0;
            if (peek(*c, 0) != ' ')
                out[n++] = town_character(c, before);
            if (n > 1 && is_section_word(out[n - 2], out[n - 1]))
                n -= 2;
            skip(c, 1);
        } while (digits-- > 1);
    }
    return n;
}

/* Ideographs or kana, or nothing but house numbers joined by dashes. */
static bool is_japanese(const uint32_t *points, size_t n)
{
    bool only_numbers = true, has_dash = false;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = points[i];
        if (is_of_name(c))
            return true;
        has_dash = has_dash || is_dash(c);
        only_numbers = only_numbers && (is_digit(c) || is_dash(c) || c == ' ');
    }
    return only_numbers && has_dash;
}

/* Three numbers are a house's; a fourth, or what stands behind, is a room. */
static size_t write_house(const struct house *house, struct cursor rest,
                          uint32_t *out)
{
    unsigned long room = 0;
    size_t n = 0;
    size_t kept = house->n < NUMBERS_OF_A_HOUSE ? house->n : NUMBERS_OF_A_HOUSE;
    bool has_room = last_number(rest, &room);
    if (!has_room && house->n > kept) {
        room = house->numbers[house->n - 1];
        has_room = true;
    }
    for (size_t i = 0; i < kept; i++) {
        if (i > 0)
            out[n++] = '-';
        n += write_number(out + n, house->numbers[i]);
    }
    if (has_room && kept > 0) {
        out[n++] = ' ';
        n += write_number(out + n, room);
    }
    return n;
}

static size_t address_once(const char *in, size_t n, char *out, size_t capacity)
{
    enum { HOUSE_ROOM = 128 };
    uint32_t points[NORMAL_POINTS], made[NORMAL_POINTS + HOUSE_ROOM];
    struct house house;
    size_t folded = normal_fold(in, n, points);
    if (!is_japanese(points, folded))
        return normal_text(in, n, out, capacity);
    struct cursor c = {points, folded};
    skip_front(&c);
    size_t written = take_town(&c, made);
    take_house(&c, &house);
    if (house.n > 0 && written > 0)
        made[written++] = ' ';
    written += write_house(&house, c, made + written);
    return normal_write(made, written, out, capacity);
}

/* What was dropped may have parted what belongs together (二十 番地): until
 * nothing changes. */
size_t normal_address(const char *in, size_t n, char *out, size_t capacity)
{
    enum { MOST_ROUNDS = 8 };
    char form[NORMAL_CAPACITY], again[NORMAL_CAPACITY];
    size_t size = address_once(in, n, form, sizeof form);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        size_t next = address_once(form, size, again, sizeof again);
        if (next == size && memcmp(form, again, size) == 0)
            break;
        memcpy(form, again, next);
        size = next;
    }
    return normal_copy(form, size, out, capacity);
}

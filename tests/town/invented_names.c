/* invented_names: see invented_names.h. */
#include "invented_names.h"

#include <string.h>

/* clang-format off */
static const struct surname surnames[] = {
    {"髙橋", "タカハシ", "高橋"}, {"霞ヶ森", "カスミガモリ", "霞が森"},
    {"椿野原", "ツバキノハラ", NULL}, {"渡邊", "ワタナベ", "渡辺"},
    {"葦名川", "アシナガワ", NULL}, {"雲雀岡", "ヒバリオカ", NULL},
    {"濵田", "ハマダ", "浜田"}, {"朝凪", "アサナギ", NULL},
    {"月ノ瀬", "ツキノセ", "月の瀬"}, {"﨑山", "サキヤマ", "崎山"},
    {"柚木平", "ユズキダイラ", NULL}, {"藍染", "アイゾメ", NULL},
    {"齋藤", "サイトウ", "斎藤"}, {"千草橋", "チグサバシ", NULL},
    {"白妙", "シロタエ", NULL}, {"栁沢", "ヤナギサワ", "柳沢"},
    {"鶴見台", "ツルミダイ", NULL}, {"蓬生", "ヨモギウ", NULL},
    {"澤渡", "サワタリ", "沢渡"}, {"茜部", "アカナベ", NULL},
    {"初音原", "ハツネハラ", NULL}, {"水無川", "ミナシガワ", NULL},
    {"渡部", "ワタベ", NULL}, {"早苗田", "サナエダ", NULL},
    {"萩ノ宮", "ハギノミヤ", NULL}, {"若竹", "ワカタケ", NULL},
    {"冬木立", "フユコダチ", NULL}, {"夕霧", "ユウギリ", NULL},
    {"撫子谷", "ナデシコダニ", NULL}, {"紅葉坂", "モミジザカ", NULL},
    {"空木", "ウツギ", NULL}, {"磯千鳥", "イソチドリ", NULL},
    {"花筏", "ハナイカダ", NULL}, {"野分", "ノワキ", NULL},
    {"雪消", "ユキゲ", NULL}, {"篠笛", "シノブエ", NULL},
    {"真砂", "マサゴ", NULL}, {"薄氷", "ウスライ", NULL},
    {"青田風", "アオタカゼ", NULL}, {"稲荷前", "イナリマエ", NULL},
};
static const struct given_name women[] = {
    {"花枝", "ハナエ"}, {"見代子", "ミヨコ"}, {"澄江", "スミエ"},
    {"千賀子", "チカコ"}, {"美佐保", "ミサホ"}, {"和歌子", "ワカコ"},
    {"恒子", "ツネコ"}, {"弥栄", "ヤエ"}, {"文江", "フミエ"},
    {"多恵子", "タエコ"}, {"貴美", "キミ"}, {"登志子", "トシコ"},
    {"ひさ乃", "ヒサノ"}, {"奈津", "ナツ"}, {"瑠璃子", "ルリコ"},
    {"伊久代", "イクヨ"}, {"志保里", "シホリ"}, {"喜美枝", "キミエ"},
    {"佐和", "サワ"}, {"真由実", "マユミ"}, {"千鶴", "チヅル"},
    {"ともゑ", "トモエ"}, {"八重子", "ヤエコ"}, {"初穂", "ハツホ"},
};
static const struct given_name men[] = {
    {"太郎左", "タロウザ"}, {"見治", "ケンジ"}, {"和比古", "カズヒコ"},
    {"稔彦", "トシヒコ"}, {"源吾", "ゲンゴ"}, {"弘道", "ヒロミチ"},
    {"暁夫", "アキオ"}, {"正紀", "マサノリ"}, {"勇作", "ユウサク"},
    {"敬二郎", "ケイジロウ"}, {"志郎", "シロウ"}, {"辰弥", "タツヤ"},
    {"博巳", "ヒロミ"}, {"欣一", "キンイチ"}, {"永吉", "エイキチ"},
    {"達朗", "タツロウ"}, {"修平", "シュウヘイ"}, {"義嗣", "ヨシツグ"},
    {"嘉男", "ヨシオ"}, {"功", "イサオ"}, {"孝之助", "コウノスケ"},
    {"浩三", "コウゾウ"}, {"善郎", "ヨシロウ"}, {"光風", "ミツカゼ"},
};
static const char *const towns[] = {
    "上見本", "下見本", "見本本町", "若草台", "架橋", "夢見が丘", "例野",
    "試町", "仮屋", "雛形", "手本通", "写野",
};
static const char full[][4] = {
    "ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ",
    "ス", "セ", "ソ", "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ", "ヌ", "ネ",
    "ノ", "ハ", "ヒ", "フ", "ヘ", "ホ", "マ", "ミ", "ム", "メ", "モ", "ヤ",
    "ユ", "ヨ", "ラ", "リ", "ル", "レ", "ロ", "ワ", "ン", "ュ", "ョ", "ッ",
    "ガ", "ギ", "グ", "ゲ", "ゴ", "ザ", "ジ", "ズ", "ダ", "ヅ", "デ", "ド",
    "バ", "ビ", "ブ", "ベ", "ボ", "　",
};
static const char half[][8] = {
    "ｱ", "ｲ", "ｳ", "ｴ", "ｵ", "ｶ", "ｷ", "ｸ", "ｹ", "ｺ", "ｻ", "ｼ",
    "ｽ", "ｾ", "ｿ", "ﾀ", "ﾁ", "ﾂ", "ﾃ", "ﾄ", "ﾅ", "ﾆ", "ﾇ", "ﾈ",
    "ﾉ", "ﾊ", "ﾋ", "ﾌ", "ﾍ", "ﾎ", "ﾏ", "ﾐ", "ﾑ", "ﾒ", "ﾓ", "ﾔ",
    "ﾕ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ﾜ", "ﾝ", "ｭ", "ｮ", "ｯ",
    "ｶﾞ", "ｷﾞ", "ｸﾞ", "ｹﾞ", "ｺﾞ", "ｻﾞ", "ｼﾞ", "ｽﾞ", "ﾀﾞ", "ﾂﾞ", "ﾃﾞ", "ﾄﾞ",
    "ﾊﾞ", "ﾋﾞ", "ﾌﾞ", "ﾍﾞ", "ﾎﾞ", " ",
};
/* clang-format on */

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

int surname_count(void)
{
    return COUNT(surnames);
}

int given_count(void)
{
    return COUNT(women);
}

const struct surname *surname_pick(int i)
{
    return &surnames[i % COUNT(surnames)];
}

const struct given_name *given_pick(bool female, int i)
{
    return female ? &women[i % COUNT(women)] : &men[i % COUNT(men)];
}

const char *town_pick(int i)
{
    return towns[i % COUNT(towns)];
}

char *kana_half_width(struct arena *a, const char *kana)
{
    size_t n = strlen(kana);
    char *out = arena_take(a, 2 * n + 1);
    size_t used = 0;
    for (size_t at = 0; at < n;) {
        size_t step = 1;
        const char *piece = NULL;
        for (int i = 0; i < COUNT(full) && piece == NULL; i++)
            if (strncmp(kana + at, full[i], strlen(full[i])) == 0) {
                piece = half[i];
                step = strlen(full[i]);
            }
        if (piece != NULL) {
            memcpy(out + used, piece, strlen(piece));
            used += strlen(piece);
        } else {
            out[used++] = kana[at];
        }
        at += step;
    }
    return out;
}

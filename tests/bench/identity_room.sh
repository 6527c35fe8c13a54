#!/usr/bin/env bash
# identity_room.sh [N]: N invented people (100,000 if not said) with their
# consents are taken in, made pseudonymous and handed over, on an empty vault,
# then once more with nothing new to match. Goals: 10 s and 256 MB for the
# first, the key being without a passphrase (Argon2id alone takes 256 MB).
: "${AYUMI_SOURCE:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${AYUMI_BUILD:=$AYUMI_SOURCE/build}"
: "${AYUMI_BIN:=$AYUMI_BUILD/bin}"
. "$AYUMI_SOURCE/tests/claims.sh"
. "$AYUMI_SOURCE/tests/anonymize/small_study.sh"
people=${1:-100000}
s=$scratch/study
new_study "$s"
"$program" key --new --study "$s" --quiet
python3 - "$s/inbox" "$people" <<'PY'
import random, sys
folder, n = sys.argv[1], int(sys.argv[2])
dice = random.Random(5)
# 1,600 family and 900 given names, the first ones often: as in a city, some
# hundred people bear the commonest name, most bear theirs almost alone.
left, left_kana = "佐鈴高田伊渡山中小加吉松井木林斎清森池橋石前藤岡長後近坂遠青福太西三原金竹和野上", "サ,スズ,タカ,タ,イ,ワタ,ヤマ,ナカ,コ,カ,ヨシ,マツ,イ,キ,ハヤ,サイ,キヨ,モリ,イケ,ハシ,イシ,マエ,フジ,オカ,ナガ,ゴ,コン,サカ,エン,アオ,フク,オオ,ニシ,ミ,ハラ,カネ,タケ,ワ,ノ,ウエ".split(",")
first, first_kana = "和幸節洋恵京文良美久春千清正茂勇実弘進昭孝敏義博隆光秀英邦照", "カズ,サチ,セツ,ヨウ,ケイ,キョウ,フミ,ヨシ,ミ,ヒサ,ハル,チ,キヨ,マサ,シゲ,イサ,ミノ,ヒロ,ススム,アキ,タカ,トシ,ヨシ,ヒロ,タカ,ミツ,ヒデ,エイ,クニ,テル".split(",")


def common(n):
    return min(n - 1, int(n * dice.random() ** 2.5))


def name():
    a, b, c, d = common(40), common(40), common(30), common(30)
    return left[a] + left[b] + "　" + first[c] + first[d], \
        left_kana[a] + left_kana[b] + " " + first_kana[c] + first_kana[d]


with open(folder + "/2023Q2_01.csv", "w", encoding="utf-8", newline="") as f:
    f.write("自治体コード,機関コード,整理番号,氏名,フリガナ,性別,生年月日,初回接触日\r\n")
    for i in range(n):
        written, kana = name()
        f.write(f"12217,{'WS'[i % 2]},{i:06d},{written},{kana},"
                f"{1 + i % 2},{dice.randrange(1930, 1969)}-{dice.randrange(1, 13):02d}-"
                f"{dice.randrange(1, 29):02d},2023-07-22\r\n")
with open(folder + "/2023Q2_02.csv", "w", encoding="utf-8", newline="") as f:
    f.write("整理番号,同意書版,同意日,追跡調査,他データ突合,撤回日\r\n")
    for i in range(n):
        f.write(f"{i:06d},v1,2023-07-22,{int(dice.random() < .8)},1,\r\n")
PY

# measure WHAT: the handover's wall and processor seconds and its memory
measure() {
    python3 - "$1" "$program" "$s" <<'PY'
import os, resource, subprocess, sys, time
began = time.time()
code = subprocess.run([sys.argv[2], "handover", "--study", sys.argv[3], "--quiet"],
                      stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]:<28} {time.time() - began:7.2f} s, of the processor "
      f"{used.ru_utime + used.ru_stime:7.2f} s, {used.ru_maxrss / 1024:6.0f} MB, exit {code}")
PY
}
measure "first handover" | tee "$scratch/first"
claim "every person crossed" test "$(wc -l <"$s/handover/01_participant.0001.csv")" = $((people + 1))
rm -r "$s/handover"
measure "handover written anew"
measure "nothing changed"
printf '%-28s %7s KiB\n' "the vault" "$(du -k "$s/identity/vault.sqlite" | cut -f 1)"
below() {
    awk -v field="$1" -v goal="$2" '{print; exit !($field < goal)}' "$scratch/first"
}
if [ "$people" = 100000 ]; then
    claim "under 10 s of the processor" below 8 10
    claim "under 256 MB" below 10 256
fi
[ -n "${KEEP:-}" ] && cp -r "$s" "$KEEP"
all_claimed

#!/usr/bin/env bash
# Labels: once
# Tall fits give the same bytes with 256-bit vectors, with 128-bit ones, from
# another compiler, and where the compiler may use fused multiply-add.
. "$(dirname "$0")/../claims.sh"
cd "$AYUMI_SOURCE" || exit

flags="-std=c11 -D_POSIX_C_SOURCE=200809L -ffp-contract=off -I."
libraries="-lgsl -lgslcblas -lglpk -lm -lpthread"
sources=$(ls stats/{block,ch,climb,distribution,logit,margins,multinomial}*.c \
    stats/{profile,quick,secants,separation,stats_,symmetric,tall,workspace}*.c)
compile() { # NAME COMPILER FLAGS …
    name=$1
    shift
    # shellcheck disable=SC2086 # lists of words
    "$@" $flags tests/stats/tall_bytes.c $sources -o "$scratch/$name" $libraries
}
same_as_wide() {
    "$scratch/$1" >"$scratch/$1.bytes" && cmp "$scratch/wide.bytes" "$scratch/$1.bytes"
}

claim "gcc compiles the library" compile wide gcc -O1
claim "tall fits are written" eval '"$scratch/wide" >"$scratch/wide.bytes"'
claim "they are not empty" [ -s "$scratch/wide.bytes" ]
claim "gcc compiles it for any processor" compile narrow gcc -O1 -DAYUMI_NARROW_VECTORS
claim "narrow vectors give the same bytes" same_as_wide narrow
if [ "$(uname -m)" = x86_64 ] && grep -q ' fma ' /proc/cpuinfo; then
    claim "gcc compiles it for processors with fused multiply-add" \
        compile fused gcc -O2 -march=x86-64-v3 -DAYUMI_NARROW_VECTORS
    claim "they give the same bytes" same_as_wide fused
fi
if command -v clang >/dev/null; then
    claim "clang compiles it" compile clang clang -O1
    claim "clang gives the same bytes" same_as_wide clang
fi
all_claimed

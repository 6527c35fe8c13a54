#!/usr/bin/python3
"""shizuoka_tables: the cells of the city's two printed reports.

usage: shizuoka_tables.py KPI.csv

KPI.csv transcribes the printed pages, one row per cell, `printed` letter by
letter (presentation of 2024-11-20: seed file 000; report of 2023: 001).
Labels, groups and column heads below are those of the pages. Writes
shizuoka_tables_2024.tsv and shizuoka_tables_2023.tsv beside this script, in
the form of tests/golden/read_tables.py without the place.
"""
import csv
import os
import sys

OUTPUT, OUTCOME = 'アウトプット実績', 'アウトカム実績'
GROUPS = {
    'SZ-I': ('I マッチング支援（プラットフォーム窓口運営）', '求人開拓、高齢者就労相談'),
    'SZ-II': ('II 重点業種① 介護', '重点業種（介護）'),
    'SZ-III': ('III 重点業種② サービス（警備、ビル・マンション管理、清掃）',
               '重点業種 (警備・ビル管理・清掃)'),
    'SZ-IV': ('IV 重点業種③ まちづくり・地域共生', '重点業種 (まちづくり・地域共生)'),
    'SZ-OC': ('アウトカム評価', ''),
    'SZ-WEB': ('(参考) NEXTワークしずおかWebサイト', ''),
}
LABELS = {
    'SZ-I-1': '支援企業（社）',
    'SZ-I-2': '相談窓口での相談（件）',
    'SZ-I-3': '出張相談会参加者（人）',
    'SZ-II-1': '支援企業（社）',
    'SZ-II-2': '仕事説明会参加者（人）',
    'SZ-II-3': '仕事説明会参加企業（社）',
    'SZ-II-4': '研修参加者',
    'SZ-III-1': '支援企業(社)',
    'SZ-III-2': '仕事説明会、セミナー、研修会参加者(人)',
    'SZ-IV-1': 'ミドルシニアセミナー参加者(人)',
    'SZ-IV-2': '兼業・副業・プロボノセミナー参加者(人)',
    'SZ-OC-1': '高齢求職者の雇用・就業数 (人)',
    'SZ-OC-2': '高年齢者以外の雇用・就業数 (人)',
    'SZ-OC-3': 'シルバー人材センターへの新規会員登録数 (人)',
    'SZ-OC-4': '相談窓口の利用満足度 (%)',
    'SZ-OC-5': '求人獲得 (掲載) 数 (件)',
    'SZ-OC-6': '公式LINE新規登録者数 (人)',
    'SZ-WEB-1': '閲覧数',
    'SZ-WEB-2': '訪問数',
}


def line_of(row):
    name = row['indicator_id']
    section = name.rsplit('-', 1)[0]
    caption, group = GROUPS[section]
    year = row['fiscal_year_wareki']
    if section == 'SZ-OC':
        column = OUTCOME + ' / ' + year[0] + ' ' + year[1:]
    elif section == 'SZ-WEB':
        column = year
    else:
        column = OUTPUT + ' / ' + year
    label = group + ' / ' + LABELS[name] if group else LABELS[name]
    return '\t'.join((caption, column, label, row['printed']))


def main():
    if len(sys.argv) != 2:
        sys.exit('usage: shizuoka_tables.py KPI.csv')
    with open(sys.argv[1], encoding='utf-8-sig', newline='') as kpi:
        rows = [r for r in csv.DictReader(kpi) if r['indicator_id'] in LABELS]
    here = os.path.dirname(os.path.abspath(__file__))
    for year, seed in (('2024', '000'), ('2023', '001')):
        path = os.path.join(here, 'shizuoka_tables_%s.tsv' % year)
        order = list(LABELS)
        chosen = [r for r in rows if r['seed_file'].startswith(seed)]
        chosen.sort(key=lambda r: (order.index(r['indicator_id']),
                                   r['fiscal_year_start_date']))
        with open(path, 'w', encoding='utf-8', newline='\n') as out:
            for row in chosen:
                print(line_of(row), file=out)


main()

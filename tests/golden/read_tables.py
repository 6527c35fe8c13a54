#!/usr/bin/python3
"""read_tables: the tables of one HTML file as plain lines.

usage: read_tables.py FILE.html

Spans are spread out, so that each body cell is one line of five fields with
tabs between: caption, first header lines of its column (joined by ' / '),
headers of its row (joined by ' / '), its own text, its place (line.column).
Lines `note TAB caption TAB text` give small print inside a caption (above)
and the paragraph after the table (below).
"""
import html.parser
import sys


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables = []
        self.into = None
        self.below = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == 'table':
            self.tables.append({'caption': '', 'above': '', 'below': '',
                                'rows': []})
        elif tag == 'tr':
            self.tables[-1]['rows'].append([])
        elif tag in ('th', 'td'):
            cell = {'text': '', 'is_header': tag == 'th',
                    'columns': int(attrs.get('colspan', 1)),
                    'rows': int(attrs.get('rowspan', 1)),
                    'in_head': attrs.get('scope') in ('col', 'colgroup')}
            self.tables[-1]['rows'][-1].append(cell)
            self.into = (cell, 'text')
        elif tag == 'caption':
            self.into = (self.tables[-1], 'caption')
        elif tag == 'span' and self.into and self.into[1] == 'caption':
            self.into = (self.tables[-1], 'above')
        elif tag == 'p' and attrs.get('class') == 'note' and self.below:
            self.into = (self.below, 'below')

    def handle_endtag(self, tag):
        if tag in ('th', 'td', 'caption', 'p', 'span'):
            self.into = None
        if tag == 'table':
            self.below = self.tables[-1]
        elif tag in ('div', 'figure'):
            self.below = None

    def handle_data(self, data):
        if self.into:
            place, key = self.into
            place[key] += data


def spread(rows):
    """Every place of the grid has its cell, spans repeated."""
    grid = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in grid:
                x += 1
            for dy in range(cell['rows']):
                for dx in range(cell['columns']):
                    grid[y + dy, x + dx] = cell
            x += cell['columns']
    return grid


def lines_of(table):
    grid = spread(table['rows'])
    for (y, x), cell in sorted(grid.items()):
        if cell['is_header']:
            continue
        heads, names = [], []
        for above in range(y):
            over = grid[above, x]
            if over['in_head'] and over['text'] not in heads:
                heads.append(over['text'])
        for left in range(x):
            beside = grid[y, left]
            if beside['is_header'] and beside['text'] not in names:
                names.append(beside['text'])
        yield '\t'.join((table['caption'], ' / '.join(heads),
                         ' / '.join(names), cell['text'],
                         '%d.%d' % (y + 1, x + 1)))


def main():
    if len(sys.argv) != 2:
        sys.exit('usage: read_tables.py FILE.html')
    reader = Reader()
    with open(sys.argv[1], encoding='utf-8') as page:
        reader.feed(page.read())
    for table in reader.tables:
        for line in lines_of(table):
            print(line)
        for where in ('above', 'below'):
            if table[where]:
                print('note %s\t%s\t%s' % (where, table['caption'],
                                           table[where].replace('\n', ' | ')))


main()

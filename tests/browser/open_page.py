#!/usr/bin/python3
"""open_page: what a browser makes of one HTML file, as plain facts.

usage: open_page.py FILE.html PRINT.pdf

Opens the file in headless Chromium, driven over the DevTools pipe (file
descriptors 3 and 4, JSON messages closed by a NUL), so that no port is
opened and nothing but Python's own library is needed. Prints one fact a
line, `word value`:

  request URL       asked for, other than the file itself and data: URLs
  console TEXT      an error or warning on the console, or an exception
  lang ja           document.documentElement.lang
  title TEXT
  h1 1              how many
  scripts 0         how many script elements
  tables 7          tables, of which …
  tables_without_caption 0
  headers_without_scope 0
  images_without_name 0   img without alt, svg without title
  overflow 0        elements wider than an A4 page when printed
  text 1234         characters of visible text

and writes what Chromium prints (A4 as the page's own CSS asks) to PRINT.pdf.
"""
import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time
import urllib.parse

PATIENCE = 60  # seconds for any one answer

MEASURE = """
(() => {
  const count = (s) => document.querySelectorAll(s).length;
  const bare = (s, f) => [...document.querySelectorAll(s)].filter(f).length;
  return {
    lang: document.documentElement.lang,
    title: document.title,
    h1: count('h1'),
    scripts: count('script'),
    tables: count('table'),
    tables_without_caption: bare('table', (t) => !t.caption),
    headers_without_scope: bare('th', (t) => !t.getAttribute('scope')),
    images_without_name: bare('img', (i) => !i.alt) +
      bare('svg', (s) => !s.querySelector('title') &&
                         s.getAttribute('aria-hidden') !== 'true'),
    overflow: bare('body *', (e) =>
      e.getBoundingClientRect().right > window.innerWidth + 1),
    text: document.body.innerText.length,
  };
})()
"""


class Browser:
    """One Chromium, one page; messages by id, events kept in order."""

    def __init__(self, profile):
        to_read, self.to_write = os.pipe()
        self.from_read, from_write = os.pipe()

        def hand_over():
            # Chromium reads commands from 3 and writes answers to 4.
            spare_in, spare_out = os.dup(to_read), os.dup(from_write)
            os.dup2(spare_in, 3)
            os.dup2(spare_out, 4)

        self.process = subprocess.Popen(
            ['chromium', '--headless=new', '--no-sandbox', '--disable-gpu',
             '--disable-dev-shm-usage', '--no-first-run',
             '--disable-background-networking', '--disable-component-update',
             '--disable-sync', '--user-data-dir=' + profile,
             '--remote-debugging-pipe', 'about:blank'],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, close_fds=False,
            preexec_fn=hand_over)
        os.close(to_read)
        os.close(from_write)
        self.pending = b''
        self.events = []
        self.last_id = 0
        self.session = None

    def message(self, until):
        while b'\0' not in self.pending:
            left = until - time.monotonic()
            ready, _, _ = select.select([self.from_read], [], [], max(left, 0))
            if not ready:
                sys.exit('open_page: Chromium gave no answer in time')
            piece = os.read(self.from_read, 1 << 20)
            if not piece:
                sys.exit('open_page: Chromium ended early')
            self.pending += piece
        whole, self.pending = self.pending.split(b'\0', 1)
        return json.loads(whole)

    def ask(self, method, **parameters):
        self.last_id += 1
        order = {'id': self.last_id, 'method': method, 'params': parameters}
        if self.session:
            order['sessionId'] = self.session
        os.write(self.to_write, json.dumps(order).encode() + b'\0')
        until = time.monotonic() + PATIENCE
        while True:
            answer = self.message(until)
            if answer.get('id') != self.last_id:
                self.events.append(answer)
                continue
            if 'error' in answer:
                sys.exit('open_page: %s: %s' % (method, answer['error']))
            return answer['result']

    def wait_for(self, method):
        until = time.monotonic() + PATIENCE
        while not any(e.get('method') == method for e in self.events):
            self.events.append(self.message(until))

    def close(self):
        self.process.kill()
        self.process.wait()


def url_of(path):
    return 'file://' + urllib.parse.quote(os.path.abspath(path))


def print_events(events, page):
    for event in events:
        method, p = event.get('method'), event.get('params', {})
        if method == 'Network.requestWillBeSent':
            url = p['request']['url']
            if url != page and not url.startswith('data:'):
                print('request', url)
        elif method == 'Log.entryAdded':
            if p['entry']['level'] in ('error', 'warning'):
                print('console', p['entry']['text'])
        elif method == 'Runtime.consoleAPICalled':
            if p['type'] in ('error', 'warning', 'assert'):
                print('console', p['type'])
        elif method == 'Runtime.exceptionThrown':
            print('console', p['exceptionDetails']['text'])


def open_page(browser, path, print_to):
    page = url_of(path)
    target = browser.ask('Target.createTarget', url='about:blank')
    attached = browser.ask('Target.attachToTarget', flatten=True,
                           targetId=target['targetId'])
    browser.session = attached['sessionId']
    for domain in ('Page', 'Network', 'Log', 'Runtime'):
        browser.ask(domain + '.enable')
    browser.events.clear()
    browser.ask('Page.navigate', url=page)
    browser.wait_for('Page.loadEventFired')
    # As it will be printed: A4 less margins is about 700 CSS pixels.
    browser.ask('Emulation.setEmulatedMedia', media='print')
    browser.ask('Emulation.setDeviceMetricsOverride', width=794, height=1123,
                deviceScaleFactor=1, mobile=False)
    facts = browser.ask('Runtime.evaluate', expression=MEASURE,
                        returnByValue=True)['result']['value']
    printed = browser.ask('Page.printToPDF', preferCSSPageSize=True,
                          printBackground=True)
    with open(print_to, 'wb') as out:
        out.write(base64.b64decode(printed['data']))
    print_events(browser.events, page)
    for name, value in facts.items():
        print(name, value)


def main():
    if len(sys.argv) != 3:
        sys.exit('usage: open_page.py FILE.html PRINT.pdf')
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            open_page(browser, sys.argv[1], sys.argv[2])
        finally:
            browser.close()


main()

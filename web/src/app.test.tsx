import axe from 'axe-core';
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { App } from './app.tsx';
import { entryId } from './log/testing.ts';
import { decision, decisions, exception } from './decisions/testing.ts';
import { inCode, trace } from './finding/testing.ts';
import { finding, findingId } from './findings/testing.ts';
import { fakeServer, type FakeServer, problems } from './testing.ts';

const partly = { exact: false };
let location = '';

function Where() {
  const { pathname, search } = useLocation();
  location = pathname + search;
  return null;
}

/** The page at an address, served by a fake server whose answers the test may replace. */
async function open(path: string, answers: FakeServer['answers'] = {}) {
  const server = await fakeServer(answers);
  vi.stubGlobal('fetch', server.fetch);
  const screen = await render(
    <MemoryRouter initialEntries={[path]}>
      <App />
      <Where />
    </MemoryRouter>,
  );
  return { screen, server };
}

beforeEach(async () => {
  localStorage.clear();
  await page.viewport(1280, 900);
});
afterEach(() => vi.unstubAllGlobals());

const pages = [
  ['decisions', '/', 'Decisions needed'],
  ['a decision', `/decisions/${decisions[1]!.id}`, 'blocks No leaked secret'],
  ['findings', '/findings', 'Findings'],
  ['a finding', `/findings/${findingId(0)}`, 'A GitHub personal access token'],
  ['a finding in code', `/findings/${inCode.id}`, 'The query of a request'],
  ['evidence', '/evidence/evd_1', 'Scan of shop'],
  ['the log', '/log', 'Log'],
  ['an entry', `/log/${entryId(17)}`, 'gates.decide'],
  ['sign-in', '/sign-in', 'You are signed out'],
  ['nothing', '/nowhere', 'No such page'],
] as const;

describe.each(['light', 'dark'] as const)('in %s colours', (scheme) => {
  beforeEach(() => localStorage.setItem('mantine-color-scheme-value', scheme));

  test.each(pages)('[2:web-accessible] the page of %s has no fault that axe sees', async (_, path) => {
    const { screen } = await open(path);
    await settled(screen.container);
    expect(document.documentElement.dataset['mantineColorScheme']).toBe(scheme);
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

test.each(pages)('[2:web-375px] the page of %s fits a screen of 375 pixels', async (_, path) => {
  await page.viewport(375, 800);
  const { screen } = await open(path);
  await settled(screen.container);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(375);
});

describe('decisions needed', () => {
  test('[2:web-decisions] says first what blocks, what would fail, what is unknown and what lapses', async () => {
    const { screen } = await open('/');
    await expect.element(screen.getByText('control blocks somebody now', partly)).toBeVisible();
    expect(headings(screen.container)).toEqual([
      'Blocks now',
      'Would fail if enforced',
      'Unknown',
      'Asks for approval',
      'Lapses soon',
    ]);
    await expect.element(screen.getByText('merge blocks', partly)).toBeVisible();
    await expect.element(screen.getByText('5 of 14 findings count against it, 1 of them new', partly)).toBeVisible();
    await expect.element(screen.getByText('Enforced at merge from 1 December.', partly)).toBeVisible();
    await expect.element(screen.getByText('What would decide it: selvedge advisories sync', partly)).toBeVisible();
  });

  test('marks a verdict by shape and word, and paints only red what blocks', async () => {
    const { screen } = await open('/');
    await expect.element(screen.getByRole('img', { name: 'unknown' })).toBeVisible();
    const marks = [...screen.container.querySelectorAll<SVGElement>('.row > .mark[data-verdict]')];
    expect(marks.map((mark) => `${mark.ariaLabel} ${mark.dataset['blocks']}`)).toEqual([
      'fails true',
      'fails false',
      'unknown false',
    ]);
    expect(new Set(marks.map((mark) => mark.innerHTML)).size).toBe(2);
    expect(new Set(marks.map((mark) => getComputedStyle(mark).color)).size).toBe(3);
  });

  test('calls unknown under enforce what it is: it blocks', async () => {
    const unknown = decision(9, {
      verdict: 'unknown',
      effect: 'blocks',
      reasons: [{ kind: 'unknown', what: 'No scan yet.', remedy: 'selvedge scan' }],
    });
    const { screen } = await open('/', { 'decisions.list': () => ({ items: [unknown], next: null }) });
    await expect.element(screen.getByRole('heading', { name: 'Blocks now' })).toBeVisible();
    await expect.element(screen.getByText('What would decide it: selvedge scan', partly)).toBeVisible();
  });

  test('says what to do when nothing was looked at yet', async () => {
    const { screen } = await open('/', { 'decisions.list': () => ({ items: [], next: null }) });
    await expect.element(screen.getByText('Nothing has been looked at yet.', partly)).toBeVisible();
    await expect.element(screen.getByText('npm start -- PATH', partly)).toBeVisible();
  });

  test('says in one line when nothing needs a decision', async () => {
    const { screen } = await open('/', {
      'decisions.list': () => ({ items: [decision(1, {})], next: null }),
      'exceptions.list': () => ({ items: [], next: null }),
    });
    await expect.element(screen.getByText('Nothing needs a decision.', partly)).toBeVisible();
  });

  test('says that it does not know what lapses when the exceptions do not load', async () => {
    const { screen } = await open('/', { 'exceptions.list': () => problems.broken });
    await expect.element(screen.getByText('what lapses soon is not known', partly)).toBeVisible();
  });

  test('approves an exception that waits, through the one door', async () => {
    const { screen, server } = await open('/');
    await screen.getByRole('button', { name: 'Approve' }).click();
    await vi.waitFor(() =>
      expect(server.asked).toContainEqual(expect.stringMatching(/^POST \/exceptions\/lse_.*\/approval$/)),
    );
  });

  test('says what failed, and what to do, when the server has a fault', async () => {
    const { screen } = await open('/', { 'decisions.list': () => problems.broken });
    await expect.element(screen.getByText('The database does not answer.', partly)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

describe('findings', () => {
  test('[2:web-findings] asks the server for one page of 100,000, and for the next one ahead', async () => {
    const { screen, server } = await open('/findings');
    await expect.element(screen.getByRole('link', { name: 'open 100,000' })).toBeVisible();
    expect(screen.container.querySelectorAll('tbody tr').length).toBe(50);
    await vi.waitFor(() => expect(server.asked).toContain('GET /findings?status=open&limit=50&cursor=50'));
    expect(server.asked.filter((asked) => asked.startsWith('GET /findings?')).length).toBe(2);
    await screen.getByRole('button', { name: 'Next 50' }).click();
    await vi.waitFor(() => expect(location).toBe('/findings?cursor=50'));
    await expect.element(screen.getByRole('link', { name: 'First page' })).toBeVisible();
    expect(screen.container.querySelector<HTMLAnchorElement>('tbody a')?.href).toContain(findingId(50));
  });

  test('keeps its filter in the address, so that a list is a link', async () => {
    const { screen, server } = await open('/findings?status=closed&severity=high&q=token');
    await vi.waitFor(() =>
      expect(server.asked).toContain('GET /findings?status=closed&severity=high&q=token&limit=50'),
    );
    await screen.getByRole('group', { name: 'Severity' }).getByText('critical', partly).click();
    await vi.waitFor(() => expect(location).toBe('/findings?status=closed&q=token&severity=high&severity=critical'));
    await screen.getByRole('link', { name: 'Take away: with token' }).click();
    await vi.waitFor(() => expect(location).toBe('/findings?status=closed&severity=high&severity=critical'));
  });

  test('leaves out of its request what a hostile address puts in', async () => {
    const { server } = await open('/findings?status=stolen&severity=%3Cscript%3E&rule=..%2F..&effect=x');
    await vi.waitFor(() => expect(server.asked).toContain('GET /findings?status=open&limit=50'));
  });

  test('shows no number beside a filter that something else narrows', async () => {
    const { screen } = await open('/findings?q=token');
    await expect.element(screen.getByRole('link', { name: 'Take away: with token' })).toBeVisible();
    expect(screen.container.querySelector('.filters .count')).toBeNull();
  });

  test('offers a way out when nothing is so', async () => {
    const { screen } = await open('/findings?q=nothing', { 'findings.list': () => ({ items: [], next: null }) });
    await expect.element(screen.getByRole('link', { name: 'all open findings' })).toBeVisible();
    await screen.getByRole('link', { name: 'Look among the open, accepted and closed ones' }).click();
    await vi.waitFor(() => expect(location).toBe('/findings?q=nothing&status=any'));
  });
});

describe('a finding', () => {
  test('[2:web-finding] says where, why it matters, how to fix it, its history, and why it is the same', async () => {
    const { screen } = await open(`/findings/${findingId(0)}`);
    await expect.element(screen.getByRole('heading', { level: 1, name: finding(0).message })).toBeVisible();
    expect(headings(screen.container)).toEqual([
      'Where',
      'Why it matters',
      'How to fix it',
      'What the rule finds, and what not',
      'What it counts against',
      'Accept it for a time',
      'History',
      'Why this is the same finding',
    ]);
    await expect
      .element(screen.getByText('The same value, by its keyed hash, now stands on another line.', partly))
      .toBeVisible();
    await expect.element(screen.getByText('so its silence closes nothing', partly)).toBeVisible();
    const branches = screen.getByRole('list', { name: 'Branches' });
    await expect.element(branches.getByText('fix/token')).toBeVisible();
    await expect.element(branches.getByText('no longer has it since', partly)).toBeVisible();
  });

  test('shows the lines around, the one that matters marked by more than a colour', async () => {
    const { screen } = await open(`/findings/${findingId(5)}`);
    await expect.element(screen.getByText("const token = 'ghp_", partly)).toBeVisible();
    const hits = [...screen.container.querySelectorAll('.code-line[data-hit=true]')];
    expect(hits.map((line) => line.textContent)).toEqual([expect.stringMatching(/^▸\s*6\s+const token/)]);
  });

  test('[5:taint] in code shows how it comes about: each step with its line, from where data comes in to where it arrives', async () => {
    const { screen } = await open(`/findings/${inCode.id}`);
    await expect.element(screen.getByRole('heading', { name: 'How it comes about' })).toBeVisible();
    expect(headings(screen.container).slice(0, 3)).toEqual(['Where', 'How it comes about', 'Why it matters']);
    await expect.element(screen.getByText('4 steps through 2 files', partly)).toBeVisible();
    const text = (selector: string) =>
      [...screen.container.querySelectorAll(`.way-step ${selector}`)].map(({ textContent }) => textContent);
    expect(text('.way-file')).toEqual(['services/checkout/src/routes.ts', 'services/checkout/src/customers.ts']);
    expect(text('.way-number')).toEqual(['1', '2', '3', '4']);
    expect(text('strong')).toEqual(['comes from outside: the query of a request', 'arrives at pool.query']);
    expect(text('.way-code')).toEqual([
      expect.stringMatching(/^line 16response\.json\(await find\(/),
      'line 31export async function find(name) {',
      expect.stringMatching(/^line 34return \(await pool\.query/),
    ]);
    const cwe = screen.getByRole('link', { name: 'CWE-89' });
    expect(new Set(cwe.elements().map((link) => link.getAttribute('href')))).toEqual(
      new Set(['https://cwe.mitre.org/data/definitions/89.html']),
    );
    expect(screen.container.querySelectorAll('.references li')).toHaveLength(2);
  });

  test('folds the middle of a long way, and opens it by keyboard', async () => {
    const long = Array.from({ length: 32 }, (_, step) => ({ ...trace[2]!, note: `is passed to step${step}()` }));
    const { screen } = await open(`/findings/${inCode.id}`, { 'findings.read': () => ({ ...inCode, trace: long }) });
    await expect.element(screen.getByText('comes in: is passed to step0()')).toBeVisible();
    await expect.element(screen.getByText('arrives: is passed to step31()')).toBeVisible();
    expect(screen.getByText('is passed to step10()', partly).element().checkVisibility()).toBe(false);
    expect(screen.container.querySelectorAll('.way-file')).toHaveLength(1);
    screen.getByText('22 steps between').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByText('is passed to step10()', partly)).toBeVisible();
  });

  test('shows in a line of code what would hide in it', async () => {
    const code = 'if (role /* \u202e } \u2066 admin */) {';
    const { screen } = await open(`/findings/${inCode.id}`, {
      'findings.read': () => ({ ...inCode, trace: [{ ...trace[0]!, code }, trace[3]!] }),
    });
    await expect.element(screen.getByText('\\u{202e} } \\u{2066} admin', partly)).toBeVisible();
  });

  test('[5:code-fix] says what a command would repair, by the id that its code has; nothing once it is closed', async () => {
    const { screen } = await open(`/findings/${inCode.id}`);
    await expect.element(screen.getByText('Pass name as a parameter.', partly)).toBeVisible();
    await expect.element(screen.getByText('selvedge fix --code --finding fnd_ababababab')).toBeVisible();
    await screen.unmount();
    const closed = { ...inCode, status: 'closed' as const };
    const again = await open(`/findings/${inCode.id}`, { 'findings.read': () => closed });
    await expect.element(again.screen.getByRole('heading', { name: 'How to fix it' })).toBeVisible();
    expect(again.screen.container.textContent).not.toContain('selvedge fix');
  });

  test('says first why it is closed, and offers nothing to accept', async () => {
    const closed = {
      ...finding(0),
      status: 'closed' as const,
      closedAt: '2026-11-20T10:00:00.000Z',
      history: [
        {
          at: '2026-11-20T10:00:00.000Z',
          kind: 'closed' as const,
          because: 'A scan of everything looked at src/pay.ts and did not find it.',
          evidence: 'evd_1',
        },
      ],
    };
    const { screen } = await open(`/findings/${findingId(0)}`, { 'findings.read': () => closed });
    await expect.element(screen.getByText('Closed on 20 Nov 2026, 10:00 UTC.', partly)).toBeVisible();
    expect(screen.container.querySelector('form.accept, .accept form')).toBeNull();
  });

  test('[2:web-accept] is accepted until a date, for a reason, and shows the entry in the log', async () => {
    const { screen, server } = await open(`/findings/${findingId(0)}`);
    const button = screen.getByRole('button', { name: /Accept until/ });
    await expect.element(button).toBeDisabled();
    await screen.getByLabelText('Reason', partly).fill('Switched off on the first of December.');
    await screen.getByLabelText('Until the end of', partly).fill('2030-01-31');
    await button.click();
    await expect.element(screen.getByText('Accepted until 1 Feb 2030, 00:00 UTC.', partly)).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: 'Its entry in the log' }))
      .toHaveAttribute('href', `/log/${entryId(299)}`);
    expect(server.asked).toContain(`POST /findings/${findingId(0)}/exceptions`);
  });

  test('says when an acceptance waits for somebody else', async () => {
    const { screen } = await open(`/findings/${findingId(0)}`, {
      'exceptions.accept': () => ({
        result: exception({ state: 'requested' }),
        entry: { id: entryId(1), leafHash: '' },
      }),
    });
    await screen.getByLabelText('Reason', partly).fill('Switched off on the first of December.');
    await screen.getByRole('button', { name: /Accept until/ }).click();
    await expect.element(screen.getByText('it holds once somebody else approves it', partly)).toBeVisible();
  });

  test('that does not exist is said to be so', async () => {
    const { screen } = await open('/findings/fnd_0', { 'findings.read': () => undefined });
    await expect.element(screen.getByText('There is no such finding.', partly)).toBeVisible();
  });
});

describe('the log', () => {
  test('[2:web-log-verifies] is verified in this browser, and says that the command is the proof', async () => {
    const { screen, server } = await open('/log');
    await expect.element(screen.getByText('The log’s key signed 300 entries', partly)).toBeVisible();
    await expect.element(screen.getByText(server.log.vkey, partly)).toBeVisible();
    await expect.element(screen.getByText('This page is a convenience, not the proof.', partly)).toBeVisible();
    await expect.element(screen.getByText(/npx selvedge-verify http/)).toBeVisible();
  });

  test('[2:web-log-first-use] shows first use as such, and remembers from then on', async () => {
    const { screen, server } = await open('/log');
    await expect.element(screen.getByText('First use: the key is what this server says it is', partly)).toBeVisible();
    await expect.element(screen.getByText('this browser looks for the first time', partly)).toBeVisible();
    expect(localStorage.getItem('selvedge.log.known')).toContain(server.log.vkey);
    await screen.unmount();
    await server.log.sign(400);
    vi.stubGlobal('fetch', server.fetch);
    const again = await render(
      <MemoryRouter initialEntries={['/log']}>
        <App />
      </MemoryRouter>,
    );
    await expect
      .element(
        again.getByText('All 300 entries that this browser had seen are there, unchanged; 100 came after', partly),
      )
      .toBeVisible();
  });

  test('says that nobody compared the key, until somebody did', async () => {
    const { screen } = await open('/log');
    await screen.getByRole('button', { name: 'I compared it' }).click();
    await expect.element(screen.getByText('The key is the one that you compared')).toBeVisible();
    await screen.unmount();
    const again = await render(
      <MemoryRouter initialEntries={['/log']}>
        <App />
      </MemoryRouter>,
    );
    await expect.element(again.getByText('The key is the one that you compared')).toBeVisible();
  });

  test('[2:web-log-rewritten] fails loudly when its past was rewritten, and does not follow', async () => {
    const { screen, server } = await open('/log');
    await expect.element(screen.getByText('The log’s key signed 300 entries', partly)).toBeVisible();
    const remembered = localStorage.getItem('selvedge.log.known');
    await screen.unmount();
    await server.log.sign(400, 'rewritten');
    const again = await render(
      <MemoryRouter initialEntries={['/log']}>
        <App />
      </MemoryRouter>,
    );
    await expect
      .element(again.getByText('The log FAILED a check: the first 300 entries are no longer', partly))
      .toBeVisible();
    expect(localStorage.getItem('selvedge.log.known')).toBe(remembered);
  });

  test('reads every entry and computes the root, when asked', async () => {
    const { screen } = await open('/log');
    await screen.getByRole('button', { name: 'read all 300' }).click();
    await expect
      .element(screen.getByText('All 300 entries were read, and have the root that was signed', partly))
      .toBeVisible();
  });

  test('calls a log that cannot be reached unknown, not failed', async () => {
    const { screen, server } = await open('/nowhere');
    await screen.unmount();
    server.log.files.delete('checkpoint');
    const again = await render(
      <MemoryRouter initialEntries={['/log']}>
        <App />
      </MemoryRouter>,
    );
    await expect.element(again.getByText('This proves nothing, either way.', partly)).toBeVisible();
    await expect.element(again.getByRole('img', { name: 'not known' })).toBeVisible();
  });

  test('[2:web-entry-verifies] proves an entry and its body in this browser', async () => {
    const { screen } = await open(`/log/${entryId(17)}`);
    await expect
      .element(screen.getByText('It stands at index 17 of the 300 entries that the log’s key signed', partly))
      .toBeVisible();
    await expect.element(screen.getByText('is what the entry committed to when it was written', partly)).toBeVisible();
  });

  test('sees a body that is not the one that was committed to', async () => {
    const honest = (await fakeServer()).log.entry(17);
    const { screen } = await open(`/log/${entryId(17)}`, {
      'log.entry': () => ({ ...honest, body: { text: 'other' } }),
    });
    await expect.element(screen.getByText('this body is not the one', partly)).toBeVisible();
  });

  test('is found from a change of a finding, by what its body says', async () => {
    const honest = (await fakeServer()).log.entry(296);
    const evidence = { at: honest.time, kind: 'opened' as const, because: 'New.', evidence: 'evd_296' };
    const { screen } = await open(`/findings/${findingId(0)}`, {
      'findings.read': () => ({ ...finding(0), history: [evidence] }),
    });
    await screen.getByRole('link', { name: 'its entry in the log' }).click();
    await vi.waitFor(() => expect(location).toBe(`/log/${entryId(296)}`));
  });

  test('that cannot be found is said to be so', async () => {
    const { screen } = await open('/log/about/evd_none?type=evidence.submit&at=2026-11-22T09:00:00.000Z');
    await expect.element(screen.getByText('Its entry was not found.')).toBeVisible();
  });

  test('says that a body was erased, and still proves the entry', async () => {
    const { body: _body, salt: _salt, ...kept } = (await fakeServer()).log.entry(17);
    const erased = { ...kept, erasedAt: '2026-11-22T12:00:00.000Z' };
    const { screen } = await open(`/log/${entryId(17)}`, { 'log.entry': () => erased });
    await expect.element(screen.getByText('It was erased on 22 Nov 2026, 12:00 UTC.', partly)).toBeVisible();
    await expect.element(screen.getByText('It stands at index 17', partly)).toBeVisible();
  });
});

const signedOut = () => problems.signedOut;

test('a decision that names only some of what counts against it says so, and where the others are', async () => {
  const many = decision(30, {
    verdict: 'fail',
    effect: 'blocks',
    judged: 100_000,
    denied: 88_889,
    reasons: Array.from({ length: 1000 }, (_, index) => ({
      kind: 'denied' as const,
      finding: findingId(index),
      policies: [],
    })),
  });
  const { screen, server } = await open(`/decisions/${many.id}`, {
    'decisions.list': () => ({ items: [many], next: null }),
  });
  await expect.element(screen.getByText('88,889 of 100,000 findings count against it', partly)).toBeVisible();
  await expect.element(screen.getByText('The decision names 1,000 of them', partly)).toBeVisible();
  expect(server.asked.filter((asked) => asked.startsWith('GET /findings/fnd_'))).toHaveLength(20);
});

test('[2:web-evidence] evidence says what was not looked at, and why, before how it came about', async () => {
  const { screen } = await open('/evidence/evd_1');
  await expect.element(screen.getByText('48 files and 1.2 MB were looked at with 113 rules', partly)).toBeVisible();
  expect(headings(screen.container)).toEqual(['Not looked at 1', 'How it came about']);
  await expect.element(screen.getByText('could not be parsed, by secrets: line 3', partly)).toBeVisible();
  await screen.getByText('1 left out on purpose, or by their nature').click();
  await expect.element(screen.getByText('public/logo.png')).toBeVisible();
});

test('a gate is decided again with what holds now', async () => {
  const latest = [...decisions, decision(20, { title: 'Decided anew' })];
  const { screen, server } = await open(`/decisions/${decisions[1]!.id}`, {
    'decisions.list': () => ({ items: latest, next: null }),
  });
  await screen.getByRole('button', { name: 'Decide again' }).click();
  await expect.element(screen.getByRole('heading', { level: 1, name: /Decided anew/ })).toBeVisible();
  expect(server.asked).toContain('POST /gates/merge/decisions');
});

describe('sign-in', () => {
  test('[2:web-sign-in] posts the token of the link, and takes it out of the address', async () => {
    window.location.hash = '#slv_token';
    const { server } = await open('/sign-in');
    await vi.waitFor(() => expect(location).toBe('/'));
    expect(server.asked.filter((asked) => asked === 'POST /session')).toHaveLength(1);
    expect(window.location.hash).toBe('');
  });

  test('says what to do when a link was used before', async () => {
    window.location.hash = '#spent';
    const { screen } = await open('/sign-in');
    await expect.element(screen.getByText('This link was used already, or its time is over.', partly)).toBeVisible();
  });

  test('tells who is signed out how one gets in, on every page', async () => {
    const { screen } = await open('/', {
      'decisions.list': signedOut,
      'exceptions.list': signedOut,
      'session.who': signedOut,
    });
    await expect.element(screen.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
    expect(screen.container.querySelectorAll('h1')).toHaveLength(1);
  });
});

describe('the keyboard', () => {
  test('[2:web-keyboard] / searches, j and k move, Enter opens, ? helps', async () => {
    const { screen } = await open('/findings');
    await expect.element(screen.getByRole('link', { name: 'open 100,000' })).toBeVisible();
    await userEvent.keyboard('jjk');
    expect(document.activeElement).toBe(screen.container.querySelector('tbody a'));
    await userEvent.keyboard('j{Enter}');
    await vi.waitFor(() => expect(location).toContain(findingId(1)));
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox').element());
    await userEvent.keyboard('token{Enter}');
    await vi.waitFor(() => expect(location).toBe('/findings?q=token'));
    await userEvent.keyboard('{Escape}?');
    await expect.element(screen.getByRole('dialog')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  });

  test('keys typed into a field stay there', async () => {
    const { screen } = await open(`/findings/${findingId(0)}`);
    const reason = screen.getByLabelText('Reason', partly);
    await reason.click();
    await userEvent.keyboard('j?/k');
    await expect.element(reason).toHaveValue('j?/k');
  });

  test('n leads to the next page of a list', async () => {
    const { screen } = await open('/findings');
    await expect.element(screen.getByRole('button', { name: 'Next 50' })).toBeEnabled();
    await userEvent.keyboard('n');
    await vi.waitFor(() => expect(location).toBe('/findings?cursor=50'));
  });
});

/** Waits until nothing is loading any more. */
async function settled(container: HTMLElement): Promise<void> {
  await vi.waitFor(() => {
    expect(container.querySelector('h1')).not.toBeNull();
    expect(container.querySelectorAll('.loading, .line-loading').length).toBe(0);
    expect(container.textContent).not.toContain('looking …');
  });
}

function headings(container: HTMLElement): (string | null)[] {
  return [...container.querySelectorAll('h2')]
    .filter((heading) => heading.checkVisibility())
    .map((heading) => heading.textContent);
}

import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { entryId } from '../log/testing.ts';
import { exception } from '../decisions/testing.ts';
import { inCode, trace } from '../finding/testing.ts';
import { finding, findingId } from '../findings/testing.ts';
import { headings, location, open, partly, waitFor } from './testing.tsx';

describe('findings', () => {
  test('[2:web-findings] asks the server for one page of 100,000, and for the next one ahead', async () => {
    const { screen, server } = await open('/findings');
    await expect.element(screen.getByRole('link', { name: 'open 100,000' })).toBeVisible();
    expect(screen.container.querySelectorAll('tbody tr').length).toBe(50);
    await waitFor(() => expect(server.asked).toContain('GET /findings?status=open&limit=50&cursor=50'));
    expect(server.asked.filter((asked) => asked.startsWith('GET /findings?')).length).toBe(2);
    await screen.getByRole('button', { name: 'Next 50' }).click();
    await waitFor(() => expect(location).toBe('/findings?cursor=50'));
    await expect.element(screen.getByRole('link', { name: 'First page' })).toBeVisible();
    expect(screen.container.querySelector<HTMLAnchorElement>('tbody a')?.href).toContain(findingId(50));
  });

  test('keeps its filter in the address, so that a list is a link', async () => {
    const { screen, server } = await open('/findings?status=closed&severity=high&q=token');
    await waitFor(() => expect(server.asked).toContain('GET /findings?status=closed&severity=high&q=token&limit=50'));
    await screen.getByRole('group', { name: 'Severity' }).getByText('critical', partly).click();
    await waitFor(() => expect(location).toBe('/findings?status=closed&q=token&severity=high&severity=critical'));
    await screen.getByRole('link', { name: 'Take away: with token' }).click();
    await waitFor(() => expect(location).toBe('/findings?status=closed&severity=high&severity=critical'));
  });

  test('leaves out of its request what a hostile address puts in', async () => {
    const { server } = await open('/findings?status=stolen&severity=%3Cscript%3E&rule=..%2F..&effect=x');
    await waitFor(() => expect(server.asked).toContain('GET /findings?status=open&limit=50'));
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
    await waitFor(() => expect(location).toBe('/findings?q=nothing&status=any'));
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

import { describe, expect, test } from 'vitest';
import { decision, decisions } from '../decisions/testing.ts';
import { findingId } from '../findings/testing.ts';
import { problems } from '../testing.ts';
import { headings, open, partly, waitFor } from './testing.tsx';

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
    await waitFor(() =>
      expect(server.asked).toContainEqual(expect.stringMatching(/^POST \/exceptions\/lse_.*\/approval$/)),
    );
  });

  test('says what failed, and what to do, when the server has a fault', async () => {
    const { screen } = await open('/', { 'decisions.list': () => problems.broken });
    await expect.element(screen.getByText('The database does not answer.', partly)).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });
});

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

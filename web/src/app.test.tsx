import axe from 'axe-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { entryId } from './log/testing.ts';
import { decisions } from './decisions/testing.ts';
import { inCode } from './finding/testing.ts';
import { findingId } from './findings/testing.ts';
import { problems } from './testing.ts';
import { location, open, partly, waitFor } from './pages/testing.tsx';

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

const signedOut = () => problems.signedOut;

describe('sign-in', () => {
  test('[2:web-sign-in] posts the token of the link, and takes it out of the address', async () => {
    window.location.hash = '#slv_token';
    const { server } = await open('/sign-in');
    await waitFor(() => expect(location).toBe('/'));
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
    await waitFor(() => expect(location).toContain(findingId(1)));
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox').element());
    await userEvent.keyboard('token{Enter}');
    await waitFor(() => expect(location).toBe('/findings?q=token'));
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
    await waitFor(() => expect(location).toBe('/findings?cursor=50'));
  });
});

/** Waits until nothing is loading any more. */
async function settled(container: HTMLElement): Promise<void> {
  await waitFor(() => {
    expect(container.querySelector('h1')).not.toBeNull();
    expect(container.querySelectorAll('.loading, .line-loading').length).toBe(0);
    expect(container.textContent).not.toContain('looking …');
  });
}

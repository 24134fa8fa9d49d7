import { MemoryRouter } from 'react-router';
import { describe, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { App } from '../app.tsx';
import { entryId } from '../log/testing.ts';
import { finding, findingId } from '../findings/testing.ts';
import { fakeServer } from '../testing.ts';
import { location, open, partly, waitFor } from './testing.tsx';

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
    await waitFor(() => expect(location).toBe(`/log/${entryId(296)}`));
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

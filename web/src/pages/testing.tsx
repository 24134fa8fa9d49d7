/** Pages in a browser of their own, 1280 pixels wide, over a server that is played. */
import { MemoryRouter, useLocation } from 'react-router';
import { afterEach, beforeEach, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { App } from '../app.tsx';
import { fakeServer, type FakeServer } from '../testing.ts';

export const partly = { exact: false };
export let location = '';

function Where() {
  const { pathname, search } = useLocation();
  location = pathname + search;
  return null;
}

/** The page at an address, served by a fake server whose answers the test may replace. */
export async function open(path: string, answers: FakeServer['answers'] = {}) {
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

export function headings(container: HTMLElement): (string | null)[] {
  return [...container.querySelectorAll('h2')]
    .filter((heading) => heading.checkVisibility())
    .map((heading) => heading.textContent);
}

/** A busy machine makes no test fail. */
export function waitFor(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000 });
}

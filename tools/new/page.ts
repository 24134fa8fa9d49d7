import type { Unit } from '../new.ts';

export const unit: Unit = {
  kind: 'page',
  summary: 'A page of the browser’s face, with its test in a real browser.',
  example: 'exceptions',
  id: /^[a-z][a-z0-9-]{2,30}$/,
  files(id) {
    const name = id.replaceAll(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase());
    const title = id.replaceAll('-', ' ').replace(/^[a-z]/, (letter) => letter.toUpperCase());
    return {
      [`web/src/${id}/page.tsx`]: `import { usePageTitle } from '../title.ts';

/** Answers one question first: say which. Empty, loading, partial and failed are states to design. */
export default function ${name}Page() {
  usePageTitle('${title}');
  return (
    <section>
      <h1>${title}</h1>
    </section>
  );
}
`,
      [`web/src/${id}/page.test.tsx`]: `import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import ${name}Page from './page.tsx';

test('the page says what it is about', async () => {
  const screen = await render(<${name}Page />);
  await expect.element(screen.getByRole('heading', { level: 1 })).toHaveTextContent('${title}');
});
`,
    };
  },
  next: [
    'Give it a URL: a <Route> in web/src/app.tsx, loaded lazily; and a link where its readers are.',
    'Read its data with the typed client (web/src/client.ts); add the operation if there is none.',
    'Let web/src/app.test.tsx look at it too: axe in dark and light, keyboard, 375 px.',
    'npm test -- types-web browser, then open it and look.',
  ],
};

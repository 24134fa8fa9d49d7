import { gzipSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { BuildStep } from '../build.ts';

const out = 'dist/web';
const firstLoadLimit = 180_000;

/** The web page: dist/web, served by the HTTP face. Fails when the first load outgrows its limit. */
export const step: BuildStep = {
  name: 'building the web page',
  order: 20,
  inputs: ['web/index.html', 'web/vite.config.ts', 'web/public/**/*', 'web/src/**/*', 'packages/verify/src/*.ts'],
  outputs: [`${out}/index.html`],
  async run() {
    await build({ configFile: 'web/vite.config.ts', logLevel: 'warn' });
    const bytes = firstLoad();
    if (bytes > firstLoadLimit)
      throw new Error(`the first load of the page is ${bytes} bytes (gzip), more than ${firstLoadLimit}`);
  },
};

/** Bytes, compressed, of all that the document names: its scripts, preloads and styles. */
export function firstLoad(root = '.'): number {
  const folder = join(root, out);
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = readdirSync(join(folder, 'assets')).filter((file) => html.includes(file));
  return [html, ...named.map((file) => readFileSync(join(folder, 'assets', file)))].reduce(
    (sum, file) => sum + gzipSync(file).length,
    0,
  );
}

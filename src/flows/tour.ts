import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join, relative, resolve } from 'node:path';
import { fillExample } from '#observe/secrets';

/** The shop of the tour, as it stands in the repository. */
export const shopFolder = resolve(import.meta.dirname, '../../examples/shop');

/**
 * Copies the shop to `target`, its secrets' placeholders filled with made-up values, and returns `target`. The seed is drawn
 * once for each copy and kept beside it, so that every start of the tour meets the same secrets; a copy whose shop has
 * changed since is made anew, with the same seed. Writes beside `target` first and renames, so that no half copy is scanned.
 */
export function prepareTour(target: string, shop: string = shopFolder): string {
  const seedFile = `${target}.seed`;
  const seed = existsSync(seedFile) ? readFileSync(seedFile, 'utf8') : randomBytes(16).toString('hex');
  const filled = filesOf(shop).map((path) => ({
    path,
    text: fillExample(readFileSync(join(shop, path), 'utf8').replaceAll('${{', dollar), `${seed}:${path}`).replaceAll(
      dollar,
      '${{',
    ),
  }));
  if (filled.every(({ path, text }) => textOf(join(target, path)) === text)) return target;
  const fresh = `${target}.new`;
  rmSync(fresh, { recursive: true, force: true });
  for (const { path, text } of filled) {
    mkdirSync(dirname(join(fresh, path)), { recursive: true });
    writeFileSync(join(fresh, path), text);
  }
  writeFileSync(seedFile, seed);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  return target;
}

/** GitHub's own `${{ … }}` is no placeholder of ours; U+0000 cannot stand in the shop's text. */
const dollar = '\u0000';

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

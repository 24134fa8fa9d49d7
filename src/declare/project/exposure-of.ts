import type { Exposure } from './exposure.ts';

/** What the project says of a file; the last entry that matches counts. Undefined: it says nothing of it. */
export function exposureOf(exposures: readonly Exposure[] | undefined, path: string): Exposure | undefined {
  return exposures?.findLast((exposure) => matches(exposure.path, path));
}

function matches(glob: string, path: string): boolean {
  const wanted = glob.endsWith('/') ? `${glob}**/*` : glob;
  return matchesFolders(wanted.replace(/^\.\//, '').split('/'), path.split('/'));
}

/** Each wildcard takes as little as it can, and only the last one seen is tried with more: quadratic at worst, whatever the glob. */
function matchesFolders(globs: readonly string[], names: readonly string[]): boolean {
  return matchesInOrder(globs, names, (glob) => glob === '**', matchesName);
}

function matchesName(glob: string, name: string): boolean {
  if (!glob.includes('*')) return glob === name;
  return matchesInOrder(
    glob.split(''),
    name.split(''),
    (letter) => letter === '*',
    (wanted, given) => wanted === given,
  );
}

function matchesInOrder(
  wanted: readonly string[],
  given: readonly string[],
  isAny: (part: string) => boolean,
  fits: (wanted: string, given: string) => boolean,
): boolean {
  let at = 0;
  let any = -1;
  let resume = 0;
  for (let next = 0; next < given.length;) {
    const part = wanted[at];
    if (part !== undefined && isAny(part)) {
      any = at++;
      resume = next;
    } else if (part !== undefined && fits(part, given[next] ?? '')) {
      at += 1;
      next += 1;
    } else if (any !== -1) {
      at = any + 1;
      next = resume += 1;
    } else return false;
  }
  return wanted.slice(at).every(isAny);
}

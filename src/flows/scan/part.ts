import type { ScanResult } from '#observe/engine';

/** Patterns of gitignore(5) that leave `part` (relative, with `/`) and exclude everything else, folder by folder. */
export function excludingAllBut(part: string): string[] {
  const names = part.split('/').map(literally);
  return names.flatMap((name, depth) => {
    const parent = ['', ...names.slice(0, depth)].join('/');
    return [`${parent}/*`, `!${parent}/${name}`];
  });
}

/** No character of it means anything but itself: gitignore(5) and glob(7). */
function literally(name: string): string {
  return name.replace(/[\\*?[\]!# ]/g, '\\$&');
}

/** Says of a scan of a part that it covered that part, and drops what was left out by being outside of it. */
export function withoutRest(result: ScanResult, part: string): ScanResult {
  const isInside = (path: string): boolean => path === part || path.startsWith(`${part}/`);
  const { scope } = result;
  return {
    ...result,
    scope: {
      ...scope,
      coverage: { kind: 'paths', paths: [part] },
      notLookedAt: scope.notLookedAt.filter(
        (gap) => gap.path === undefined || gap.reason !== 'excluded' || isInside(gap.path),
      ),
    },
  };
}

import type { Coverage } from './coverage.ts';

/**
 * The same coverage by paths of the project. Reports name files as their machine had them, relative to some folder, or by package: the
 * longest end of a path that exactly one file of the project has is that file.
 */
export function placed(coverage: Coverage, paths: Iterable<string>): Coverage {
  const find = fileNamed(paths);
  const result = new Map<string, Map<number, number>>();
  for (const [written, lines] of coverage) {
    const path = find(written);
    if (path === undefined) continue;
    const all = result.get(path);
    if (all === undefined) result.set(path, new Map(lines));
    else for (const [line, hits] of lines) all.set(line, (all.get(line) ?? 0) + hits);
  }
  return result;
}

/** Finds the file of a project that a report means. */
export function fileNamed(paths: Iterable<string>): (written: string) => string | undefined {
  const byName = Map.groupBy(paths, (path) => path.slice(path.lastIndexOf('/') + 1));
  return (written) => {
    const parts = written
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '' && part !== '.');
    return fileOf(parts, byName.get(parts.at(-1) ?? '') ?? []);
  };
}

/** Undefined where two files are equally meant, or none shares more than its name with a written path of several parts. */
function fileOf(parts: readonly string[], candidates: readonly string[]): string | undefined {
  let best: { readonly path: string; readonly length: number } | undefined;
  let isShared = false;
  for (const path of candidates) {
    const own = path.split('/');
    let length = 0;
    while (length < own.length && length < parts.length && own.at(-1 - length) === parts.at(-1 - length)) length += 1;
    if (length === own.length || length === parts.length || (length > 1 && candidates.length === 1)) {
      if (best !== undefined && best.length === length) isShared = true;
      else if (best === undefined || length > best.length) {
        best = { path, length };
        isShared = false;
      }
    }
  }
  return isShared ? undefined : best?.path;
}

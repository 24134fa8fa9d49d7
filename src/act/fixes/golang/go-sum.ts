import { orderOf } from '#ground/packages';

/**
 * go.sum with new lines in Go's own order (by module, then version, a version's go.mod behind it). The sum of a module's content that is no longer
 * built from goes; those of go.mod files stay, as the graph may still read them.
 */
export function withSums(text: string, lines: readonly string[], selected: ReadonlyMap<string, string>): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const old = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const kept = old.filter((line) => {
    const [module = '', version = ''] = line.split(' ');
    const now = selected.get(module);
    return now === undefined || version.endsWith('/go.mod') || version === now;
  });
  const all = [...new Set([...kept, ...lines])];
  const isSorted = old.every((line, at) => at === 0 || compareLines(old[at - 1] ?? '', line) <= 0);
  return `${(isSorted ? all.toSorted(compareLines) : all).join(end)}${end}`;
}

function compareLines(a: string, b: string): number {
  const [moduleA = '', versionA = ''] = a.split(' ');
  const [moduleB = '', versionB = ''] = b.split(' ');
  if (moduleA !== moduleB) return moduleA < moduleB ? -1 : 1;
  const [plainA, plainB] = [versionA, versionB].map((version) => version.replace(/\/go\.mod$/, ''));
  const compared = orderOf('golang')?.compare(plainA ?? '', plainB ?? '') ?? 0;
  return compared === 0 ? versionA.length - versionB.length : compared;
}

import { formatPurl } from '#ground/packages';
import { linesOf } from '../../text-lines.ts';
import type { DependencyReader } from '../../reader.ts';

/** META-INF/maven/GROUP/ARTIFACT/pom.properties of a jar: what the jar is, or one of those that were shaded into it. */
export const reader: DependencyReader = {
  format: 'maven/pom-properties',
  wants: (path, name) => name === 'pom.properties' && /(?:^|\/)META-INF\/maven\/[^/]+\/[^/]+\/[^/]+$/.test(path),
  read(file) {
    const found = new Map<string, { readonly value: string; readonly line: number }>();
    for (const [i, text] of linesOf({ path: file.path, bytes: file.bytes.subarray(0, 64 * 1024) }).entries()) {
      const [, key, value = ''] = /^\s*(groupId|artifactId|version)\s*[=:]\s*(\S*)/.exec(text) ?? [];
      if (key !== undefined) found.set(key, { value, line: i + 1 });
    }
    const [group, name, version] = [found.get('groupId'), found.get('artifactId'), found.get('version')];
    if (group === undefined || name === undefined || !isPart(group.value) || !isPart(name.value)) return undefined;
    const purl = formatPurl({
      type: 'maven',
      namespace: group.value,
      name: name.value,
      ...(version !== undefined && isPart(version.value) && { version: version.value }),
    });
    return { role: 'installed', packages: [{ purl, line: name.line, place: placeOf(file.path) }] };
  },
};

function isPart(text: string): boolean {
  return /^[\w.+-]{1,300}$/.test(text);
}

/** The archive that a file stands in, or the folder above META-INF. */
export function placeOf(path: string): string {
  const inner = path.lastIndexOf('!/');
  return inner >= 0 ? path.slice(0, inner) : path.slice(0, Math.max(0, path.lastIndexOf('META-INF/') - 1));
}

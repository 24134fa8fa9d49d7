import { formatPurl } from '#ground/packages';
import { linesOf } from '../../text-lines.ts';
import type { DependencyReader } from '../../reader.ts';
import { placeOf } from './pom-properties.ts';

/** META-INF/MANIFEST.MF of a jar that Maven did not build: a guess from what it says and how the jar is called. Linking drops it where Maven says it. */
export const reader: DependencyReader = {
  format: 'maven/jar-manifest',
  wants: (path) => /[^/]\.[jwe]ar!\/META-INF\/MANIFEST\.MF$/i.test(path),
  read(file) {
    const headers = headersOf(linesOf({ path: file.path, bytes: file.bytes.subarray(0, 256 * 1024) }));
    const jar = placeOf(file.path);
    const [, jarName, jarVersion] =
      /^(.{1,200}?)-(\d[\w.+-]*)\.[jwe]ar$/i.exec(jar.slice(jar.lastIndexOf('/') + 1)) ?? [];
    const bundle = /^[\w.-]+/.exec(headers.get('bundle-symbolicname')?.value ?? '')?.[0];
    const version = jarVersion ?? headers.get('implementation-version')?.value ?? headers.get('bundle-version')?.value;
    const group =
      headers.get('implementation-vendor-id')?.value ?? bundle?.slice(0, Math.max(0, bundle.lastIndexOf('.')));
    const name = jarName ?? bundle?.slice(bundle.lastIndexOf('.') + 1);
    if (!isPart(group) || !isPart(name) || !isPart(version)) return undefined;
    const line = (headers.get('bundle-symbolicname') ?? headers.get('implementation-vendor-id'))?.line ?? 1;
    return {
      role: 'installed',
      packages: [{ purl: formatPurl({ type: 'maven', namespace: group, name, version }), line, place: jar }],
    };
  },
};

function isPart(text: string | undefined): text is string {
  return text !== undefined && /^[\w.+-]{1,300}$/.test(text);
}

/** The main section; a line that begins with a space goes on the one before. */
function headersOf(lines: readonly string[]): ReadonlyMap<string, { readonly value: string; readonly line: number }> {
  const headers = new Map<string, { value: string; readonly line: number }>();
  let last: { value: string } | undefined;
  for (const [i, text] of lines.entries()) {
    if (text === '') break;
    const [, key, value = ''] = /^([\w-]+): ?(.*)$/.exec(text) ?? [];
    if (text.startsWith(' ') && last !== undefined) last.value = (last.value + text.slice(1)).slice(0, 10_000);
    else if (key !== undefined) {
      const header = { value: value.trim(), line: i + 1 };
      headers.set(key.toLowerCase(), header);
      last = header;
    }
  }
  return headers;
}

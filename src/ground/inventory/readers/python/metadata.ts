import { linesOf } from '../../text-lines.ts';
import type { DependencyReader } from '../../reader.ts';
import { isName, pypiPurl } from './pypi.ts';

/** An installed distribution: *.dist-info/METADATA (core metadata), *.egg-info/PKG-INFO and plain *.egg-info. */
export const reader: DependencyReader = {
  format: 'python/metadata',
  wants: (path, name) =>
    (name === 'metadata' && /\.dist-info\/[^/]+$/i.test(path)) ||
    (name === 'pkg-info' && /(?:\.egg-info|\/EGG-INFO)\/[^/]+$/i.test(path)) ||
    name.endsWith('.egg-info'),
  read(file) {
    // Its description, which anybody may have written at any length, comes behind the headers.
    const lines = linesOf({ path: file.path, bytes: file.bytes.subarray(0, 256 * 1024) });
    const headers = new Map<string, { readonly value: string; readonly line: number }>();
    for (const [i, line] of lines.entries()) {
      if (line === '') break;
      const header = /^([A-Za-z][A-Za-z-]*):[ \t]*(.*)$/.exec(line);
      const key = header?.[1]?.toLowerCase();
      if (key !== undefined && !headers.has(key)) headers.set(key, { value: header?.[2]?.trim() ?? '', line: i + 1 });
    }
    const name = headers.get('name');
    if (name === undefined || !isName(name.value)) return undefined;
    const licence = headers.get('license-expression')?.value ?? headers.get('license')?.value;
    return {
      role: 'installed',
      packages: [
        {
          purl: pypiPurl(name.value, headers.get('version')?.value),
          line: name.line,
          ...(licence !== undefined && /^[\w .+()/-]{1,100}$/.test(licence) && licence !== 'UNKNOWN' && { licence }),
          place: file.path.slice(0, Math.max(0, file.path.lastIndexOf('/'))),
        },
      ],
    };
  },
};

import { linesOf, Patience } from '../../text-lines.ts';
import type { DependencyReader } from '../../reader.ts';
import { AskedPackages } from './asked.ts';

/** setup.cfg of setuptools: `install_requires`, `setup_requires`, `tests_require` and `[options.extras_require]`. */
export const reader: DependencyReader = {
  format: 'python/setup-cfg',
  wants: (_, name) => name === 'setup.cfg',
  read(file, deadline) {
    const lines = linesOf(file);
    const patience = new Patience(deadline);
    const asked = new AskedPackages();
    let section = '';
    let key = '';
    let name: string | undefined;
    for (const [i, line] of lines.entries()) {
      patience.check(i + 1);
      if (/^\s*(?:[#;]|$)/.test(line)) continue;
      const header = /^\[([^\]]+)\]/.exec(line)?.[1];
      if (header !== undefined) {
        section = header.trim();
        key = '';
        continue;
      }
      const pair = /^([^\s=:][^=:]*)[=:]/.exec(line);
      if (pair?.[1] !== undefined) key = pair[1].trim().toLowerCase();
      const value = (pair === null ? line : line.slice(pair[0].length)).replace(/\s#.*$/, '').trim();
      if (section === 'metadata' && key === 'name') name ??= value;
      const place = placeOf(section, key);
      if (place === undefined || value === '' || value.startsWith('file:')) continue;
      for (const text of value.includes(';') || value.includes('[') ? [value] : value.split(/,(?=\s*[A-Za-z])/))
        asked.specifier(text, { ...place, line: i + 1 });
    }
    if (asked.listing.size === 0 && asked.listing.problems.length === 0) return undefined;
    return { role: 'manifest', ...(name !== undefined && { root: { name } }), ...asked.listing.result() };
  },
};

function placeOf(
  section: string,
  key: string,
): { readonly scope?: 'build' | 'test' | 'optional'; readonly group?: string; readonly isApart?: true } | undefined {
  if (section === 'options' && key === 'install_requires') return {};
  if (section === 'options' && key === 'setup_requires') return { scope: 'build', isApart: true };
  if (section === 'options' && key === 'tests_require') return { scope: 'test' };
  return section === 'options.extras_require' && key !== '' ? { scope: 'optional', group: key } : undefined;
}

import { type DependencyReader } from '../../reader.ts';
import { linesOf } from '../../text-lines.ts';

/**
 * os-release(5): which distribution a root file system is. It lists nothing; its `root` (`debian`, `12`) is what the purls of the packages
 * installed beside it are named after.
 */
export const reader: DependencyReader = {
  format: 'os/os-release',
  wants: (path, name) => name === 'os-release' && /(?:^|\/)(?:etc|usr\/lib)\/os-release$/.test(path),
  read(file) {
    const lines = linesOf(file);
    const values = new Map<string, string>();
    for (const line of lines.slice(0, 1000)) {
      const [, name, value] = /^([A-Z_]+)=(.{0,500})$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) values.set(name, unquoted(value));
    }
    const id = values.get('ID')?.toLowerCase();
    if (id === undefined || !/^[a-z0-9][a-z0-9._-]*$/.test(id)) return undefined;
    // Debian's testing and unstable have no number.
    const version = values.get('VERSION_ID') || values.get('VERSION_CODENAME');
    return {
      role: 'installed',
      root: version === undefined || !isVersion.test(version) ? { name: id } : { name: id, version },
      packages: [],
    };
  },
};

const isVersion = /^[a-z0-9][a-z0-9._~+-]*$/i;

/** As a shell reads it: the value in quotes of either kind, or none. */
function unquoted(value: string): string {
  const [, , inside] = /^(["'])(.*)\1\s*$/.exec(value) ?? [];
  return (inside ?? value).replace(/\\(["'\\$`])/g, '$1').trim();
}

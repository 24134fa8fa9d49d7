import type { DependencyFile } from '#ground/model';
import type { DependencyReader } from '../../reader.ts';

/**
 * What rpm's packages may stand in besides `rpmdb.sqlite`, and is not read: the older databases, and changes that SQLite has not written into
 * its file. Named, so that a root file system of them is not taken for one without packages.
 */
export const reader: DependencyReader = {
  format: 'os/rpm-unsupported',
  wants: (path, name) => name in described && folder.test(path),
  read(file) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1).toLowerCase();
    const packages: DependencyFile['packages'] = [];
    // Where every change is written, the file is there and empty.
    if (file.bytes.length === 0) return { role: 'installed', packages };
    const detail = described[name as keyof typeof described];
    return { role: 'installed', packages, problems: [{ kind: 'unsupported', line: 1, detail }] };
  },
};

const folder = /(?:^|\/)(?:usr\/)?(?:var\/)?lib\/(?:sysimage\/)?rpm\/[^/]+$/;

const described = {
  packages:
    'The packages stand in a BerkeleyDB database of rpm, which is not read: convert it with `rpmdb --rebuilddb`.',
  'packages.db':
    'The packages stand in an ndb database of rpm, which is not read: convert it with `rpmdb --rebuilddb --define "_db_backend sqlite"`.',
  'rpmdb.sqlite-wal':
    'Changes to the installed packages stand in a write-ahead log that is not read: open the database once with rpm, which writes them into it.',
} as const;

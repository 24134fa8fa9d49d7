import type { DependencyReader } from '../../reader.ts';

/**
 * An empty file by which a layer of an image deletes what the layers below it have (OCI Image Format, "Whiteouts"): `.wh.status` deletes `status`
 * beside it, `.wh..wh..opq` all else in its folder. It lists nothing; its path says it all.
 */
export const reader: DependencyReader = {
  format: 'os/whiteout',
  wants: (path, name) => name.startsWith('.wh.') && concerns(deletedBy(path)),
  read: () => ({ role: 'installed', packages: [] }),
};

export interface Deletion {
  /** Below the layer's root. */
  readonly path: string;
  /** All in the folder, but not the folder. */
  readonly isOpaque: boolean;
}

const opaque = '.wh..wh..opq';

/** What a whiteout of a layer deletes. */
export function deletedBy(path: string): Deletion {
  const inner = path.slice(path.lastIndexOf('!/') + 2);
  const at = inner.lastIndexOf('/') + 1;
  const name = inner.slice(at);
  return name === opaque
    ? { path: inner.slice(0, Math.max(at - 1, 0)), isOpaque: true }
    : { path: inner.slice(0, at) + name.slice('.wh.'.length), isOpaque: false };
}

/** What the readers of this folder look for in a root file system. */
const places = [
  'etc/os-release',
  'lib/apk/db/installed',
  'usr/lib/apk/db/installed',
  'usr/lib/os-release',
  'usr/lib/sysimage/rpm/rpmdb.sqlite',
  'var/lib/dpkg/status',
  'var/lib/rpm/rpmdb.sqlite',
];

function concerns({ path }: Deletion): boolean {
  const isAround = path === '' || places.some((place) => place === path || place.startsWith(`${path}/`));
  return isAround || path === 'var/lib/dpkg/status.d' || path.startsWith('var/lib/dpkg/status.d/');
}

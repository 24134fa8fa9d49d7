import { formatPurl } from '#ground/packages';
import { withoutCredentials } from '../../source-url.ts';

/** A conda package; channel, subdir and build as the purl specification names them. */
export function condaPurl(name: string, version?: string, qualifiers: Readonly<Record<string, string>> = {}): string {
  return formatPurl({
    type: 'conda',
    name: name.toLowerCase(),
    ...(version !== undefined && version !== '' && { version }),
    qualifiers,
  });
}

export function isCondaName(name: string): boolean {
  return /^[A-Za-z0-9_][\w.-]{0,199}$/.test(name);
}

/** What the address of a package tells: `https://conda.anaconda.org/conda-forge/linux-64/zlib-1.2.13-hd590300_5.conda`. */
export interface CondaAddress {
  readonly name: string;
  readonly version: string;
  readonly qualifiers: Readonly<Record<string, string>>;
  /** Where it is not one of the public channels. */
  readonly source?: string;
}

export function condaAddressOf(url: string): CondaAddress | undefined {
  const plain = withoutCredentials(url.slice(0, 2000).replace(/#.*$/s, ''));
  const [file = '', subdir = '', channel = ''] = plain.split('/').reverse();
  const base = file.replace(/\.(?:conda|tar\.bz2)$/, '');
  const buildAt = base.lastIndexOf('-');
  const versionAt = base.lastIndexOf('-', buildAt - 1);
  const [name, version, build] = [
    base.slice(0, Math.max(0, versionAt)),
    base.slice(versionAt + 1, buildAt),
    base.slice(buildAt + 1),
  ];
  if (base === file || versionAt < 1 || !isCondaName(name) || !/^[\w.!+]+$/.test(version)) return undefined;
  const isPublic = /^https:\/\/(?:conda\.anaconda\.org|repo\.anaconda\.com|conda-web\.anaconda\.org)\//.test(plain);
  return {
    name,
    version,
    qualifiers: { ...(isPublic && channel !== '' && { channel }), ...(subdir !== '' && { subdir }), build },
    ...(!isPublic && { source: plain }),
  };
}

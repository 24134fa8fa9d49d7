import { FixError } from '../error.ts';
import type { Locked } from '../node/relink.ts';
import { isRecord, memberOf, textsOf } from '../npm/manifest.ts';
import { partsOfKey, type PnpmLock, yamlKey, yamlText } from './lock-text.ts';

/** The block of a new package under `packages`. */
export function packageLines(key: string, manifest: unknown, lockVersion: PnpmLock['version']): string[] {
  const integrity = memberOf(memberOf(manifest, 'dist'), 'integrity');
  if (typeof integrity !== 'string' || !/^sha\d+-[A-Za-z0-9+/=]+$/.test(integrity))
    throw new FixError('not-resolved', `the registry gives no checksum of ${key}`);
  const engines = textsOf(manifest, 'engines').map(([name, range]) => `${name}: ${yamlText(range, true)}`);
  const lists = ['cpu', 'os', 'libc'].flatMap((field) => {
    const values = memberOf(manifest, field);
    const plain = (Array.isArray(values) ? values : []).filter(
      (each): each is string => typeof each === 'string' && /^!?[\w-]+$/.test(each),
    );
    return plain.length === 0
      ? []
      : [`    ${field}: [${plain.map((each) => (each.startsWith('!') ? `'${each}'` : each)).join(', ')}]`];
  });
  const bin = memberOf(manifest, 'bin');
  const peers = textsOf(manifest, 'peerDependencies').toSorted(([a], [b]) => (a < b ? -1 : 1));
  const optional = optionalPeersOf(manifest);
  return [
    `  ${yamlKey(key)}:`,
    `    resolution: {integrity: ${integrity}}`,
    ...(engines.length === 0 ? [] : [`    engines: {${engines.join(', ')}}`]),
    ...lists,
    ...(typeof bin === 'string' || (isRecord(bin) && Object.keys(bin).length > 0) ? ['    hasBin: true'] : []),
    // Before version 9 the lockfile says whose scripts are to run.
    ...(lockVersion < 9 && runsScripts(manifest) ? ['    requiresBuild: true'] : []),
    ...(peers.length === 0 && optional.length === 0 ? [] : peersIn(peers, optional)),
  ];
}

function runsScripts(manifest: unknown): boolean {
  const scripts = memberOf(manifest, 'scripts');
  return (
    memberOf(manifest, 'hasInstallScript') === true ||
    ['preinstall', 'install', 'postinstall'].some((name) => typeof memberOf(scripts, name) === 'string')
  );
}

function peersIn(peers: readonly (readonly [string, string])[], optional: readonly string[]): string[] {
  const named = new Map(peers);
  for (const name of optional) if (!named.has(name)) named.set(name, '*');
  const sorted = [...named].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    '    peerDependencies:',
    ...sorted.map(([name, range]) => `      ${yamlKey(name)}: ${yamlText(range)}`),
    ...(optional.length === 0
      ? []
      : [
          '    peerDependenciesMeta:',
          ...optional.toSorted().flatMap((name) => [`      ${yamlKey(name)}:`, '        optional: true']),
        ]),
  ];
}

function optionalPeersOf(manifest: unknown): string[] {
  const meta = memberOf(manifest, 'peerDependenciesMeta');
  return isRecord(meta) ? Object.keys(meta).filter((name) => memberOf(meta[name], 'optional') === true) : [];
}

/** The block of a snapshot. `through`: peers that stay open below it. */
export function snapshotLines(key: string, { links }: Locked, through: readonly string[]): string[] {
  const section = (name: string, isOptional: boolean): string[] => {
    const own = links
      .filter((link) => (link.isOptional === true) === isOptional)
      .toSorted((a, b) => (a.as < b.as ? -1 : 1));
    return own.length === 0
      ? []
      : [`    ${name}:`, ...own.map(({ as, to }) => `      ${yamlKey(as)}: ${yamlText(referenceTo(as, to))}`)];
  };
  const lines = [
    ...section('dependencies', false),
    ...section('optionalDependencies', true),
    ...(through.length === 0
      ? []
      : ['    transitivePeerDependencies:', ...through.map((name) => `      - ${yamlText(name)}`)]),
  ];
  return lines.length === 0 ? [`  ${yamlKey(key)}: {}`] : [`  ${yamlKey(key)}:`, ...lines];
}

/** How a key is referred to under a name. */
export function referenceTo(as: string, key: string): string {
  const { name, version, peers } = partsOfKey(key);
  return name === as ? `${version}${peers}` : key;
}

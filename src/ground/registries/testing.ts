import type { Ask } from './ask.ts';
import { openRegistries, type Registries } from './open.ts';

/** What a played registry has of one version: for npm the members of its manifest, and when it was published. */
export interface PlayedVersion {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly engines?: Readonly<Record<string, string>>;
  readonly deprecated?: string;
  readonly hasInstallScript?: boolean;
  /** ISO 8601; default 2020. */
  readonly published?: string;
}

export type PlayedPackages = Readonly<Record<string, Readonly<Record<string, PlayedVersion>>>>;

export interface PlayedRegistry {
  readonly registries: Registries;
  readonly ask: Ask;
  /** Every address that was asked for, in order. */
  readonly asked: string[];
}

/** An npm registry, or any other by address: no network is used, and what is not there is a 404. */
export function playRegistry(npm: PlayedPackages = {}, others: Readonly<Record<string, string>> = {}): PlayedRegistry {
  const asked: string[] = [];
  const documents = new Map(
    Object.entries(npm).map(([name, versions]) => [
      `https://npm.test/${name.replace('/', '%2f')}`,
      JSON.stringify(packument(name, versions)),
    ]),
  );
  for (const [url, text] of Object.entries(others)) documents.set(url, text);
  const ask: Ask = async ({ url }) => {
    asked.push(url);
    const text = documents.get(url);
    return text === undefined
      ? { status: 404, bytes: new Uint8Array() }
      : { status: 200, bytes: new TextEncoder().encode(text) };
  };
  const registries = openRegistries({
    ask,
    cache: undefined,
    places: {
      npm: { base: 'https://npm.test' },
      pypi: { base: 'https://pypi.test/simple' },
      crates: 'https://crates.test',
      golang: { base: 'https://go.test', sumDatabase: 'sum.golang.org' },
    },
  });
  return { registries, ask, asked };
}

function packument(name: string, versions: Readonly<Record<string, PlayedVersion>>) {
  const short = name.slice(name.lastIndexOf('/') + 1);
  return {
    name,
    'dist-tags': { latest: Object.keys(versions).at(-1) },
    time: Object.fromEntries(
      Object.entries(versions).map(([version, { published = '2020-01-01T00:00:00.000Z' }]) => [version, published]),
    ),
    versions: Object.fromEntries(
      Object.entries(versions).map(([version, played]) => {
        const manifest: Omit<PlayedVersion, 'published'> & { published?: unknown } = { ...played };
        delete manifest.published;
        const dist = {
          tarball: `https://npm.test/${name}/-/${short}-${version}.tgz`,
          integrity: integrityOf(name, version),
          shasum: Buffer.from(`${name}@${version}`).toString('hex').padEnd(40, '0').slice(0, 40),
        };
        return [version, { name, version, ...manifest, dist }];
      }),
    ),
  };
}

/** Of the right form, and different for each version. */
export function integrityOf(name: string, version: string): string {
  return `sha512-${Buffer.from(`${name}@${version}`.padEnd(64, '.')).subarray(0, 64).toString('base64')}`;
}

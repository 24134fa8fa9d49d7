import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { GoPlaces } from './golang.ts';
import type { NpmPlaces } from './npm.ts';
import type { PypiPlaces } from './pypi.ts';
import { RegistryError } from './registry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where registries are asked: what the person has configured for their package managers, never what the scanned project says. */
export interface RegistryPlaces {
  readonly npm: NpmPlaces;
  readonly pypi: PypiPlaces;
  readonly crates: string;
  readonly golang: GoPlaces;
}

export function registryPlaces(environment: Environment = process.env): RegistryPlaces {
  const home = absolute(environment['HOME']) ?? homedir();
  const npmrc = readSmall(
    environment['NPM_CONFIG_USERCONFIG'] ?? environment['npm_config_userconfig'] ?? join(home, '.npmrc'),
  );
  return {
    npm: npmPlaces(npmrc, environment),
    pypi: pypiPlaces(
      environment,
      [
        environment['PIP_CONFIG_FILE'] ?? join(home, '.config/pip/pip.conf'),
        join(home, '.pip/pip.conf'),
        '/etc/pip.conf',
      ].map(readSmall),
    ),
    crates: 'https://index.crates.io',
    golang: goPlaces(environment, readSmall(environment['GOENV'] ?? join(home, '.config/go/env'))),
  };
}

/** docs.npmjs.com, npmrc: `registry`, `@scope:registry`, `//host/path/:_authToken`, with `${VARIABLE}`s filled in. */
export function npmPlaces(npmrc: string, environment: Environment): NpmPlaces {
  const settings = new Map<string, string>();
  for (const line of npmrc.split('\n')) {
    const parts = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (parts !== null) settings.set(parts[1] ?? '', filled(unquoted(parts[2] ?? ''), environment));
  }
  const named = environment['NPM_CONFIG_REGISTRY'] ?? environment['npm_config_registry'] ?? settings.get('registry');
  const base = baseOf(named, 'https://registry.npmjs.org', 'the npm registry');
  const scopes = new Map(
    [...settings].flatMap(([key, value]) =>
      key.startsWith('@') && key.endsWith(':registry')
        ? [[key.slice(0, -':registry'.length), baseOf(value, base, `the registry of ${key}`)] as const]
        : [],
    ),
  );
  const authorizations = new Map<string, string>();
  for (const each of [base, ...scopes.values()]) {
    const header = npmAuthorization(settings, each);
    if (header !== undefined) authorizations.set(each, header);
  }
  return { base, scopes, authorizations };
}

/** The credentials of the nearest folder of a registry's address that has some. */
function npmAuthorization(settings: ReadonlyMap<string, string>, base: string): string | undefined {
  const { host, pathname } = new URL(base);
  for (let path = `//${host}${pathname.replace(/\/$/, '')}/`; path.length > 2; path = path.replace(/[^/]*\/$/, '')) {
    const token = settings.get(`${path}:_authToken`);
    if (token !== undefined) return `Bearer ${token}`;
    const both = settings.get(`${path}:_auth`);
    if (both !== undefined) return `Basic ${both}`;
    const user = settings.get(`${path}:username`);
    const password = settings.get(`${path}:_password`);
    if (user !== undefined && password !== undefined)
      return basic(user, Buffer.from(password, 'base64').toString('utf8'));
  }
  return undefined;
}

/** pip.pypa.io, "Configuration": the environment before the files. */
export function pypiPlaces(environment: Environment, files: readonly string[]): PypiPlaces {
  const written = files
    .map((text) => /^\s*index-url\s*[=:]\s*(\S+)\s*$/m.exec(text)?.[1])
    .find((url) => url !== undefined);
  const named = environment['PIP_INDEX_URL'] ?? written;
  const url = URL.parse(baseOf(named, 'https://pypi.org/simple', 'the Python index'));
  if (url === null) throw badPlace('the Python index');
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return {
    base: url.href.replace(/\/+$/, ''),
    ...(username !== '' && { authorization: basic(decodeURIComponent(username), decodeURIComponent(password)) }),
  };
}

/**
 * go.dev/ref/mod, "Environment variables": the first proxy of the list; `direct` and `off` ask none. GONOPROXY and GONOSUMDB say which modules
 * are nobody's business, GOPRIVATE stands in for either.
 */
export function goPlaces(environment: Environment, file: string): GoPlaces {
  // As Go does: what is empty is not set.
  const setting = (name: string): string | undefined =>
    environment[name] || new RegExp(`^${name}=(.*)$`, 'm').exec(file)?.[1]?.trim() || undefined;
  const list = setting('GOPROXY') ?? '';
  const entries = list.split(/[,|]/).map((entry) => entry.trim());
  const named = entries.find((entry) => entry !== '' && entry !== 'direct' && entry !== 'off');
  if (named === undefined && entries[0] === 'off')
    throw new RegistryError('bad-configuration', 'GOPROXY is off: modules may not be asked for', {
      remedy: 'name a module proxy in GOPROXY',
    });
  const sums = setting('GOSUMDB')?.split(/\s/)[0] ?? 'sum.golang.org';
  const unproxied =
    named === undefined && entries[0] === 'direct' ? '*' : (setting('GONOPROXY') ?? setting('GOPRIVATE'));
  const unsummed = setting('GONOSUMDB') ?? setting('GOPRIVATE');
  return {
    base: baseOf(named, 'https://proxy.golang.org', 'the Go module proxy'),
    ...(sums !== 'off' && sums !== '' && { sumDatabase: sums }),
    ...(unproxied !== undefined && { unproxied }),
    ...(unsummed !== undefined && { unsummed }),
  };
}

function baseOf(text: string | undefined, otherwise: string, what: string): string {
  if (text === undefined || text === '') return otherwise;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw badPlace(what);
  url.search = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '');
}

function badPlace(what: string): RegistryError {
  return new RegistryError('bad-configuration', `the address of ${what} that is configured is no http or https URL`);
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function filled(text: string, environment: Environment): string {
  return text.replace(/\$\{([A-Za-z_]\w*)\}/g, (whole, name: string) => environment[name] ?? whole);
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

/** A configuration file of the person's; empty when there is none. */
function readSmall(path: string): string {
  try {
    const kind = statSync(path);
    return kind.isFile() && kind.size <= 1024 * 1024 ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

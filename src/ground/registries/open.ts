import { join } from 'node:path';
import { NetError, network } from '#ground/net';
import { cacheHome } from '#ground/places';
import { type Ask, hostOf } from './ask.ts';
import { cached, type CacheOptions } from './cache.ts';
import { type CratesRegistry, cratesRegistry } from './crates.ts';
import { type GoRegistry, goRegistry } from './golang.ts';
import { type NpmRegistry, npmRegistry } from './npm.ts';
import { pypiRegistry } from './pypi.ts';
import { type Registry, RegistryError } from './registry.ts';
import { type RegistryPlaces, registryPlaces } from './settings.ts';

export interface Registries {
  readonly npm: NpmRegistry;
  readonly pypi: Registry;
  readonly cargo: CratesRegistry;
  readonly golang: GoRegistry;
  /** By the type of a package URL; undefined for an ecosystem whose registry is not asked here. */
  of(purlType: string): Registry | undefined;
}

export interface RegistriesOptions {
  /** Default: HTTPS through the system's proxy. Tests play the registry here. */
  readonly ask?: Ask;
  readonly places?: RegistryPlaces;
  /** Default: a folder in the cache home; undefined keeps nothing. */
  readonly cache?: CacheOptions | undefined;
}

/** Ways to the package registries that the person has configured. Nothing is asked before something is needed. */
export function openRegistries(options: RegistriesOptions = {}): Registries {
  const places = options.places ?? registryPlaces();
  const plain = options.ask ?? askNetwork();
  const cache = 'cache' in options ? options.cache : { folder: registryCache() };
  const ask = cache === undefined ? plain : cached(plain, cache);
  const npm = npmRegistry(ask, places.npm);
  const pypi = pypiRegistry(ask, places.pypi);
  const cargo = cratesRegistry(ask, places.crates);
  const golang = goRegistry(ask, places.golang);
  const all = new Map<string, Registry>([npm, pypi, cargo, golang].map((registry) => [registry.type, registry]));
  return { npm, pypi, cargo, golang, of: (purlType) => all.get(purlType) };
}

export function registryCache(): string {
  return join(cacheHome(), 'registries');
}

const mostAtOnce = 12;

/** Through #ground/net. A registry that the person configured with http:// is asked so. */
function askNetwork(): Ask {
  const way = network({ userAgent: 'selvedge (package versions)', timeout: 60_000 });
  const waiting: (() => void)[] = [];
  let running = 0;
  return async ({ url, accept, authorization, mostBytes }) => {
    const target = URL.parse(url);
    if (target === null) throw new RegistryError('bad-configuration', 'the address of a registry is no URL');
    if (running >= mostAtOnce) await new Promise<void>((go) => waiting.push(go));
    running += 1;
    try {
      const headers = {
        ...(accept !== undefined && { accept }),
        ...(authorization !== undefined && { authorization }),
      };
      const { status, body } = await way.read(
        { url: target, headers },
        { mostBytes, redirects: 3, allowPlain: target.protocol === 'http:' },
      );
      return { status, bytes: body };
    } catch (error) {
      if (error instanceof NetError && error.code === 'too-large')
        throw new RegistryError('too-large', `the answer of ${hostOf(url)} is larger than ${mostBytes} bytes`, {
          cause: error,
        });
      throw error;
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

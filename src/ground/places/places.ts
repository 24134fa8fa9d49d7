import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where what must last is kept: the database, keys, the log. `SELVEDGE_DATA_HOME` overrides it. Nothing is created. */
export function dataHome(environment: Environment = process.env, platform: NodeJS.Platform = process.platform): string {
  const overridden = absolute(environment['SELVEDGE_DATA_HOME']);
  if (overridden !== undefined) return overridden;
  const xdg = absolute(environment['XDG_DATA_HOME']);
  if (xdg !== undefined) return join(xdg, 'selvedge');
  if (platform === 'darwin') return join(home(environment), 'Library/Application Support/selvedge');
  if (platform === 'win32') return join(localData(environment), 'selvedge/data');
  return join(home(environment), '.local/share/selvedge');
}

/**
 * Where what can be made again is kept: scan caches, compiled rules. Never inside a scanned tree, which could fill it
 * with answers of its own. `SELVEDGE_CACHE_HOME` overrides it. Nothing is created.
 */
export function cacheHome(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const overridden = absolute(environment['SELVEDGE_CACHE_HOME']);
  if (overridden !== undefined) return overridden;
  const xdg = absolute(environment['XDG_CACHE_HOME']);
  if (xdg !== undefined) return join(xdg, 'selvedge');
  if (platform === 'darwin') return join(home(environment), 'Library/Caches/selvedge');
  if (platform === 'win32') return join(localData(environment), 'selvedge/cache');
  return join(home(environment), '.cache/selvedge');
}

/** Where this machine keeps published advisories. `home`: another data home. */
export function advisoriesHome(home: string = dataHome()): string {
  return join(home, 'advisories');
}

/** The path of a file under dist/assets, from the sources as from the bundle. The file may not stand there yet. */
export function assetPath(name: string): string {
  return join(distOf(import.meta.dirname), 'assets', name);
}

/** The dist folder of a program whose running module lies in `directory`: `dist/cli` once bundled, `src/ground/places` before. */
export function distOf(directory: string): string {
  for (let at = directory; at !== dirname(at); at = dirname(at)) {
    if (basename(at) === 'dist') return at;
    if (basename(at) === 'src') return join(dirname(at), 'dist');
  }
  return join(directory, 'dist');
}

/** The XDG Base Directory Specification: "all paths must be absolute"; a relative one is ignored. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

function home(environment: Environment): string {
  return absolute(environment['HOME']) ?? homedir();
}

function localData(environment: Environment): string {
  return absolute(environment['LOCALAPPDATA']) ?? join(home(environment), 'AppData/Local');
}

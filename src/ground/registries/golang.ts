import { type Ask, jsonOf, textOf } from './ask.ts';
import { textIn, timeOf } from './fields.ts';
import { plainHistory } from './history.ts';
import { matchesGoPatterns } from './go-patterns.ts';
import { once } from './npm.ts';
import { type PublishedDependency, type PublishedVersion, type Registry, RegistryError } from './registry.ts';

export interface GoRegistry extends Registry {
  /** The module's own go.mod at a version. Throws RegistryError. */
  goMod(module: string, version: string): Promise<string | undefined>;
  /** The lines that go.sum has for a version, as the checksum database gives them; undefined when it does not know. Throws RegistryError. */
  sums(module: string, version: string): Promise<readonly string[] | undefined>;
}

export interface GoPlaces {
  /** A module proxy, without a slash at the end: `https://proxy.golang.org`. */
  readonly base: string;
  /** The checksum database, asked through the proxy; undefined when the person switched it off. */
  readonly sumDatabase?: string;
  /** Patterns of modules about which the proxy, and of those about which the checksum database, is not asked: separated by commas, as Go has them. */
  readonly unproxied?: string;
  readonly unsummed?: string;
}

const limits = { list: 16 * 1024 * 1024, mod: 16 * 1024 * 1024, versions: 50_000, requirements: 50_000 };

/** A Go module proxy (go.dev/ref/mod, "GOPROXY protocol"). */
export function goRegistry(ask: Ask, { base, sumDatabase, unproxied, unsummed }: GoPlaces): GoRegistry {
  /** Whether it may be asked about. Throws RegistryError `private`. */
  const isAskable = (module: string, patterns = unproxied): boolean => {
    if (patterns !== undefined && matchesGoPatterns(patterns, module)) throw privateModule(module);
    return isGoPath(module);
  };
  const mods = new Map<string, Promise<string | undefined>>();
  const lists = new Map<string, Promise<readonly PublishedVersion[] | undefined>>();
  const goMod = (module: string, version: string): Promise<string | undefined> =>
    once(mods, `${module}@${version}`, async () =>
      isAskable(module) && isGoVersion(version)
        ? textOf(ask, { url: `${base}/${escaped(module)}/@v/${escaped(version)}.mod`, mostBytes: limits.mod })
        : undefined,
    );
  const versions = (module: string): Promise<readonly PublishedVersion[] | undefined> =>
    once(lists, module, async () => {
      if (!isAskable(module)) return undefined;
      const text = await textOf(ask, { url: `${base}/${escaped(module)}/@v/list`, mostBytes: limits.list });
      if (text === undefined) return undefined;
      const listed = text.split('\n').filter(isGoVersion).slice(0, limits.versions);
      const newest = await newestOf(ask, base, module);
      return withRetractions(listed, newest === undefined ? '' : ((await goMod(module, newest)) ?? ''));
    });
  return {
    type: 'golang',
    goMod,
    versions,
    async history(module) {
      const found = await versions(module);
      return found === undefined ? undefined : plainHistory(found.toSorted((a, b) => compareGo(a.version, b.version)));
    },
    async dependencies(module, version) {
      const text = await goMod(module, version);
      return text === undefined ? undefined : requirementsIn(text);
    },
    async publishedAt(module, version) {
      if (!isAskable(module) || !isGoVersion(version)) return undefined;
      const url = `${base}/${escaped(module)}/@v/${escaped(version)}.info`;
      return timeOf(textIn(await jsonOf(ask, { url, mostBytes: 64 * 1024 }), 'Time', 64));
    },
    async sums(module, version) {
      if (sumDatabase === undefined || !isAskable(module) || !isAskable(module, unsummed) || !isGoVersion(version))
        return undefined;
      const url = `${base}/sumdb/${sumDatabase}/lookup/${escaped(module)}@${escaped(version)}`;
      const text = await textOf(ask, { url, mostBytes: 64 * 1024 });
      const start = `${module} ${version}`;
      return text
        ?.split('\n')
        .filter((line) =>
          /^(?:\/go\.mod)? h1:[A-Za-z0-9+/]{43}=$/.test(line.startsWith(start) ? line.slice(start.length) : ''),
        );
    },
  };
}

function privateModule(module: string): RegistryError {
  return new RegistryError('private', `${module} is not asked about: the settings of Go say that it is private`, {
    remedy: 'where that is not meant, see GOPRIVATE, GONOPROXY, GONOSUMDB and GOPROXY: go env',
  });
}

/** go.dev/ref/mod, "Module paths and versions": what a path may hold, and no element that leads elsewhere. */
export function isGoPath(module: string): boolean {
  return (
    module.length <= 1024 &&
    /^[a-z0-9][\w.~-]*(?:\/[\w.~-]+)*$/i.test(module) &&
    module.split('/').every((element) => !element.startsWith('.') && !element.endsWith('.'))
  );
}

export function isGoVersion(version: string): boolean {
  return version.length <= 256 && /^v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+incompatible)?$/.test(version);
}

/** Capitals as `!` and the small letter, so that file systems that fold case keep them apart. */
function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

async function newestOf(ask: Ask, base: string, module: string): Promise<string | undefined> {
  return textIn(await jsonOf(ask, { url: `${base}/${escaped(module)}/@latest`, mostBytes: 64 * 1024 }), 'Version', 256);
}

/** The newest go.mod says which versions are taken back, and whether the whole module is deprecated. */
function withRetractions(versions: readonly string[], goMod: string): PublishedVersion[] {
  const deprecated = /^\/\/ *Deprecated: *(.+)$(?=\n(?:\/\/.*\n)*module\b)/m.exec(goMod)?.[1]?.slice(0, 1000);
  const ranges = retractionsIn(goMod);
  return versions.map((version) => {
    const hit = ranges.find(({ low, high }) => compareGo(version, low) >= 0 && compareGo(version, high) <= 0);
    return {
      version,
      files: [],
      ...(deprecated !== undefined && { deprecated }),
      ...(hit !== undefined && { yanked: hit.why }),
    };
  });
}

interface Retraction {
  readonly low: string;
  readonly high: string;
  readonly why: string;
}

function retractionsIn(goMod: string): Retraction[] {
  return statementsIn(goMod, 'retract').flatMap(({ words, comment }) => {
    const [low, high = low] = words.join(' ').match(/v[^\s,[\]]+/g) ?? [];
    return low === undefined || high === undefined ? [] : [{ low, high, why: comment }];
  });
}

/** `require`d modules of a go.mod. */
export function requirementsIn(goMod: string): PublishedDependency[] {
  return statementsIn(goMod, 'require')
    .slice(0, limits.requirements)
    .flatMap(({ words: [module = '', version = ''] }) =>
      isGoPath(module) && isGoVersion(version) ? [{ name: module, constraint: version, kind: 'runtime' as const }] : [],
    );
}

/** The lines of one kind, alone or in a block. */
function statementsIn(goMod: string, keyword: string): { words: string[]; comment: string }[] {
  const found: { words: string[]; comment: string }[] = [];
  let isInside = false;
  for (const line of goMod.split('\n')) {
    const slashes = line.indexOf('//');
    const comment =
      slashes === -1
        ? ''
        : line
            .slice(slashes + 2)
            .trim()
            .slice(0, 500);
    const words = (slashes === -1 ? line : line.slice(0, slashes))
      .trim()
      .split(/\s+/)
      .filter((word) => word !== '');
    if (isInside && words[0] === ')') isInside = false;
    else if (isInside && words.length > 0) found.push({ words, comment });
    else if (words[0] === keyword && words[1] === '(') isInside = true;
    else if (words[0] === keyword) found.push({ words: words.slice(1), comment });
  }
  return found;
}

/** Of released versions, which is what retractions name; enough for their ranges. */
function compareGo(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => /^v(\d+)\.(\d+)\.(\d+)(-)?/.exec(text));
  for (const part of [1, 2, 3]) {
    const difference = Number(left?.[part] ?? 0) - Number(right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(right?.[4] !== undefined) - Number(left?.[4] !== undefined);
}

import type { Json } from '#ground/model';
import { readJsonc } from './jsonc.ts';

/** What a manifest says of where modules are. Small and JSON: facts of the file. */
export type ManifestFacts = PackageFacts | TsconfigFacts;

export type PackageFacts = {
  readonly kind: 'package';
  readonly name?: string;
  /** Files that stand for the package, the one nearest to its source first: `source`, `module`, `main`, `types`. */
  readonly entries: readonly string[];
  readonly exports?: Json;
  readonly imports?: Json;
};

export type TsconfigFacts = {
  readonly kind: 'tsconfig';
  readonly extends: readonly string[];
  readonly references: readonly string[];
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, readonly string[]>>;
  readonly rootDir?: string;
  readonly outDir?: string;
};

const longest = 1024 * 1024;

/** Whether modules are found by what the file says: `package.json`, `tsconfig*.json`, `jsconfig.json`. */
export function isManifest(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name === 'package.json' || /^[jt]sconfig(?:[.-][\w.-]+)?\.json$/.test(name);
}

/** Undefined for what is no manifest, or says nothing that can be read. */
export function manifestFacts(path: string, text: string): ManifestFacts | undefined {
  if (!isManifest(path) || text.length > longest) return undefined;
  const read = readJsonc(text);
  if (!isRecord(read)) return undefined;
  return path.endsWith('package.json') ? packageFacts(read) : tsconfigFacts(read);
}

type JsonRecord = { readonly [key: string]: Json };

const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: Json | undefined): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

function packageFacts(read: JsonRecord): PackageFacts {
  const { name, exports, imports } = read;
  return {
    kind: 'package',
    ...(typeof name === 'string' && { name }),
    entries: ['source', 'module', 'main', 'types', 'typings'].flatMap((key) => texts(read[key])),
    ...(exports !== undefined && { exports }),
    ...(imports !== undefined && { imports }),
  };
}

function tsconfigFacts(read: JsonRecord): TsconfigFacts {
  const options = isRecord(read['compilerOptions']) ? read['compilerOptions'] : {};
  const { baseUrl, rootDir, outDir, paths } = options;
  const references = Array.isArray(read['references']) ? read['references'] : [];
  return {
    kind: 'tsconfig',
    extends: texts(read['extends']),
    references: references.flatMap((one) => (isRecord(one) ? texts(one['path']) : [])),
    ...(typeof baseUrl === 'string' && { baseUrl }),
    ...(typeof rootDir === 'string' && { rootDir }),
    ...(typeof outDir === 'string' && { outDir }),
    ...(isRecord(paths) && {
      paths: Object.fromEntries(Object.entries(paths).map(([key, value]) => [key, texts(value)])),
    }),
  };
}

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { orderOf, satisfies } from '#ground/packages';
import type { EditKnowledge } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import type { Change, Graph } from '../model.ts';
import { folderOf } from '../nodes.ts';
import { purlOf } from '../purl-of.ts';
import { isRecord, memberOf, readManifest } from './manifest.ts';

export interface Resolving {
  readonly graph: Graph;
  readonly changes: readonly Change[];
  /** As they are to be. */
  readonly manifests: ReadonlyMap<string, string>;
  readonly lockText: string;
  readonly knowledge: EditKnowledge;
}

type Document = Readonly<Record<string, unknown>>;

/**
 * The lockfile as npm's own resolver (@npmcli/arborist) writes it once the manifests and the packages that are to change are as planned. It
 * works in a folder that holds nothing but copies of manifests and lockfile, has no network and no git of its own, and runs no script: what it
 * asks of the registry goes through ours, which shows it no version that is known to be bad.
 */
export async function resolveLockfile(resolving: Resolving): Promise<string> {
  const { graph, manifests, lockText } = resolving;
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-npm-')));
  try {
    const top = folderOf(graph.lockfile);
    const inside = (path: string): string => join(folder, top === '' ? path : path.slice(top.length + 1));
    for (const [path, text] of [...manifests, [graph.lockfile, lockText] as const]) {
      mkdirSync(dirname(inside(path)), { recursive: true });
      writeFileSync(inside(path), text);
    }
    return keepingEnd(
      lockText,
      await resolve(folder, resolving, false).catch((error: unknown) => {
        if (!(error instanceof FixError)) throw error;
        return resolve(folder, resolving, true);
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function resolve(
  folder: string,
  { graph, changes, lockText, knowledge }: Resolving,
  isWide: boolean,
): Promise<string> {
  const { default: Arborist } = await import('@npmcli/arborist');
  const shown = new ShownVersions(graph, changes, knowledge, isWide);
  const lockfileVersion = memberOf(readManifest(graph.lockfile, lockText), 'lockfileVersion');
  const arborist = new Arborist({
    path: folder,
    registry: 'https://registry.npmjs.org/',
    packumentCache: shown,
    offline: true,
    git: false,
    cache: join(folder, '.cache'),
    ignoreScripts: true,
    audit: false,
    fund: false,
    packageLockOnly: true,
    // As the file has it: whoever leaves addresses out of it, or keeps an old form for an old npm, has a reason.
    omitLockfileRegistryResolved: !/"resolved": *"https?:/.test(lockText),
    ...(typeof lockfileVersion === 'number' && { lockfileVersion }),
  });
  try {
    const names = [...new Set(changes.map(({ name }) => name))];
    const tree = await arborist.buildIdealTree({ update: { names } });
    return tree.meta.toString();
  } catch (error) {
    throw explained(error, graph);
  }
}

/**
 * What the resolver is shown in the place of the registry: of a package that is to change, the versions that are there already and those that were
 * planned; of any other, none that is affected, deprecated or younger than the cooldown, unless nothing else is left.
 */
class ShownVersions {
  readonly #isWide: boolean;
  readonly #graph: Graph;
  readonly #knowledge: EditKnowledge;
  readonly #planned: ReadonlyMap<string, { readonly to: ReadonlySet<string>; readonly from: ReadonlySet<string> }>;
  readonly #kept = new Map<string, Promise<Document>>();

  /** `isWide`: every good version of what is to change is shown, and not the planned ones alone. */
  constructor(graph: Graph, changes: readonly Change[], knowledge: EditKnowledge, isWide: boolean) {
    this.#isWide = isWide;
    this.#graph = graph;
    this.#knowledge = knowledge;
    const moves = changes.filter((change) => change.kind !== 'remove-override');
    this.#planned = new Map(
      [...Map.groupBy(moves, ({ name }) => name)].map(([name, same]) => [
        name,
        { to: new Set(same.map(({ to }) => to)), from: new Set(same.map(({ from }) => from)) },
      ]),
    );
  }

  has(): boolean {
    return true;
  }

  set(): void {
    // What it would keep is kept already.
  }

  delete(): void {
    // The same.
  }

  /** `corgi:https://registry.npmjs.org/@scope%2fname`, as pacote asks its cache. */
  get(key: string): Promise<Document> {
    const name = decodeURIComponent(key.slice(key.indexOf('registry.npmjs.org/') + 'registry.npmjs.org/'.length));
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const made = this.#read(name);
    this.#kept.set(name, made);
    return made;
  }

  async #read(name: string): Promise<Document> {
    const document = await this.#knowledge.registries.npm.packument(name);
    if (document === undefined) throw Object.assign(new Error(`the registry has no package ${name}`), { code: 'E404' });
    const versions = memberOf(document, 'versions');
    if (!isRecord(versions)) return document;
    const shown = await this.#shownOf(name, versions);
    const entries = Object.entries(versions).filter(([version]) => shown.has(version));
    return { ...document, versions: Object.fromEntries(entries), 'dist-tags': tagsOf(document, shown) };
  }

  async #shownOf(name: string, versions: Document): Promise<ReadonlySet<string>> {
    const all = Object.keys(versions);
    const installed = new Set(this.#graph.nodes.filter((node) => node.name === name).map(({ version }) => version));
    const planned = this.#planned.get(name);
    const good = all.filter((version) => this.#isGood(name, version, versions[version]));
    if (planned !== undefined) {
      const kept = all.filter(
        (version) => planned.to.has(version) || (installed.has(version) && !planned.from.has(version)),
      );
      return new Set([...kept, ...(this.#isWide ? good : await this.#leastFor(name, good))]);
    }
    const clean = [...good, ...all.filter((version) => installed.has(version))];
    const grown = await this.#oldEnough(name, clean, installed);
    return new Set(grown.length > 0 ? grown : clean.length > 0 ? clean : all);
  }

  /** What the others that change ask for of this one, each at its least. */
  async #leastFor(name: string, good: readonly string[]): Promise<readonly string[]> {
    const rising = good.toSorted((a, b) => orderOf('npm')?.compare(a, b) ?? 0);
    const least: string[] = [];
    for (const [other, { to }] of this.#planned)
      for (const version of to) {
        const asked = (await this.#knowledge.registries.npm.dependencies(other, version))?.find(
          (each) => each.name === name,
        );
        const found =
          asked === undefined ? undefined : rising.find((each) => satisfies('npm', each, asked.constraint) === true);
        if (found !== undefined) least.push(found);
      }
    return least;
  }

  #isGood(name: string, version: string, entry: unknown): boolean {
    return !memberOf(entry, 'deprecated') && this.#knowledge.against(purlOf('npm', name, version)).length === 0;
  }

  /** Publish times are in the registry's long document; only packages that are new to the lockfile are worth asking for it. */
  async #oldEnough(
    name: string,
    versions: readonly string[],
    installed: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const { cooldownDays, now, registries } = this.#knowledge;
    if (cooldownDays === 0 || installed.size > 0) return versions;
    const newest = versions.toSorted((a, b) => orderOf('npm')?.compare(b, a) ?? 0);
    const young = new Set<string>();
    for (const version of newest) {
      const at = await registries.npm.publishedAt(name, version);
      // Older ones were published before, but for the few of a maintenance line.
      if (at === undefined || now - at >= cooldownDays * 86_400_000) break;
      young.add(version);
    }
    return versions.filter((version) => !young.has(version));
  }
}

/** `latest` must name a version that is shown, or npm would take it all the same. */
function tagsOf(document: Document, shown: ReadonlySet<string>): Document {
  const tags = memberOf(document, 'dist-tags');
  if (!isRecord(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).filter(([, version]) => typeof version === 'string' && shown.has(version)),
  );
}

/** A lockfile that had no newline at its end gets none. */
function keepingEnd(before: string, after: string): string {
  const isCrlf = before.includes('\r\n');
  const text = isCrlf && !after.includes('\r\n') ? after.replaceAll('\n', '\r\n') : after;
  return before.endsWith('\n') ? text : text.replace(/\r?\n$/, '');
}

function explained(error: unknown, graph: Graph): Error {
  if (!(error instanceof Error)) return new FixError('not-resolved', `${graph.lockfile} could not be resolved again`);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // Ours already, with a remedy of its own.
  if (!/^(E[A-Z]|ENO|)/.test(code) || code === '') return error;
  const said = error.message.split('\n')[0]?.slice(0, 300) ?? '';
  return new FixError('not-resolved', `npm's resolver finds no answer for ${basename(graph.lockfile)}: ${said}`, {
    cause: error,
  });
}

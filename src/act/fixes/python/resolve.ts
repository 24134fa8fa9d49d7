import { orderOf, satisfies } from '#ground/packages';
import type { PublishedDependency, PublishedVersion } from '#ground/registries';
import type { EditKnowledge } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import { purlOf } from '../purl-of.ts';
import { appliesSomewhere } from './marker.ts';

/** What becomes of an environment in which each package has one version. */
export interface ResolvedVersions {
  /** Packages that are there and change, with their new versions. */
  readonly changed: ReadonlyMap<string, string>;
  /** Packages that are new, and who asks for each. */
  readonly added: ReadonlyMap<string, { readonly version: string; readonly by: string; readonly marker?: string }>;
  /** What each changed or new package asks for, extras left out. */
  readonly asks: ReadonlyMap<string, readonly PublishedDependency[]>;
}

const mostSteps = 2000;

/**
 * What moves when packages are raised: whatever they ask for in another version than is there, by the smallest step, and whatever they ask for that
 * is not there, at the newest good version. Throws FixError `not-resolved` where two cannot agree, RegistryError.
 */
export async function resolveVersions(
  installed: ReadonlyMap<string, string>,
  planned: ReadonlyMap<string, string>,
  knowledge: EditKnowledge,
  /** Whether what is not there yet must be named too. */
  isWhole = true,
  /** The lowest Python that counts, `309` for 3.9. */
  least?: number,
): Promise<ResolvedVersions> {
  const changed = new Map(planned);
  const added = new Map<string, { version: string; by: string; marker?: string }>();
  const asks = new Map<string, readonly PublishedDependency[]>();
  const constraints = new Map<string, string[]>();
  const queue = [...planned.keys()];
  for (let steps = 0, name = queue.shift(); name !== undefined; name = queue.shift(), steps += 1) {
    if (steps > mostSteps) throw new FixError('not-resolved', 'what these changes ask for does not settle');
    const version = changed.get(name) ?? added.get(name)?.version ?? '';
    const asked = await knowledge.registries.pypi.dependencies(name, version);
    // Of a package that is new, nothing was known before either: an installer asks it itself.
    if (asked === undefined && added.has(name)) continue;
    if (asked === undefined)
      throw new FixError('not-resolved', `the index does not say what ${name} ${version} asks for`, {
        remedy: 'raise it with the tool that wrote the file',
      });
    const wanted = asked.filter(({ kind, marker }) => kind === 'runtime' && appliesSomewhere(marker, least));
    asks.set(name, wanted);
    for (const { name: other, constraint, marker } of wanted) {
      const all = [...(constraints.get(other) ?? []), constraint];
      constraints.set(other, all);
      const now = changed.get(other) ?? added.get(other)?.version ?? installed.get(other);
      if (now !== undefined && fits(now, all)) continue;
      if (now === undefined && !isWhole) continue;
      const next = await choose(other, now, all, knowledge);
      if (installed.has(other)) changed.set(other, next);
      // Needed where the one that asks for it is, and only where its own marker holds.
      else added.set(other, { version: next, by: name, ...(marker !== undefined && { marker }) });
      queue.push(other);
    }
  }
  return { changed, added, asks };
}

/** The nearest good version above what is there; of what is not there, the newest that is old enough. */
async function choose(
  name: string,
  now: string | undefined,
  constraints: readonly string[],
  { registries, against, now: clock, cooldownDays }: EditKnowledge,
): Promise<string> {
  const order = orderOf('pypi');
  const all = (await registries.pypi.versions(name)) ?? [];
  const good = all
    .filter(
      ({ version, yanked }) => yanked === undefined && order?.isValid(version) === true && !order.isPrerelease(version),
    )
    .filter(({ version }) => fits(version, constraints) && against(purlOf('pypi', name, version)).length === 0)
    .toSorted((a, b) => order?.compare(a.version, b.version) ?? 0);
  const isGrown = ({ publishedAt }: PublishedVersion): boolean =>
    publishedAt === undefined || clock - publishedAt >= cooldownDays * 86_400_000;
  const chosen =
    now === undefined
      ? (good.findLast(isGrown) ?? good.at(-1))
      : (good.find(({ version }) => (order?.compare(version, now) ?? 0) > 0) ?? good.at(-1));
  if (chosen === undefined)
    throw new FixError('not-resolved', `no version of ${name} is good and fits ${constraints.join(' and ')}`);
  return chosen.version;
}

function fits(version: string, constraints: readonly string[]): boolean {
  return constraints.every((constraint) => constraint === '' || satisfies('pypi', version, constraint) === true);
}

/** The hashes of a version's files, in pip's form and order. Throws FixError when the index gives none. */
export async function hashesOf(
  name: string,
  version: string,
  { registries }: EditKnowledge,
): Promise<readonly string[]> {
  const files = (await registries.pypi.versions(name))?.find((each) => each.version === version)?.files ?? [];
  if (files.length === 0) throw new FixError('not-editable', `the index gives no checksum of ${name} ${version}`);
  return files.map(({ hash }) => hash).toSorted();
}

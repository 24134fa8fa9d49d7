import { z } from 'zod';
import { AdvisoryIndexError, packageKeyOf, packageKindOf } from '#ground/advisories';
import { Digest, digestBytes, Instant, ProjectId, SubjectId } from '#ground/model';
import { named, operation, OperationError } from '#ground/operations';
import { formatPurl, parsePurl, type Purl, PurlError } from '#ground/packages';
import { readSbom, SbomError } from '#ground/sbom';
import { lockSubject } from '#ground/subjects';
import { forgetState, keepInventory, rematch } from '#prove/inventories';
import { ofSubject, subjectOf } from './shapes/access.ts';

const count = z.int().min(0);

const InventoryReceipt = named(
  'InventoryReceipt',
  z.object({
    project: ProjectId,
    subject: SubjectId,
    submittedAt: Instant,
    /** Of the sorted package URLs. */
    digest: Digest,
    packages: count,
    /** Components that no package URL names, or whose is none, has control characters, or is too long: they are not watched. */
    unnamed: count,
    /** How often a package is affected by an advisory, and of these how often only now. */
    affected: count,
    newly: count,
    /** How often more it is affected than is kept of one subject. */
    leftOut: count,
    /** Types of package URLs (of a distribution's packages `deb/debian`) of which the advisories here say nothing, or nothing recent: of those, silence means nothing. */
    unknown: z.array(z.string()),
  }),
);

const input = z.strictObject({
  subject: SubjectId,
  /** Exactly one of the two: an SBOM (CycloneDX or SPDX) as its text … */
  sbom: z
    .string()
    .max(60 * 1024 * 1024)
    .optional(),
  /** … or package URLs, with versions. */
  packages: z.array(z.string().min(1).max(1024)).max(200_000).optional(),
});

export const submitSbom = operation({
  name: 'sboms.submit',
  kind: 'command',
  summary: 'Submit what a subject is made of, to be watched',
  http: 'POST /sboms',
  input,
  output: InventoryReceipt,
  maxBody: 64 * 1024 * 1024,
  authorise: (call) => ofSubject(call, call.input.subject),
  async run({ input, tx, tenant, actor, at, settings }) {
    const { project, id: subject } = await subjectOf(tx, input.subject);
    const { packages, unnamed } = packagesIn(input);
    const digest = digestBytes(packages.map(({ purl }) => purl).join('\n'));
    await lockSubject(tx, subject);
    const { organisation } = tenant;
    await keepInventory(tx, { organisation, project, subject, submittedBy: actor.id, digest, packages }, at);
    const kinds = [...new Set(packages.map(({ purl, type }) => packageKindOf(purl) ?? type))].sort();
    const known = await matched(() => rematch(tx, settings.advisories(), { subject }, organisation, at));
    // The watch does it as soon as the index is whole again.
    if (known === undefined) await forgetState(tx, organisation, at);
    const unknown =
      known === undefined
        ? kinds
        : kinds.filter((kind) => settings.advisories().standingOf(kind, Date.parse(at)).kind !== 'fresh');
    const { affected = 0, newly = 0 } = known ?? {};
    const leftOut = known?.leftOut.get(subject) ?? 0;
    const counts = { packages: packages.length, unnamed, affected, newly, leftOut };
    return { project, subject, submittedAt: at, digest, ...counts, unknown };
  },
  // An SBOM in the log would be a second copy of it.
  keep: ({ subject }, result) => ({ input: { subject, inventory: result.digest }, result }),
});

/** Undefined when the advisories of this machine are damaged: what a subject is made of is kept all the same. */
async function matched<Result>(match: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await match();
  } catch (error) {
    if (error instanceof AdvisoryIndexError) return undefined;
    throw error;
  }
}

interface WatchedPackage {
  readonly purl: string;
  readonly key: string;
  readonly type: string;
}

/** Each package once, in order. */
function packagesIn({ sbom, packages }: z.output<typeof input>): { packages: WatchedPackage[]; unnamed: number } {
  if ((sbom === undefined) === (packages === undefined))
    throw refusal(
      'sbom',
      'an inventory is either an SBOM or a list of package URLs',
      'Send `sbom` or `packages`; not both.',
    );
  const purls = packages ?? purlsOf(sbom!); // one of the two is there
  const found = new Map<string, WatchedPackage>();
  let unnamed = 0;
  for (const text of purls) {
    const parsed = parsePurl(text);
    const key = packageKeyOf(text);
    if (parsed instanceof PurlError || key === undefined || !isPlain(parsed, key.key)) unnamed++;
    else {
      const purl = formatPurl(parsed);
      if (purl.length + Buffer.byteLength(key.key) > mostIndexed) unnamed++;
      else found.set(purl, { purl, key: key.key, type: key.type });
    }
  }
  return { packages: [...found.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)), unnamed };
}

/** Of a package URL and its key in bytes: what PostgreSQL can index. */
const mostIndexed = 2000;

/** No control character, which PostgreSQL refuses or which names no package; nor half a character. */
function isPlain({ namespace = '', name, version = '' }: Purl, key: string): boolean {
  const text = `${key} ${namespace}/${name}@${version}`;
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

const readMilliseconds = 20_000;

function purlsOf(text: string): string[] {
  try {
    const sbom = readSbom(Buffer.from(text), performance.now() + readMilliseconds);
    if (sbom !== undefined) return sbom.content.packages.map(({ purl }) => purl);
  } catch (error) {
    if (!(error instanceof SbomError)) throw error;
    throw refusal('sbom', `line ${error.line}: ${error.message}`, 'Send CycloneDX 1.2 to 1.7 or SPDX 2.2 or 2.3.');
  }
  throw refusal('sbom', 'this is no SBOM', 'Send CycloneDX 1.2 to 1.7 or SPDX 2.2 or 2.3.');
}

function refusal(path: string, message: string, remedy: string): OperationError {
  return new OperationError('invalid-input', message, remedy, { issues: [{ path, message }] });
}

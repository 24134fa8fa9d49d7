import { z } from 'zod';
import { Digest } from './digest.ts';
import { FindingId, RuleId, SubjectId } from './ids.ts';
import { Instant } from './instant.ts';
import { Severity } from './rule.ts';

/** Where a claim is shown; never part of a finding's identity. Lines and columns count from 1, columns in UTF-16 units. */
export const Location = z.strictObject({
  /** Relative to the subject's root, with `/`. */
  path: z.string().min(1).max(4096),
  startLine: z.int().min(1),
  startColumn: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
});
export type Location = z.infer<typeof Location>;

/**
 * What stays put when code moves. `kind` says which analyzer's idea of "the same place" it is:
 * - `secret`: HMAC-SHA-256 of the value under the project's key (`value`), or, for a value under 80 bits, the symbol that it is assigned to (`symbol`, with `path`), never a hash;
 * - `symbol`: symbol path and a digest of the normalised snippet, for code;
 * - `resource`: resource address and attribute, for infrastructure;
 * - `step`: job and step, for pipelines;
 * - `package`: package and manifest, for dependencies;
 * - `file`: a path alone, where nothing finer exists.
 */
export const Locus = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    value: z.string().max(128).optional(),
    symbol: z.string().max(512).optional(),
    path: z.string().max(4096).optional(),
  }),
  z.strictObject({
    kind: z.literal('symbol'),
    symbol: z.string().max(1024),
    snippet: z.string().max(128),
    path: z.string().max(4096).optional(),
  }),
  z.strictObject({ kind: z.literal('resource'), address: z.string().max(1024), attribute: z.string().max(512) }),
  z.strictObject({
    kind: z.literal('step'),
    path: z.string().max(4096),
    job: z.string().max(512),
    step: z.string().max(512),
  }),
  z.strictObject({
    kind: z.literal('package'),
    purl: z.string().max(1024),
    manifest: z.string().max(4096),
    advisory: z.string().max(128).optional(),
  }),
  z.strictObject({ kind: z.literal('file'), path: z.string().max(4096) }),
]);
export type Locus = z.infer<typeof Locus>;

/** `certain`: checksum or structure proves it; `likely`: the format is specific; `possible`: down-ranked, shown last. */
export const Confidence = z.enum(['certain', 'likely', 'possible']);
export type Confidence = z.infer<typeof Confidence>;

/** A commit that brought something into a repository. E-mail addresses are left out: a name is enough to ask. */
export const Introduction = z.strictObject({
  commit: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/),
  author: z.string().max(200),
  authoredAt: Instant,
  path: z.string().min(1).max(4096),
  /** False for a commit that no ref leads to. */
  reachable: z.boolean(),
});
export type Introduction = z.infer<typeof Introduction>;

/** Where in a repository's history a finding stands; given by scans of it alone. */
export const HistoryOfFinding = z.strictObject({
  /** Whether what is checked out still has it. */
  inHead: z.boolean(),
  /** Commits in which it stands at a path where none of their parents has it: the earliest first, at most 50. */
  introduced: z.array(Introduction).max(50),
  introducedCount: z.int().min(0),
  /** Everywhere that it stood, in order, at most 100. */
  paths: z.array(z.string().min(1).max(4096)).max(100),
  pathCount: z.int().min(0),
  /** The version of the file that `location` is in. */
  blob: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/),
});
export type HistoryOfFinding = z.infer<typeof HistoryOfFinding>;

/** One step of the way on which data comes from a source to a sink. */
export const TraceStep = z.strictObject({
  location: Location,
  /** The symbol path of the function in which it happens; absent at a file's top level. */
  symbol: z.string().max(1024).optional(),
  /** What happens there, in a few words: `comes in as req.query`, `is passed to find()`. */
  note: z.string().min(1).max(200),
  /** The line of code, every secret in it redacted. Added by the flow, not by an analyzer. */
  code: z.string().max(400).optional(),
});
export type TraceStep = z.infer<typeof TraceStep>;

/** How a claim is mended mechanically: parts of its file, apart, and the code that takes their place. An empty part is where code is put in. */
export const Repair = z.strictObject({
  /** `Use sha256 instead of md5`. */
  title: z.string().min(1).max(200),
  edits: z
    .array(z.strictObject({ location: Location, text: z.string().max(4000) }))
    .min(1)
    .max(20),
});
export type Repair = z.infer<typeof Repair>;

/** What an analyzer says: a rule's claim about a locus. Becomes a finding when it has a subject and a fingerprint. */
export const Claim = z.strictObject({
  rule: RuleId,
  severity: Severity,
  confidence: Confidence,
  locus: Locus,
  location: Location,
  /** One sentence for people. Never part of identity; never holds a secret's value. */
  message: z.string().min(1).max(1000),
  /** The matched text with every secret redacted: at most 4 characters of it in the clear at each end. */
  excerpt: z.string().max(500).optional(),
  /** A few lines of the file around it, for people; every secret in them redacted. Added by the flow, not by an analyzer. */
  context: z.strictObject({ startLine: z.int().min(1), lines: z.array(z.string().max(400)).min(1).max(20) }).optional(),
  /** How it comes about, from source to sink: each step follows from the one before. Never part of identity. */
  trace: z.array(TraceStep).min(2).max(32).optional(),
  repair: Repair.optional(),
  /** Added by the engine where the source is a history. */
  history: HistoryOfFinding.optional(),
  /** Flat attributes for policies: what is unknown is left out, never null. */
  attributes: z.record(z.string(), z.union([z.string(), z.int(), z.boolean()])).default({}),
});
export type Claim = z.infer<typeof Claim>;

/** Computed from evidence and leases, never stored as a truth of its own. */
export const FindingStatus = z.enum(['open', 'accepted', 'closed']);
export type FindingStatus = z.infer<typeof FindingStatus>;

/** A claim with its identity: (rule, subject lineage, locus). `id` is the first fingerprint, kept by the matcher. */
export const Finding = Claim.extend({
  id: FindingId,
  /** Of rule, locus and ordinal among equals; stateless. */
  fingerprint: Digest,
  /** 0 for the first of equal (rule, locus), in order of path and position. */
  ordinal: z.int().min(0),
  subject: SubjectId.optional(),
  firstSeen: Instant.optional(),
});
export type Finding = z.infer<typeof Finding>;

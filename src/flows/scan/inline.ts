import { createHash } from 'node:crypto';
import { approveLease, LeaseError, requestLease } from '#ground/leases';
import {
  canonicalJson,
  type Claim,
  endOfLease,
  type Finding,
  type FindingId,
  type Instant,
  type Lease,
  type LeaseId,
  RuleId,
} from '#ground/model';

/** What comments beside findings allow. */
export interface Inline {
  readonly leases: readonly Lease[];
  /** Why a comment that names a finding's rule does not count, for people. */
  readonly notes: ReadonlyMap<FindingId, string>;
}

export interface InlineRequest {
  readonly findings: readonly Finding[];
  /** Of what was scanned, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** From merge on: the file as the target branch has it, whose comments alone count. Absent: those of what was scanned do. */
  readonly target?: Target;
  readonly at: Instant;
}

export interface Target {
  readonly name: string;
  readonly read: (path: string) => Promise<string | undefined>;
  readonly claimsOf: (path: string, text: string) => Promise<readonly Claim[]>;
}

/**
 * Reads `selvedge: allow RULE[, RULE…] until DATE because REASON` from the line that a finding begins on and from lines of such comments
 * right above it. In the file form nobody signs: the review that merges a comment approves it, so that from merge on it counts for what
 * the target branch has beside the same comment, and for nothing else (house law 8).
 */
export async function inlineExceptions({ findings, texts, target, at }: InlineRequest): Promise<Inline> {
  const leases: Lease[] = [];
  const notes = new Map<FindingId, string>();
  for (const [path, inFile] of Map.groupBy(findings, ({ location }) => location.path)) {
    const text = texts.get(path);
    if (text?.includes(keyword) !== true) continue;
    const merged = target === undefined ? undefined : await allowedIn(path, target);
    const lines = text.split('\n');
    for (const finding of inFile) {
      const found = besides(lines, finding.location.startLine).find(
        (one) => 'problem' in one || one.rules.includes(finding.rule),
      );
      if (found === undefined) continue;
      if ('problem' in found) notes.set(finding.id, `the comment beside it is not understood: ${found.problem}`);
      else if (merged?.has(keyOf(found, finding)) === false)
        notes.set(finding.id, `the comment beside it counts when ${target?.name ?? 'the target branch'} has both`);
      else {
        const lease = leaseOf(finding, found, at);
        if (typeof lease === 'string') notes.set(finding.id, `the comment beside it does not count: ${lease}`);
        else leases.push(lease);
      }
    }
  }
  return { leases, notes };
}

/** A comment that allows something, as it was written. */
export interface Directive {
  readonly text: string;
  readonly rules: readonly string[];
  readonly until: string;
  readonly because: string;
}

const keyword = 'selvedge:';
/** As much of a line as a person writes; what stands further on in a minified file is not looked at. */
const longest = 2_000;
const form = 'selvedge: allow RULE until DATE because REASON';

/** The directive of a line; undefined when it has none. A line may hold one. */
export function directiveIn(line: string): Directive | { readonly problem: string } | undefined {
  const from = line.lastIndexOf(keyword);
  if (from < 0) return undefined;
  const text = line.slice(from, from + longest).trimEnd();
  const words = text.slice(keyword.length).trim().split(/\s+/);
  if (words[0]?.toLowerCase() !== 'allow') return undefined;
  const until = words.findIndex((word) => word.toLowerCase() === 'until');
  const because = words.findIndex((word) => word.toLowerCase() === 'because');
  if (until < 2 || because !== until + 2) return { problem: `it must be ${form}` };
  const rules = words
    .slice(1, until)
    .flatMap((word) => word.split(','))
    .filter((word) => word !== '');
  const wrong = rules.find((rule) => !RuleId.safeParse(rule).success);
  if (wrong !== undefined || rules.length === 0)
    return { problem: `${wrong ?? 'nothing'} is no rule; it must be ${form}` };
  return { text, rules, until: words[until + 1] ?? '', because: withoutEnd(words.slice(because + 1).join(' ')) };
}

// Without what ends the comment: */, -->, #}, %>.
function withoutEnd(reason: string): string {
  return reason.replace(/\s?(?:\*\/\}?|--\}?>|[#%-]\}|%>|"""|''')["';,)]*$/, '').trim();
}

/** Nothing but what begins a comment stands before it: a comment behind code is about that code alone. */
const wholeLine = /^[\s/*#;<!{%"'-]*selvedge:/;

/** Of the line, and of lines above it that hold a directive and nothing else. */
function besides(lines: readonly string[], line: number): (Directive | { readonly problem: string })[] {
  const own = directiveIn(lines[line - 1] ?? '');
  const all = own === undefined ? [] : [own];
  for (let above = line - 2; above >= 0; above -= 1) {
    const directive = wholeLine.test(lines[above] ?? '') ? directiveIn(lines[above] ?? '') : undefined;
    if (directive === undefined) break;
    all.push(directive);
  }
  // What is understood speaks before what is not.
  return all.toSorted((a, b) => Number('problem' in a) - Number('problem' in b));
}

/** What the target branch has of the file, beside a comment that allows it. */
async function allowedIn(path: string, { read, claimsOf }: Target): Promise<ReadonlySet<string>> {
  const text = await read(path);
  if (text?.includes(keyword) !== true) return new Set();
  const lines = text.split('\n');
  const claims = await claimsOf(path, text);
  return new Set(
    claims.flatMap((claim) =>
      besides(lines, claim.location.startLine).flatMap((one) =>
        'text' in one && one.rules.includes(claim.rule) ? [keyOf(one, claim)] : [],
      ),
    ),
  );
}

/** The same comment beside the same thing. */
function keyOf({ text }: Directive, { rule, locus }: Pick<Claim, 'rule' | 'locus'>): string {
  return JSON.stringify([text, rule, canonicalJson(locus)]);
}

/** The reason why there is none, for people. */
function leaseOf(finding: Finding, { until, because, text }: Directive, at: Instant): Lease | string {
  const end = endOfLease(until);
  if (end === undefined) return `${until} is no date such as 2027-01-31`;
  if (end <= at) return `it ended on ${until}`;
  try {
    const asked = requestLease(
      {
        kind: 'exception',
        covers: { finding: finding.id, rule: finding.rule },
        requester: `a comment in ${finding.location.path}`.slice(0, 256),
        reason: because.slice(0, 2000),
        end,
      },
      at,
      leaseIdOf(finding.id, text),
    );
    return approveLease(asked, 'the review that merged it', at);
  } catch (error) {
    if (error instanceof LeaseError) return error.message;
    throw error;
  }
}

/** The same comment at the same finding is the same lease, in whichever scan: a UUID of version 7 in form, from a hash. */
export function leaseIdOf(finding: FindingId, text: string): LeaseId {
  const hex = createHash('sha256').update(`${finding}\n${text}`).digest('hex');
  return `lse_${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as LeaseId; // the form of an id
}

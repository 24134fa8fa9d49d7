import { createHash } from 'node:crypto';
import {
  type Confidence,
  type Digest,
  type Finding,
  type FindingId,
  type RuleId,
  type Severity,
  type Stage,
  canonicalJson,
} from '#ground/model';
import { type Reads, readsOf } from './reads.ts';

/** What a control's policy may read in `context`. Attributes that are unknown are left out. */
export interface Facts {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Not in the baseline. */
  readonly new: boolean;
  readonly stage: Stage;
  readonly attributes: Finding['attributes'];
}

/** Findings that no policy can tell apart, so that one question decides them all (two, where some of them are new). */
export interface FactGroup {
  /** Canonical JSON of the facts and of whether they are new. */
  readonly key: string;
  readonly facts: Facts;
  /** Neither in the baseline nor in prior evidence. */
  readonly isNew: boolean;
  /** Sorted by id. */
  readonly findings: readonly Finding[];
}

interface Circumstances {
  readonly stage: Stage;
  readonly baseline?: ReadonlySet<FindingId>;
  readonly prior?: ReadonlySet<FindingId>;
}

/** Groups findings by the facts that the policy can read, in the order of their keys. */
export function groupByFacts(
  findings: readonly Finding[],
  policy: string,
  { stage, baseline, prior }: Circumstances,
): readonly FactGroup[] {
  const keep = keeper(readsOf(policy));
  const groups = new Map<string, { facts: Facts; isNew: boolean; findings: Finding[] }>();
  for (const finding of findings) {
    const isAdded = baseline?.has(finding.id) !== true;
    const isNew = isAdded && prior?.has(finding.id) !== true;
    const attributes = keep(finding.attributes);
    const key = `${finding.rule} ${finding.severity} ${finding.confidence} ${isAdded} ${isNew} ${attributesKey(attributes)}`;
    const group = groups.get(key);
    if (group !== undefined) {
      group.findings.push(finding);
      continue;
    }
    const { rule, severity, confidence } = finding;
    const facts = { rule, severity, confidence, new: isAdded, stage, attributes };
    groups.set(key, { facts, isNew, findings: [finding] });
  }
  return [...groups.values()]
    .map(({ facts, isNew, findings: alike }) => ({
      key: canonicalJson({ facts, isNew }),
      facts,
      isNew,
      findings: alike.sort(byId),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Of what was judged: each group's facts, and the ids that have them. */
export function digestOfFacts(groups: readonly FactGroup[]): Digest {
  const hash = createHash('sha256');
  for (const { key, findings } of groups) {
    hash.update(`${key}\n`);
    for (const { id } of findings) hash.update(`${id}\n`);
  }
  return `sha256:${hash.digest('hex')}` as Digest; // the template is the format
}

function byId(a: Finding, b: Finding): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function attributesKey(attributes: Finding['attributes']): string {
  for (const _ in attributes) return canonicalJson(attributes);
  return '';
}

/** Leaves out attributes that the policy cannot read, so that findings which differ in these alone are one question. */
function keeper(reads: Reads): (attributes: Finding['attributes']) => Finding['attributes'] {
  const { attributes: readable } = reads;
  if (readable === 'all') return (attributes) => attributes;
  return (attributes) => {
    const kept: Record<string, string | number | boolean> = {};
    for (const name in attributes) if (readable.has(name)) kept[name] = attributes[name]!; // the loop's own key
    return kept;
  };
}

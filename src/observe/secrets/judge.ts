import type { Confidence } from '#ground/model';
import { type Checksum, checksumOf } from './checksum.ts';
import type { Context } from './context.ts';
import { entropyOf } from './entropy.ts';
import type { RuleDetails } from './image.ts';
import { isPlaceholder } from './placeholder.ts';
import type { Match } from './scanner.ts';
import { type Span, textOf } from './text.ts';

/** A match that is taken for a secret. */
export interface Secret {
  readonly match: Match;
  readonly rule: RuleDetails;
  readonly span: Span;
  readonly value: string;
  readonly checksum: Checksum['state'];
  readonly confidence: Confidence;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** Where the match was made. */
export interface Surroundings {
  readonly path: string;
  readonly context: Context | undefined;
  readonly bytes: Uint8Array;
}

/** Undefined when the match is no secret: a placeholder, too regular, in a file that the rule does not read, far from its words. */
export function judge(match: Match, rule: RuleDetails, surroundings: Surroundings): Secret | undefined {
  if (rule.files !== undefined && !rule.files.some((end) => surroundings.path.endsWith(end))) return undefined;
  const span = groupOf(match, rule, 'secret') ?? { start: match.start, end: match.end };
  const value = textOf(surroundings.bytes, span);
  const checksum: Checksum = rule.checksum === undefined ? { state: 'absent' } : checksumOf(rule.checksum, value);
  if (checksum.state !== 'valid' && !couldBeSecret(value, span, rule, surroundings)) return undefined;
  return {
    match,
    rule,
    span,
    value,
    checksum: checksum.state,
    confidence: confidenceOf(rule, checksum.state, surroundings.context),
    attributes: { ...namedAttributes(match, rule, surroundings.bytes), ...checksum.attributes },
  };
}

function couldBeSecret(value: string, span: Span, rule: RuleDetails, { bytes }: Surroundings): boolean {
  if (rule.entropy !== undefined && entropyOf(value) < rule.entropy) return false;
  if (isPlaceholder(value, rule.placeholders)) return false;
  if (rule.near === undefined) return true;
  const { words, within } = rule.near;
  const around = textOf(bytes, {
    start: Math.max(0, span.start - within),
    end: Math.min(bytes.length, span.end + within),
  }).toLowerCase();
  return words.some((word) => around.includes(word));
}

/** A valid checksum is certain anywhere; a wrong one is only possible; without one, tests and documents lower it. */
function confidenceOf(rule: RuleDetails, checksum: Checksum['state'], context: Context | undefined): Confidence {
  if (checksum === 'valid') return 'certain';
  if (checksum === 'invalid' || context !== undefined) return 'possible';
  return rule.confidence;
}

function namedAttributes(match: Match, rule: RuleDetails, bytes: Uint8Array): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of rule.attributes) {
    const span = groupOf(match, rule, name);
    if (span !== undefined) attributes[name] = textOf(bytes, span).slice(0, 64);
  }
  return attributes;
}

export function groupOf(match: Match, rule: RuleDetails, name: string): Span | undefined {
  const index = rule.groups.indexOf(name);
  return index < 0 ? undefined : match.groups[index];
}

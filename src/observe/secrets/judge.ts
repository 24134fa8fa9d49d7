import type { Confidence } from '#ground/model';
import { checksumOf, structural } from './checksum.ts';
import type { Checksum } from './checksum-state.ts';
import type { Context } from './context.ts';
import { fromBase64 } from './decode/value.ts';
import { entropyOf, strengthOf } from './entropy.ts';
import type { RuleDetails } from './image.ts';
import { isPhrase, type Standing, standingOf } from './placeholder.ts';
import { groupOf, type Match } from './scanner.ts';
import { type Name, nameOf } from './symbol.ts';
import { type Span, textOf } from './text.ts';

/** A match that is taken for a secret. */
export interface Secret {
  readonly match: Match;
  readonly rule: RuleDetails;
  readonly span: Span;
  readonly value: string;
  /** What the value is assigned to; another value may stand there. */
  readonly name: Name | undefined;
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
  const written = textOf(surroundings.bytes, span);
  const decoded = rule.encoded === undefined ? undefined : fromBase64(written);
  const value = decoded ?? written;
  const checksum: Checksum | undefined =
    rule.checksum === undefined ? { state: 'absent' } : checksumOf(rule.checksum, value);
  if (checksum === undefined) return undefined;
  const host = hostOf(match, rule, surroundings.bytes);
  const isValid = checksum.state === 'valid';
  // Chance makes no valid checksum, and people do not make one up for an example.
  const standing = isValid ? 'secret' : plausible(value, span, host, rule, surroundings);
  if (standing === 'placeholder') return undefined;
  const name = nameOf(match, span, rule, surroundings.bytes);
  if (name !== undefined && isHarmless(name.text, rule.harmless)) return undefined;
  const isPossible = standing === 'doubtful' || (!isValid && isLoopback(host));
  return {
    match,
    rule,
    span,
    value,
    name,
    checksum: checksum.state,
    confidence: isPossible ? 'possible' : confidenceOf(rule, checksum.state, surroundings.context),
    attributes: {
      ...namedAttributes(match, rule, surroundings.bytes),
      ...checksum.attributes,
      ...(decoded !== undefined && { decoded: 'base64' }),
    },
  };
}

/** `placeholder` for all that cannot be a secret. */
function plausible(
  value: string,
  span: Span,
  host: string | undefined,
  rule: RuleDetails,
  surroundings: Surroundings,
): Standing {
  if (isReservedHost(host) || !couldBeSecret(value, span, rule, surroundings)) return 'placeholder';
  return standingOf(value, rule.placeholders);
}

function couldBeSecret(value: string, span: Span, rule: RuleDetails, { bytes }: Surroundings): boolean {
  if (rule.entropy !== undefined && entropyOf(value) < rule.entropy) return false;
  if (rule.strength !== undefined && strengthOf(value) < rule.strength) return false;
  if (rule.needs !== undefined && (isPhrase(value) || !(rule.needs === 'digit' ? /[0-9]/ : /[^A-Za-z]/).test(value)))
    return false;
  if (rule.near === undefined) return true;
  const { words, within } = rule.near;
  const around = textOf(bytes, {
    start: Math.max(0, span.start - within),
    end: Math.min(bytes.length, span.end + within),
  }).toLowerCase();
  return words.some((word) => around.includes(word));
}

/** Names that RFC 2606 keeps for documentation. */
function isReservedHost(host: string | undefined): boolean {
  return host !== undefined && /(?:^|\.)(?:example(?:\.(?:com|net|org))?|invalid|test)$/i.test(host);
}

/** A server on the developer's own machine. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.[0-9.]+|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal)$/i.test(host);
}

/** Splits at case and punctuation: tokenType and TOKEN_TYPE are token and type. */
function isHarmless(symbol: string, harmless: readonly string[] | undefined): boolean {
  if (harmless === undefined) return false;
  return symbol.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).some((word) => harmless.includes(word.toLowerCase()));
}

/**
 * A valid sum is certain anywhere, and a wrong one only possible. Tests and documents lower everything else: the keys in them have the
 * right structure, and open nothing.
 */
function confidenceOf(rule: RuleDetails, checksum: Checksum['state'], context: Context | undefined): Confidence {
  const isStructural = rule.checksum !== undefined && structural.has(rule.checksum);
  if (checksum === 'valid' && !isStructural) return 'certain';
  if (checksum === 'invalid' || context !== undefined) return 'possible';
  return checksum === 'valid' ? 'certain' : rule.confidence;
}

/** All of it: an attribute is cut to a length that fits a report. */
function hostOf(match: Match, rule: RuleDetails, bytes: Uint8Array): string | undefined {
  const span = groupOf(match, rule, 'host');
  return span === undefined ? undefined : textOf(bytes, span);
}

function namedAttributes(match: Match, rule: RuleDetails, bytes: Uint8Array): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of rule.attributes) {
    const span = groupOf(match, rule, name);
    if (span !== undefined) attributes[name] = textOf(bytes, span).slice(0, 64);
  }
  return attributes;
}

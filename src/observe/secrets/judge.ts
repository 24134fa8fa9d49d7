import type { Confidence } from '#ground/model';
import { type Checksum, checksumOf, structural } from './checksum.ts';
import type { Context } from './context.ts';
import { entropyOf, strengthOf } from './entropy.ts';
import type { RuleDetails } from './image.ts';
import { isPhrase, isPlaceholder } from './placeholder.ts';
import { groupOf, type Match } from './scanner.ts';
import { symbolOf } from './symbol.ts';
import { type Span, textOf } from './text.ts';

/** A match that is taken for a secret. */
export interface Secret {
  readonly match: Match;
  readonly rule: RuleDetails;
  readonly span: Span;
  readonly value: string;
  /** The name that the value is assigned to. */
  readonly symbol: string | undefined;
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
  const checksum: Checksum | undefined =
    rule.checksum === undefined ? { state: 'absent' } : checksumOf(rule.checksum, value);
  if (checksum === undefined) return undefined;
  if (checksum.state !== 'valid' && !couldBeSecret(value, span, rule, surroundings)) return undefined;
  const named = namedAttributes(match, rule, surroundings.bytes);
  if (isReservedHost(named['host'])) return undefined;
  const symbol = symbolOf(match, span, rule, surroundings.bytes);
  if (symbol !== undefined && isHarmless(symbol, rule.harmless)) return undefined;
  return {
    match,
    rule,
    span,
    value,
    symbol,
    checksum: checksum.state,
    confidence: isLoopback(named['host']) ? 'possible' : confidenceOf(rule, checksum.state, surroundings.context),
    attributes: { ...named, ...checksum.attributes },
  };
}

function couldBeSecret(value: string, span: Span, rule: RuleDetails, { bytes }: Surroundings): boolean {
  if (rule.entropy !== undefined && entropyOf(value) < rule.entropy) return false;
  if (rule.strength !== undefined && strengthOf(value) < rule.strength) return false;
  if (rule.needs !== undefined && (isPhrase(value) || !(rule.needs === 'digit' ? /[0-9]/ : /[^A-Za-z]/).test(value)))
    return false;
  if (isPlaceholder(value, rule.placeholders)) return false;
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

function namedAttributes(match: Match, rule: RuleDetails, bytes: Uint8Array): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name of rule.attributes) {
    const span = groupOf(match, rule, name);
    if (span !== undefined) attributes[name] = textOf(bytes, span).slice(0, 64);
  }
  return attributes;
}

import type { Confidence } from '#ground/model';
import { checksumOf, structural } from './checksum.ts';
import type { Checksum } from './checksum-state.ts';
import type { Context } from './context.ts';
import { fromBase64 } from './decode/value.ts';
import { entropyOf, strengthOf } from './entropy.ts';
import type { Image, RuleDetails } from './image.ts';
import { isPhrase, type Standing, standingOf } from './placeholder.ts';
import { groupOf, type Match } from './scanner.ts';
import { candidateOf, endOfBare, isListed, isOption, isPlainCode, isWord } from './score/candidate.ts';
import type { FileKind } from './score/file-kind.ts';
import type { Model } from './score/model.ts';
import { type Score, scoreOf } from './score/score.ts';
import { isSealed } from './score/sealed.ts';
import { type Name, nameOf } from './symbol.ts';
import { type Span, textOf } from './text.ts';
import { apart, looksLikeValue, valuesIn } from './values.ts';

/** A match that is taken for a secret. */
export interface Secret {
  readonly match: Match;
  readonly rule: RuleDetails;
  readonly span: Span;
  readonly value: string;
  /** What else in the match is not shown. */
  readonly besides?: readonly Span[];
  /** What the value is assigned to; another value may stand there. */
  readonly name: Name | undefined;
  readonly checksum: Checksum['state'];
  readonly confidence: Confidence;
  readonly score?: Score;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** A value that only stands for a secret, as a rule of that rank says. */
interface Placeholder {
  readonly placeholder: Span;
  readonly rank: number;
}

/** Where the match was made. */
export interface Surroundings {
  readonly path: string;
  readonly kind: FileKind;
  readonly context: Context | undefined;
  readonly model: () => Model;
  readonly bytes: Uint8Array;
}

/** The secrets among the matches of one text. A rule that scores values does not speak where one that knows the format saw a placeholder. */
export function judgeAll(matches: readonly Match[], image: Image, surroundings: Surroundings): Secret[] {
  const judged = matches.flatMap((match) => judge(match, image.details(match.rule), surroundings) ?? []);
  const secrets = judged.filter((one) => 'match' in one);
  const highest = secrets.reduce(
    (rank, { score, rule }) => (score === undefined ? rank : Math.max(rank, rule.rank)),
    -1,
  );
  if (highest < 0) return secrets;
  const known = judged.flatMap((one) => ('placeholder' in one && one.rank > highest ? [one.placeholder] : []));
  const placeholders = apart(known);
  return secrets.filter(({ span, score }) => score === undefined || valuesIn(placeholders, span).length === 0);
}

/**
 * Undefined when the match is no secret: too regular, in a file that the rule does not read, far from its words. A placeholder is one for
 * every rule: whoever knows the format knows what stands for it.
 */
function judge(match: Match, rule: RuleDetails, surroundings: Surroundings): Secret | Placeholder | undefined {
  if (rule.files !== undefined && !rule.files.some((end) => surroundings.path.endsWith(end))) return undefined;
  const span = spanOf(match, rule, surroundings.bytes);
  if (rule.scored !== undefined && isNoText(rule, span, match, surroundings)) return undefined;
  const written = textOf(surroundings.bytes, span);
  const decoded = rule.encoded === undefined ? undefined : fromBase64(written);
  const value = decoded ?? written;
  const checksum: Checksum | undefined =
    rule.checksum === undefined ? { state: 'absent' } : checksumOf(rule.checksum, value);
  if (checksum === undefined) return undefined;
  const host = hostOf(match, rule, surroundings.bytes);
  const isValid = checksum.state === 'valid';
  // Chance makes no valid checksum, and people do not make one up for an example.
  if (!isValid && !couldBeSecret(value, span, rule, surroundings)) return undefined;
  const standing = isValid ? 'secret' : isReservedHost(host) ? 'placeholder' : standingOf(value, rule.placeholders);
  if (standing === 'placeholder') return { placeholder: span, rank: rule.rank };
  const name = nameOf(match, span, rule, surroundings.bytes);
  if (name !== undefined && isHarmless(name.text, rule.harmless)) return undefined;
  if (rule.scored !== undefined) return judgeByScore(match, rule, { span, value, name }, standing, surroundings);
  // Whoever has an encrypted key must still guess its passphrase.
  const isEncrypted = checksum.attributes?.['encrypted'] === true;
  const isPossible = standing === 'doubtful' || (!isValid && isLoopback(host)) || isEncrypted;
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

function spanOf(match: Match, rule: RuleDetails, bytes: Uint8Array): Span {
  const span = groupOf(match, rule, 'secret') ?? { start: match.start, end: match.end };
  return rule.scored === 'text' ? { ...span, end: endOfBare({ bytes, span, start: match.start }) } : span;
}

/** Before anything is decoded: most of what stands behind such names is code, or a word. */
function isNoText(rule: RuleDetails, span: Span, match: Match, { bytes, kind }: Surroundings): boolean {
  if (rule.bits > 0 && isWord({ bytes, span })) return true;
  // One-time-token authentication is prose; --token is an option.
  if (rule.scored === 'option' && bytes[match.start] === 45 && !isOption(bytes, match.start)) return true;
  const place = { bytes, span, kind, start: match.start };
  return rule.scored === 'text' && (isPlainCode(place) || isListed(place));
}

/** What follows is filled in, or is the rest of a regular expression: Bearer abc.{{ rest }}, abc\.[a-z]. */
function isTemplate(next: string): boolean {
  return /^(?:[{$]|<[^/]|\\[.dw[])/.test(next);
}

/** A value without a format of its own. Undefined when its score is too low for anybody to look at. */
function judgeByScore(
  match: Match,
  rule: RuleDetails,
  { span, value, name }: Pick<Secret, 'span' | 'value' | 'name'>,
  standing: Standing,
  surroundings: Surroundings,
): Secret | undefined {
  if (rule.scored === undefined || isSealed(value)) return undefined;
  // A name is met by chance in what is random.
  if (name !== undefined && looksLikeValue(name.text)) return undefined;
  if (isTemplate(textOf(surroundings.bytes, { start: span.end, end: span.end + 2 }))) return undefined;
  const model = surroundings.model();
  const place = { ...surroundings, span, start: match.start };
  const score = scoreOf(candidateOf(value, name?.text, standing === 'doubtful', rule.scored, place), model);
  if (score === undefined) return undefined;
  const isLikely = score.percent >= model.thresholds.likely && surroundings.context === undefined;
  return {
    match,
    rule,
    span,
    value,
    name,
    checksum: 'absent',
    confidence: isLikely ? 'likely' : 'possible',
    score,
    attributes: namedAttributes(match, rule, surroundings.bytes),
  };
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

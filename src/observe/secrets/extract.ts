import type { Extraction, NotLookedAt, SourceFile } from '#ground/model';
import { type Context, contextOf } from './context.ts';
import { strengthOf } from './entropy.ts';
import type { SecretFact, SecretFacts } from './facts.ts';
import type { Image } from './image.ts';
import { type Found, inLayers, inTheClear } from './decode/found.ts';
import type { Layer, Unwrapped, Unwrapper } from './decode/unwrapper.ts';
import { mostSpecific, withoutParts } from './overlap.ts';
import { wholes } from './halves.ts';
import { normalKey } from './private-key.ts';
import { redact, withoutValue } from './redact.ts';
import { besides } from './own/gitleaks/besides.ts';
import type { Gitleaks } from './own/gitleaks/detect.ts';
import { groupOf, type ScanOutcome, type Scanner } from './scanner.ts';
import { fileKindOf } from './score/file-kind.ts';
import type { Model } from './score/model.ts';
import { type Name, nameBefore } from './symbol.ts';
import { Positions, type Span, textOf } from './text.ts';
import { apart, looksLikeValue, looksRandom, type Values, valuesIn, valuesOf } from './values.ts';

export interface Extractor {
  readonly scanner: Scanner;
  /** Of the same scanner. */
  readonly unwrapper: Unwrapper;
  readonly image: Image;
  /** By which values are scored that have no format of their own. */
  readonly model: () => Model;
  /** A team's gitleaks rules. */
  readonly gitleaks?: Gitleaks | undefined;
  /** Lower-case hexadecimal HMAC-SHA-256 of a value under the project's key. */
  readonly keyedHash: (value: string) => string;
  /** Hears of each secret that becomes a fact, with its value. */
  readonly witness?: (witnessed: Witnessed) => void;
}

export interface Witnessed {
  readonly secret: Found;
  readonly at: SecretFact['at'];
  /** The keyed hash that its finding is known by, if it is by one. */
  readonly hash: SecretFact['value'];
  /** The text in which the secret's spans are places. */
  readonly bytes: Uint8Array;
  /** The other half of the credential, where it stands close by. */
  readonly partner: Found | undefined;
}

/** Fewer bits than this can be guessed by anybody who has the hash and its key. */
const leastHashedBits = 80;
/** A file with more secrets than this is a dump; the rest is named as not looked at. */
const maxFacts = 2000;

/** The secrets of one file, without their values. */
export function extractSecrets(file: SourceFile, deadline: number, extractor: Extractor): Extraction<SecretFacts> {
  const { bytes } = file;
  const positions = new Positions(bytes);
  extractor.scanner.readAs(file.path);
  const outcome = extractor.scanner.scan(bytes, deadline);
  const { gitleaks, image } = extractor;
  const unwrapped = extractor.unwrapper.unwrap(bytes, deadline, gitleaks?.readsLayers);
  const isIdle = gitleaks === undefined || gitleaks.isIdle(file.path, bytes, outcome.hints);
  if (isIdle && isNothing(outcome) && isNothing({ ...unwrapped, matches: unwrapped.layers })) return {};
  const context = contextOf(file.path);
  const place = { path: file.path, kind: fileKindOf(file.path), context, model: extractor.model };
  const clear = inTheClear(bytes, outcome.matches, image, place);
  const encoded = unwrapped.layers.length === 0 ? [] : inLayers(unwrapped.layers, outcome.matches, image, place);
  const theirs = gitleaks?.look({
    bytes,
    path: file.path,
    hints: outcome.hints,
    layers: unwrapped.layers,
    builtin: [...clear, ...encoded],
    deadline,
  });
  const all =
    theirs === undefined
      ? withoutParts(mostSpecific([...clear, ...encoded]))
      : besides(withoutParts(mostSpecific(theirs.builtin)), theirs.secrets);
  const found = wholes(all).filter(
    ({ secret, partner }) =>
      touches(secret, file.inserted) || (partner !== undefined && touches(partner, file.inserted)),
  );
  const values = found.length === 0 ? [] : apart([...valuesOf(outcome.matches, image), ...all.flatMap(hiddenInFile)]);
  const inLayer = Map.groupBy(all, ({ layer }) => layer);
  const valuesAt = (layer: Layer | undefined): Values =>
    layer === undefined
      ? values
      : apart([...valuesOf(layer.matches, image), ...(inLayer.get(layer) ?? []).flatMap(hiddenInText)]);
  const facts = found.slice(0, maxFacts).map(({ secret, partner }) => {
    const fact = factOf(secret, partner, bytes, positions, valuesAt, context, extractor);
    extractor.witness?.({ secret, at: fact.at, hash: fact.value, bytes: secret.layer?.bytes ?? bytes, partner });
    return fact;
  });
  facts.push(...(gitleaks?.ofPath(file.path) ?? []).map(factOfPath));
  const gaveUp = [...outcome.gaveUp, ...(theirs?.gaveUp ?? [])];
  const notLookedAt = gaps({ ...outcome, gaveUp }, unwrapped, found.length, file.path, image);
  if (theirs?.isAllowed === true)
    notLookedAt.push({
      path: file.path,
      by: 'secrets',
      reason: 'excluded',
      detail: 'an allowlist of the gitleaks configuration has its path',
      expected: true,
    });
  return { ...(facts.length === 0 ? {} : { facts }), ...(notLookedAt.length === 0 ? {} : { notLookedAt }) };
}

function hiddenInText({ span, besides = [] }: Found): readonly Span[] {
  return [span, ...besides];
}

function hiddenInFile({ origin, layer, besides = [] }: Found): readonly Span[] {
  return [origin, ...(layer === undefined ? besides : besides.map((one) => layer.originOf(one)))];
}

/** A file that a rule means whatever is in it. */
export function factOfPath(rule: number): SecretFact {
  return { rule, at: [1, 1, 1, 1], confidence: 'likely', excerpt: '' };
}

function isNothing({
  matches,
  gaveUp,
  stoppedAt,
}: { readonly matches: readonly unknown[] } & Omit<ScanOutcome, 'matches'>): boolean {
  return matches.length === 0 && gaveUp.length === 0 && stoppedAt === undefined;
}

function touches({ match, layer }: Found, inserted: SourceFile['inserted']): boolean {
  if (inserted === undefined) return true;
  const { start, end } = layer === undefined ? match : layer.originOf(match);
  return inserted.some((range) => start < range.end && range.start < end);
}

function factOf(
  secret: Found,
  partner: Found | undefined,
  file: Uint8Array,
  positions: Positions,
  valuesAt: (layer: Layer | undefined) => Values,
  context: Context | undefined,
  extractor: Extractor,
): SecretFact {
  const { match, rule, span, checksum, layer, origin } = secret;
  const bytes = layer?.bytes ?? file;
  const values = valuesAt(layer);
  const symbol = symbolOf(secret, file, valuesAt(undefined), values);
  const attributes = attributesOf(secret, partner, values);
  const start = positions.at(origin.start);
  const end = positions.at(origin.end);
  const normal = rule.checksum === 'private-key' ? normalKey(secret.value) : secret.value;
  const hashed = Math.min(rule.bits, strengthOf(normal)) >= leastHashedBits;
  return {
    rule: match.rule,
    at: [start.line, start.column, end.line, end.column],
    confidence: secret.confidence,
    // Of exactly what `at` covers: whoever shows the lines around puts it there.
    excerpt: redact(secret.value, rule.bits === 0),
    ...(hashed ? { value: extractor.keyedHash(normal) } : {}),
    // Without a name a short secret is known by what stands around it.
    ...(symbol === undefined && !hashed
      ? { symbol: withoutValue(match, span, bytes, values) }
      : symbol === undefined
        ? {}
        : { symbol }),
    ...(checksum === 'absent' ? {} : { checksum }),
    ...(context === undefined ? {} : { context }),
    ...(secret.score === undefined ? {} : { score: secret.score }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
  };
}

/** What the value is assigned to, in the decoded text or before what was decoded. */
function symbolOf({ name, layer }: Found, file: Uint8Array, fileValues: Values, values: Values): string | undefined {
  const inner = name === undefined || isValue(name, layer?.bytes ?? file, values) ? undefined : name;
  const outer = inner === undefined && layer !== undefined ? nameBefore(layer.encoded.start, file) : undefined;
  const known = outer === undefined || isValue(outer, file, fileValues) ? inner : outer;
  return known?.text.slice(0, 200);
}

/** What stands beside a secret may be another one, or the end of one: m("first", "second"). It is no name then, and is not shown. */
function isValue({ text, span }: Name, bytes: Uint8Array, values: Values): boolean {
  return valuesIn(values, span).length > 0 || looksLikeValue(text) || looksRandom(runAround(span, bytes));
}

/** The span with what belongs to it in base64, where a name begins behind a slash. */
function runAround(span: Span, bytes: Uint8Array): string {
  let { start, end } = span;
  while (span.start - start < 128 && isOfToken(bytes[start - 1])) start -= 1;
  while (end - span.end < 128 && isOfToken(bytes[end])) end += 1;
  return textOf(bytes, { start, end });
}

function isOfToken(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9+/_-]/.test(String.fromCharCode(byte));
}

function attributesOf(
  { match, rule, attributes, layer }: Found,
  partner: Found | undefined,
  values: Values,
): Found['attributes'] {
  const shown = Object.entries(attributes).filter(([name]) => {
    const span = rule.attributes.includes(name) ? groupOf(match, rule, name) : undefined;
    return span === undefined || valuesIn(values, span).length === 0;
  });
  const codecs = [
    ...(layer?.codecs ?? []),
    ...(typeof attributes['decoded'] === 'string' ? [attributes['decoded']] : []),
  ];
  const decoded = codecs.length === 0 ? {} : { decoded: codecs.join('+') };
  const id = partner?.rule.partner?.is === 'id' ? { ...partner.attributes, id: redact(partner.value, false) } : {};
  return { ...id, ...Object.fromEntries(shown), ...(partner === undefined ? {} : { complete: true }), ...decoded };
}

function gaps(outcome: ScanOutcome, unwrapped: Unwrapped, secrets: number, path: string, image: Image): NotLookedAt[] {
  const gaveUp = new Set([...outcome.gaveUp, ...unwrapped.gaveUp]);
  const gaps: NotLookedAt[] = [...gaveUp].map((rule) => ({
    path,
    by: image.details(rule).id,
    reason: 'rule-timed-out',
    detail: 'the rule used up its budget for one file; its later matches are not known',
    expected: false,
  }));
  if (outcome.stoppedAt !== undefined) {
    gaps.push({
      path,
      by: 'secrets',
      reason: 'timed-out',
      detail: `stopped at byte ${outcome.stoppedAt}`,
      expected: false,
    });
  }
  if (unwrapped.stoppedAt !== undefined && outcome.stoppedAt === undefined) {
    gaps.push({
      path,
      by: 'secrets',
      reason: 'too-large',
      detail: `what is encoded behind byte ${unwrapped.stoppedAt} was not decoded`,
      expected: false,
    });
  }
  if (unwrapped.isCut === true)
    gaps.push({
      path,
      by: 'secrets',
      reason: 'too-large',
      detail: 'more is encoded than the rules of the gitleaks configuration were run over',
      expected: false,
    });
  if (secrets > maxFacts)
    gaps.push({
      path,
      by: 'secrets',
      reason: 'too-large',
      detail: `${secrets} secrets; the first ${maxFacts} are kept`,
      expected: false,
    });
  return gaps;
}

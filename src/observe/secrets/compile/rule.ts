import { z } from 'zod';
import { Confidence, Rule, Verification } from '#ground/model';
import { type Anchor, anchorsOf } from './anchors.ts';
import { assignedAs, assignedForms } from './assignment.ts';
import { capacityBits, findGroup, groupNames, lengths } from './measure.ts';
import { assigned, standingAlone } from './assigned.ts';
import { parsePattern, type Pattern } from './pattern.ts';
import { checksumKinds } from '../checksum.ts';
import { scoredForms } from '../score/candidate.ts';
import type { RuleDetails } from '../image.ts';

const shape = z.string().min(3).max(2000);

/** How a secret is recognised: by `pattern`; or by `token`, by `assignment`, or by either, where a provider has two forms. */
const Match = z
  .strictObject({
    /** A value that is recognised wherever it stands alone: no character of a token before or behind it. */
    token: shape.optional(),
    /**
     * A value that only its name betrays: `name` (any case) is in what it is assigned to, and `value` is all of the value. Without `value` it
     * may be anything, in the `form` that is said, and `name` says its case itself.
     */
    assignment: z
      .union([
        z.strictObject({ name: shape, value: shape }),
        z.strictObject({ name: shape, form: z.enum(assignedForms) }),
      ])
      .optional(),
    /** Anything else; `(?<secret>…)` names the value, or the whole match is it. */
    pattern: shape.optional(),
    /** One of these words (any case) stands within that many bytes of the value. */
    near: z
      .strictObject({ words: z.array(z.string().min(2).max(40)).min(1), within: z.int().min(20).max(2000) })
      .optional(),
    /**
     * The rule of the other half of a credential of two parts: with one of its matches that close, the credential is complete. `is: id` where
     * this rule's value only names the credential: it is told with its secret then, as one finding.
     */
    partner: z
      .strictObject({ rule: Rule.shape.id, within: z.int().min(20).max(5000), is: z.literal('id').optional() })
      .optional(),
    /** The value is in base64 there, and what that decodes to is the secret. */
    encoded: z.literal('base64').optional(),
    /** Only in files whose path ends so; examples are tested in a file of the first. */
    files: z.array(z.string().min(2)).optional(),
    /** Least Shannon entropy of the value, bits per character. */
    entropy: z.number().min(0.5).max(6).optional(),
    checksum: z.enum(checksumKinds).optional(),
    /** Least strength of the value in bits, with words counted as words. */
    strength: z.int().min(20).max(256).optional(),
    /** Its values have no format of their own, and are scored by what they are like, their name and their file: how they stand there. */
    scored: z.enum(scoredForms).optional(),
    /** What the value must have besides letters; code is full of names that look random. */
    needs: z.enum(['digit', 'digit-or-symbol']).optional(),
    /** Names with one of these words in them (tokenType, key_id) hold no secrets. */
    harmless: z.array(z.string().min(2).max(40)).optional(),
    /** Values that contain one of these (any case) are no secrets. */
    placeholders: z.array(z.string().min(2).max(80)).default([]),
    /** People choose it, so it has fewer bits than it looks: it is never hashed. */
    chosen: z.boolean().default(false),
    /** Named groups that policies may read: short, and public. */
    attributes: z.array(z.string()).default([]),
    /** What the match is worth without a checksum. */
    confidence: Confidence.default('likely'),
    /** Of two rules that match the same text, the higher one speaks. Defaults: pattern 30, token 20, assignment 10. */
    rank: z.int().min(0).max(100).optional(),
    /** Longest match in bytes, for patterns without a limit of their own. */
    window: z.int().min(16).max(65_536).default(4096),
  })
  .refine(
    (match) => (match.pattern === undefined) !== (match.token === undefined && match.assignment === undefined),
    'pattern, or token and assignment or one of them',
  );

/** A rule of this analyzer, as its file says it. */
export const SecretRule = Rule.extend({
  id: Rule.shape.id.refine((id) => id.startsWith('secrets/'), 'begins with secrets/'),
  /** Who issued the secret, and so who can revoke it. */
  provider: z.string().min(2).max(60),
  /** The page on which it is revoked and replaced; `fix` says how. */
  revokeAt: z.url({ protocol: /^https$/ }).optional(),
  match: Match,
  /** How to ask the provider whether the secret is live, on request only. */
  verify: Verification.optional(),
});
export type SecretRule = z.infer<typeof SecretRule>;

/** A rule, ready to be laid out in the image. */
export interface CompiledRule {
  readonly pattern: Pattern;
  readonly anchors: readonly Anchor[];
  readonly window: number;
  readonly groups: readonly string[];
  /** Least number of distinct bytes in the value, from its entropy. */
  readonly distinct: number;
  readonly details: RuleDetails;
}

class RuleError extends Error {
  readonly code = 'no-anchor';
}

/**
 * @throws RuleError when no rare part stands in every match, so that the rule would be tried everywhere; PatternError when
 * its pattern is malformed. `everyGroup`: matches tell of groups that nothing here reads, so that what they take can be hidden.
 */
export function compileRule(rule: SecretRule, { everyGroup = false } = {}): CompiledRule {
  const { match } = rule;
  const pattern = patternOf(match);
  const anchors = anchorsOf(pattern);
  if (anchors === undefined)
    throw new RuleError(
      `${rule.id}: nothing in its pattern is rare enough to look for; give it a literal part, or use assignment`,
    );
  const secret = findGroup(pattern, 'secret') ?? pattern;
  const all = groupNames(pattern);
  const known = ['secret', 'name', ...match.attributes];
  const names = known.filter((name) => all.includes(name));
  if (everyGroup) names.push(...all.filter((name) => !known.includes(name)));
  return {
    pattern,
    anchors,
    window: Math.min(lengths(pattern).max, match.window),
    groups: names,
    distinct: match.entropy === undefined ? 0 : Math.ceil(2 ** match.entropy - 1e-9),
    details: {
      id: rule.id,
      title: rule.title,
      provider: rule.provider,
      severity: rule.severity,
      confidence: match.confidence,
      rank: match.rank ?? (match.pattern === undefined ? (match.token === undefined ? 10 : 20) : 30),
      groups: names,
      // What is scored is as long as it likes: its own strength alone says whether it may be hashed.
      bits: match.chosen ? 0 : match.scored === undefined ? Math.floor(Math.min(capacityBits(secret), 4096)) : 4096,
      placeholders: match.placeholders.map((text) => text.toLowerCase()),
      attributes: match.attributes,
      ...(match.entropy === undefined ? {} : { entropy: match.entropy }),
      ...(match.scored === undefined ? {} : { scored: match.scored }),
      ...(match.strength === undefined ? {} : { strength: match.strength }),
      ...(match.needs === undefined ? {} : { needs: match.needs }),
      ...(match.harmless === undefined ? {} : { harmless: match.harmless.map((word) => word.toLowerCase()) }),
      ...(match.checksum === undefined ? {} : { checksum: match.checksum }),
      ...(match.near === undefined
        ? {}
        : { near: { words: match.near.words.map((text) => text.toLowerCase()), within: match.near.within } }),
      ...(match.encoded === undefined ? {} : { encoded: match.encoded }),
      ...(match.partner === undefined ? {} : { partner: match.partner }),
      ...(match.files === undefined ? {} : { files: match.files }),
    },
  };
}

function patternOf(match: z.infer<typeof Match>): Pattern {
  if (match.pattern !== undefined) return parsePattern(match.pattern);
  const { token, assignment } = match;
  const forms = [
    ...(token === undefined ? [] : [standingAlone(parsePattern(token))]),
    ...(assignment === undefined
      ? []
      : 'form' in assignment
        ? [assignedAs(assignment.form, assignment.name)]
        : [assigned(assignment.name, assignment.value)]),
  ];
  return forms.length === 1 ? forms[0]! : { kind: 'choice', options: forms };
}

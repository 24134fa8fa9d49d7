import type { RuleId } from '#ground/model';
import { lengths } from '../../compile/measure.ts';
import type { Pattern } from '../../compile/pattern.ts';
import type { CompiledRule } from '../../compile/rule.ts';
import type { RuleDetails } from '../../image.ts';
import type { Node, Regexp } from '../../re2/node.ts';
import { type OwnRuleDoc } from '../brought.ts';
import { type Approximation, approximate, wordsAsAnchors } from './approximate.ts';
import type { ConfigRule } from './config.ts';
import type { Allowlist, GitleaksRule, Required } from './settings.ts';

/** Ours, one for each of theirs: controls ask for rules of an analyzer by how their ids begin. */
export function ruleIds(ids: readonly string[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    const name = id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 80);
    let unique = `secrets/gitleaks-${name === '' ? 'rule' : name}`;
    for (let number = 2; taken.has(unique); number += 1) unique = `secrets/gitleaks-${name}-${number}`;
    taken.add(unique);
    return unique;
  });
}

export interface RuleParts {
  readonly rule: ConfigRule;
  /** Ours. */
  readonly id: string;
  readonly regexp: Regexp | undefined;
  readonly path: Regexp | undefined;
  readonly allowlists: readonly Allowlist[];
  readonly required: readonly Required[];
}

/** The rule for the analyzer, and what tells the kernel where to look. */
export function compiledRule({ rule, id, regexp, path, allowlists, required }: RuleParts): {
  rule: GitleaksRule;
  compiled: CompiledRule;
} {
  const keywords = rule.keywords.map((word) => word.toLowerCase());
  const near = regexp === undefined ? undefined : approximate(regexp.root);
  const words =
    near !== undefined || regexp === undefined || keywords.length === 0 ? undefined : wordsAsAnchors(keywords);
  return {
    rule: {
      id: rule.id,
      lookFor: near !== undefined ? 'near' : words === undefined ? 'always' : 'text',
      before: near === undefined ? 0 : Math.max(...near.anchors.map(({ high }) => high)),
      ...(near !== undefined && near.longest < Infinity && { longest: near.longest }),
      ...(regexp !== undefined && { regexp }),
      ...(path !== undefined && { path }),
      secretGroup: rule.secretgroup,
      entropy: rule.entropy,
      keywords,
      tags: rule.tags,
      allowlists,
      required,
      skipReport: rule.skipreport,
    },
    compiled: forKernel(near ?? words, detailsOf(rule, id, regexp)),
  };
}

/** With fewer, people may have chosen it: nothing of it is shown, and it is never hashed. */
const leastBits = 80;

/** A rule without anchors is in the image for its details alone. */
function forKernel(approximation: Approximation | undefined, details: RuleDetails): CompiledRule {
  const nothing: Pattern = { kind: 'sequence', items: [] };
  const { pattern, anchors } = approximation ?? { pattern: nothing, anchors: [] };
  return { pattern, anchors, window: Math.min(lengths(pattern).max, 65_535), groups: [], distinct: 0, details };
}

function detailsOf(rule: ConfigRule, id: string, regexp: Regexp | undefined): RuleDetails {
  const bits = regexp === undefined ? 0 : bitsOf(secretOf(regexp, rule.secretgroup));
  return {
    id,
    title: (rule.description === '' ? rule.id : rule.description).slice(0, 200),
    provider: '',
    severity: 'high',
    confidence: 'likely',
    rank: 50,
    groups: [],
    bits: bits < leastBits ? 0 : Math.floor(Math.min(bits, 4096)),
    placeholders: [],
    attributes: [],
  };
}

function secretOf({ root, groups }: Regexp, number: number): Node {
  return (number > 0 || groups > 0 ? groupOf(root, Math.max(1, number)) : undefined) ?? root;
}

function groupOf(node: Node, number: number): Node | undefined {
  switch (node.kind) {
    case 'group':
      return node.number === number ? node.item : groupOf(node.item, number);
    case 'repeat':
      return groupOf(node.item, number);
    case 'sequence':
    case 'choice':
      for (const item of node.kind === 'sequence' ? node.items : node.options) {
        const found = groupOf(item, number);
        if (found !== undefined) return found;
      }
      return undefined;
    default:
      return undefined;
  }
}

/** log2 of how many texts of the shortest length match; characters beyond ASCII do not count. */
function bitsOf(node: Node): number {
  switch (node.kind) {
    case 'runes': {
      let count = 0;
      for (let at = 0; at < node.runes.length; at += 2)
        if (node.runes[at]! < 128) count += Math.min(127, node.runes[at + 1]!) - node.runes[at]! + 1;
      return Math.log2(Math.max(1, count));
    }
    case 'sequence':
      return node.items.reduce((sum, item) => sum + bitsOf(item), 0);
    case 'choice':
      return Math.min(...node.options.map(bitsOf));
    case 'repeat':
      return node.min * bitsOf(node.item);
    case 'group':
      return bitsOf(node.item);
    default:
      return 0;
  }
}

/** gitleaks's rules say little; what they say is given, and where they stand. */
export function documentationOf(rule: ConfigRule, id: string, file: string): OwnRuleDoc {
  const said = rule.description === '' ? rule.id : rule.description;
  return {
    id: id as RuleId, // ruleIds made it of the right letters
    title: said.slice(0, 120),
    finds: `What ${file} says under the id ${rule.id}${rule.description === '' ? '' : `: ${rule.description}`}.`.slice(
      0,
      1000,
    ),
    why: 'The team has a rule for it; its file says no more. Whoever holds a secret may do what its owner may.',
    severity: 'high',
    references: ['CWE-798', file],
    fix: 'Revoke it where it was issued, put a new one where only those who need it can read it, and remove it from the code.',
  };
}

import type { MatchOptions } from '../match/frame.ts';
import { slotsInStrings } from '../match/strings.ts';
import type { CompiledRule, EncodedNode } from '../image.ts';
import { K, Node, none } from '../tree/node.ts';

/** A rule whose patterns are trees again, as far as somebody needed them. */
export class OpenRule {
  readonly rule: CompiledRule;
  readonly options: MatchOptions;
  private readonly slots: ReadonlyMap<string, number>;
  private readonly decoded = new Map<readonly EncodedNode[], readonly Node[]>();

  constructor(rule: CompiledRule) {
    this.rule = rule;
    this.slots = new Map(rule.metavariables.map((name, slot) => [name, slot]));
    const said = (name: string, otherwise: boolean): boolean =>
      typeof rule.options[name] === 'boolean' ? rule.options[name] : otherwise;
    this.options = {
      language: rule.language,
      constants: said('constant_propagation', true),
      symbolic: said('symbolic_propagation', false),
      implicitDeep: said('implicit_deep_exprstmt', true),
      commutative: said('commutative_boolop', false),
      symmetric: said('symmetric_eq', false),
      associative: said('ac_matching', true),
      declarations: said('vardef_assign', true),
    };
  }

  slot(name: string): number {
    return this.slots.get(name) ?? -1;
  }

  nodes(encoded: readonly EncodedNode[]): readonly Node[] {
    let nodes = this.decoded.get(encoded);
    if (nodes === undefined) {
      nodes = encoded.map((one) => this.decode(one));
      this.decoded.set(encoded, nodes);
    }
    return nodes;
  }

  private decode([kind, text, kids, slot, attributes]: EncodedNode): Node {
    if (kind === K.none) return none;
    const node = new Node(
      kind,
      text,
      kids.map((kid) => this.decode(kid)),
      0,
      0,
    ).adorn((attributes ?? []).map((one) => this.decode(one)));
    node.slot = slot;
    if (
      (kind === K.string || kind === K.symbol) &&
      kids.length === 0 &&
      (/\$[A-Z_]/.test(text) || text.includes('...'))
    )
      slotsInStrings.set(node, this.slots);
    return node;
  }
}

import type { CompiledFormula } from '../image.ts';
import type { Effort } from '../match/frame.ts';
import { Matcher } from '../match/matcher.ts';
import { isExpression, mayMatch } from '../match/shape.ts';
import { findExpression } from '../text/find.ts';
import { findWords } from '../text/generic.ts';
import { K, leaf, type Node } from '../tree/node.ts';
import { holds } from './conditions.ts';
import { type Found, type Opener, type Searching, unified } from './found.ts';
import type { OpenRule } from './open-rule.ts';
import { lastName, type View } from './view.ts';

interface Outcome {
  readonly found: readonly Found[];
  /** `overlap` for regular expressions, `inside` for what must stand around. */
  readonly as: 'same' | 'inside' | 'overlap';
}

const most = 4000;

/** Works out one rule's formulas over one text. Each pattern is looked for once. */
export class Search implements Searching {
  readonly view: View;
  readonly rule: OpenRule;
  readonly opener: Opener;
  readonly effort: Effort;
  private readonly matcher: Matcher;
  private readonly known = new Map<CompiledFormula, readonly Found[]>();
  /** Only what is in it counts. */
  private readonly scope: Node | undefined;

  constructor(view: View, rule: OpenRule, effort: Effort, opener: Opener, scope?: Node) {
    this.scope = scope;
    this.view = view;
    this.rule = rule;
    this.effort = effort;
    this.opener = opener;
    this.matcher = new Matcher(
      view.names,
      { ...rule.options, language: view.language },
      rule.rule.metavariables.length,
      effort,
    );
  }

  nested(view: View, scope?: Node): Search {
    return new Search(view, this.rule, this.effort, this.opener, scope);
  }

  find(formula: CompiledFormula): readonly Found[] {
    let found = this.known.get(formula);
    if (found === undefined) {
      found = distinct(this.work(formula));
      this.known.set(formula, found);
    }
    return found;
  }

  /** For a metavariable's content: where nothing but conditions and what must not be stand, the content itself. */
  findWithin(formula: CompiledFormula, whole: Found): readonly Found[] {
    if (formula.op === 'not' || (formula.op === 'all' && !formula.of.some((one) => one.op !== 'not')))
      return this.all(formula.op === 'not' ? { op: 'all', of: [formula], where: [], focus: [] } : formula, whole);
    if (formula.op === 'any') return formula.of.flatMap((one) => this.findWithin(one, whole));
    return this.find(formula);
  }

  private work(formula: CompiledFormula): readonly Found[] {
    switch (formula.op) {
      case 'tree':
        return this.tree(this.rule.nodes(formula.nodes));
      case 'words':
        return findWords(formula.text, this.view.text, this.rule, this.effort);
      case 'regex':
        return findExpression(
          formula.text,
          formula.groups,
          this.view.text,
          this.rule.rule.metavariables.length,
          this.effort,
        );
      case 'any':
        return formula.of.flatMap((one) => this.find(one));
      case 'inside':
        return this.find(formula.of);
      case 'not':
        return [];
      default:
        return this.all(formula, undefined);
    }
  }

  private all(formula: Extract<CompiledFormula, { op: 'all' }>, whole: Found | undefined): readonly Found[] {
    let found: readonly Found[] | undefined = whole === undefined ? undefined : [whole];
    const positive = formula.of.filter(({ op }) => op !== 'not');
    // What is looked for comes first, what must stand around it behind.
    const ordered = [...positive.filter(({ op }) => op !== 'inside'), ...positive.filter(({ op }) => op === 'inside')];
    for (const one of ordered) {
      const other = this.find(one);
      found = found === undefined ? other : distinct(this.intersected(found, other, one.op === 'inside'));
      if (found.length === 0) return [];
    }
    if (found === undefined) return [];
    // What an expression rules out needs not be compared with what must not be.
    for (const one of formula.where)
      if (one.kind === 'regex') found = found.filter((match) => holds(one, match, this).length > 0);
    if (found.length === 0) return [];
    for (const one of formula.of) {
      if (one.op !== 'not') continue;
      const outcome = this.outcome(one.of);
      if (outcome.found.length > 0)
        found = found.filter((match) => !outcome.found.some((other) => forbids(match, other, outcome.as)));
      if (found.length === 0) return [];
    }
    for (const condition of formula.where) {
      found = found.flatMap((match) => holds(condition, match, this));
      if (found.length === 0) return [];
    }
    for (const slots of formula.focus) found = focused(found, slots);
    return distinct(found);
  }

  private outcome(formula: CompiledFormula): Outcome {
    if (formula.op === 'inside') return { found: this.find(formula), as: 'inside' };
    return { found: this.find(formula), as: formula.op === 'regex' ? 'overlap' : 'same' };
  }

  private tree(nodes: readonly Node[]): readonly Found[] {
    const [only] = nodes;
    if (only === undefined) return [];
    if (nodes.length === 1 && only.kind === K.ellipsis)
      return [{ start: this.view.root.start, end: this.view.root.end, bindings: [], node: this.view.root }];
    if (nodes.length === 1) return this.single(only);
    return this.rows(nodes);
  }

  /** Whoever writes what is looked at decides how much is found: what is left is told as what took too long. */
  private isEnough(found: readonly Found[]): boolean {
    if (found.length > most) this.effort.isCut = true;
    return found.length > most || this.effort.steps < 0;
  }

  private intersected(a: readonly Found[], b: readonly Found[], isInside: boolean): Found[] {
    const made: Found[] = [];
    for (const x of a)
      for (const y of b) {
        const inner =
          x.start >= y.start && x.end <= y.end ? x : !isInside && y.start >= x.start && y.end <= x.end ? y : undefined;
        if (inner === undefined) continue;
        const bindings = unified(x.bindings, y.bindings);
        if (bindings !== undefined) made.push({ ...inner, bindings });
        if (this.isEnough(made)) return made;
      }
    return made;
  }

  private single(pattern: Node): readonly Found[] {
    const found: Found[] = [];
    for (const node of this.candidates(pattern)) {
      for (const bindings of this.matcher.at(pattern, node))
        found.push({ start: node.start, end: node.end, bindings, node });
      if (this.isEnough(found)) break;
    }
    return found;
  }

  private candidates(pattern: Node): readonly Node[] {
    const { view } = this;
    if (this.scope !== undefined) return inside(this.scope).filter((node) => mayMatch(pattern, node));
    if (pattern.kind === K.call) {
      const name =
        pattern.kids[0]!.kind === K.name ||
        (pattern.kids[0]!.kind === K.member && pattern.kids[0]!.kids[1]!.kind === K.name)
          ? lastName(pattern.kids[0]!)
          : undefined;
      const others = view.language === 'ruby' ? view.ofKind(K.member) : [];
      return name === undefined ? [...view.ofKind(K.call), ...others] : [...view.calls(name), ...others];
    }
    if (pattern.kind === K.metavariable || pattern.kind === K.typed || pattern.kind === K.deep) {
      const all: Node[] = [];
      for (let kind = 1; kind < K.metavariable; kind += 1)
        if (kind !== K.args && kind !== K.params && kind !== K.bases && kind !== K.clauses)
          all.push(
            ...view
              .ofKind(kind)
              .filter(
                (node) => isExpression(node) || (pattern.kind === K.metavariable && node.parent?.kind === K.block),
              ),
          );
      return all;
    }
    const kinds = kindsFor(pattern);
    const own = kinds.length === 1 ? view.ofKind(kinds[0]!) : kinds.flatMap((kind) => view.ofKind(kind));
    return pattern.kind === K.name ? own.filter((node) => node.kind !== K.name || !isLabel(node)) : own;
  }

  private rows(patterns: readonly Node[]): readonly Found[] {
    const found: Found[] = [];
    const first = patterns[0]!;
    const isOpen = first.kind === K.ellipsis || first.kind === K.metavariables;
    const blocks =
      this.scope === undefined
        ? [...this.view.ofKind(K.file), ...this.view.ofKind(K.block)]
        : inside(this.scope).filter(({ kind }) => kind === K.block);
    {
      for (const block of blocks) {
        const statements = block.kids;
        for (let from = 0; from < (isOpen ? Math.min(1, statements.length) : statements.length); from += 1) {
          if (!isOpen && !isExpression(first) && !mayMatch(first, statements[from]!)) continue;
          const { found: all, ends } = this.matcher.row(patterns, statements, from);
          for (const [i, bindings] of all.entries())
            found.push({ start: statements[from]!.start, end: Math.max(ends[i]!, statements[from]!.end), bindings });
          if (this.isEnough(found)) return found;
        }
      }
    }
    return found;
  }
}

/** A node and all that is in it. */
function inside(scope: Node): readonly Node[] {
  const found: Node[] = [];
  const open: Node[] = [scope];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    for (let i = node.kids.length - 1; i >= 0; i -= 1) if (node.kids[i]!.kind !== K.none) open.push(node.kids[i]!);
  }
  return found;
}

const allKinds = Array.from({ length: K.metavariable - 1 }, (_, i) => i + 1);
const kindsKnown = new Map<number, readonly number[]>();

/** Kinds of nodes that a pattern of a kind may match. */
function kindsFor(pattern: Node): readonly number[] {
  let kinds = kindsKnown.get(pattern.kind);
  if (kinds === undefined) {
    kinds = allKinds.filter(
      (kind) =>
        mayMatch(leaf(pattern.kind, '', 0, 0), leaf(kind, '', 0, 0)) &&
        (kind === pattern.kind ||
          kind !== K.name ||
          pattern.kind === K.string ||
          pattern.kind === K.number ||
          pattern.kind === K.member),
    );
    if (pattern.kind === K.name) kinds = [K.name];
    kindsKnown.set(pattern.kind, kinds);
  }
  return kinds;
}

/** A name that names a member, an argument or a key is no expression. */
function isLabel(node: Node): boolean {
  const { parent } = node;
  if (parent === undefined) return false;
  if (parent.kind === K.member) return parent.kids[1] === node;
  return parent.kind === K.keyword && parent.kids[0] === node;
}

function forbids(match: Found, other: Found, as: Outcome['as']): boolean {
  const isIn = match.start >= other.start && match.end <= other.end;
  const isAround = other.start >= match.start && other.end <= match.end;
  if (
    as === 'inside'
      ? !isIn
      : as === 'overlap'
        ? match.end <= other.start || other.end <= match.start
        : !(isIn && isAround)
  )
    return false;
  return unified(match.bindings, other.bindings) !== undefined;
}

function focused(found: readonly Found[], slots: readonly number[]): readonly Found[] {
  return found.flatMap((match) =>
    slots.flatMap((slot) => {
      const node = match.bindings[slot];
      return node === undefined ? [] : [{ start: node.start, end: node.end, bindings: match.bindings, node }];
    }),
  );
}

function distinct(found: readonly Found[]): readonly Found[] {
  if (found.length < 2) return found;
  const seen = new Set<string>();
  return found.filter(({ start, end, bindings }) => {
    let key = `${start}-${end}`;
    for (const node of bindings) key += node === undefined ? ',' : `,${node.start}-${node.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

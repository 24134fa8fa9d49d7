import { ApiSet, noApi } from './api.ts';
import type { CompiledCondition, CompiledEntry, CompiledModel } from '../compile/compiled.ts';
import type { ModelPath } from '../compile/path.ts';
import { harmful, maskOf } from './masks.ts';
import {
  type CheckFact,
  type Condition,
  type Entry,
  type MutableFacts,
  type NamedFact,
  type NodeFacts,
  noFacts,
  type SinkFact,
} from './model-facts.ts';

/**
 * The models of one language, linked: a tree of places, whose edges are steps of paths. A value carries the places that it is at (`ApiSet`);
 * places that no model names do not exist.
 */
export class Models {
  readonly named: NamedFact[] = [];
  /** Entries that are known by the name under which they are exported. */
  readonly exported: Entry[] = [];
  /** Entries that are known by the name of their first parameter. */
  readonly byParameter: Entry[] = [];
  readonly #children: (Map<string, number> | undefined)[] = [undefined];
  readonly #facts: (MutableFacts | undefined)[] = [undefined];
  readonly #types: (number[] | undefined)[] = [undefined];
  readonly #roots = new Map<string, number>();
  readonly #sets = new Map<string, ApiSet>();
  readonly #rootSets = new Map<string, ApiSet>();
  readonly #unknown = new Set<string>();
  readonly #unite = (nodes: readonly number[]): ApiSet => this.#setOf(nodes);

  constructor(models: readonly CompiledModel[]) {
    for (const model of models) this.#link(model);
  }

  /** Where a package, a type (`<name>`) or a global (`global:name`) is. */
  root(name: string): ApiSet {
    let set = this.#rootSets.get(name);
    if (set === undefined) {
      const node = this.#roots.get(name);
      set = node === undefined ? noApi : this.#setOf([node]);
      this.#rootSets.set(name, set);
    }
    return set;
  }

  /** What models say of a name of which nothing else is known. */
  unknownRoot(name: string): ApiSet {
    return this.#unknown.has(name) ? this.root(`unknown:${name}`) : noApi;
  }

  /** One step on to a member. */
  member(from: ApiSet, name: string): ApiSet {
    if (from === noApi) return noApi;
    let to = from.members.get(name);
    if (to === undefined) {
      to = this.#stepped(from, `.${name}`);
      if (to !== noApi || from.members.size < 2000) from.members.set(name, to);
    }
    return to;
  }

  has(root: string): boolean {
    return this.#roots.has(root);
  }

  /** One step on: `.name`, `[]` or `()`. */
  step(from: ApiSet, step: string): ApiSet {
    if (from === noApi) return noApi;
    let to = from.steps.get(step);
    if (to === undefined) {
      to = this.#stepped(from, step);
      // Names come from files: what leads nowhere is not kept beyond a bound.
      if (to !== noApi || from.steps.size < 2000) from.steps.set(step, to);
    }
    return to;
  }

  /** Whether the place is that of a type's root: what the project keeps in such values is remembered. */
  typeNodes(set: ApiSet): readonly number[] {
    return (set.types ??= set.nodes.filter((node) => this.#typeRoots.has(node)));
  }

  readonly #typeRoots = new Set<number>();

  #stepped(from: ApiSet, step: string): ApiSet {
    const reached: number[] = [];
    for (const node of from.nodes) {
      const children = this.#children[node];
      if (children === undefined) continue;
      const own = children.get(step);
      if (own !== undefined) reached.push(own);
      if (step === '()') continue;
      const iterated = step === '[]' ? children.get('[of]') : undefined;
      if (iterated !== undefined) reached.push(iterated);
      const any = children.get('.*');
      if (any !== undefined) reached.push(any);
      if (own === undefined && step !== '[]') {
        const element = children.get('[]');
        if (element !== undefined) reached.push(element);
      }
    }
    return reached.length === 0 ? noApi : this.#setOf(reached);
  }

  #setOf(nodes: readonly number[]): ApiSet {
    const all = new Set<number>();
    const add = (node: number): void => {
      if (all.has(node) || all.size >= 24) return;
      all.add(node);
      for (const type of this.#types[node] ?? []) add(type);
    };
    for (const node of nodes) add(node);
    const sorted = [...all].sort((a, b) => a - b);
    const key = sorted.join(',');
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = new ApiSet(sorted, this.#together(sorted), this.#unite);
      this.#sets.set(key, set);
    }
    return set;
  }

  #together(nodes: readonly number[]): NodeFacts | undefined {
    const given = nodes.map((node) => this.#facts[node]).filter((facts) => facts !== undefined);
    if (given.length <= 1) return given[0];
    const together = noFacts();
    for (const facts of given)
      for (const key of Object.keys(together) as (keyof NodeFacts)[]) (together[key] as unknown[]).push(...facts[key]);
    return together;
  }

  #node(path: ModelPath): number {
    let node: number | undefined = this.#roots.get(path[0]!);
    if (node === undefined) {
      node = this.#add();
      this.#roots.set(path[0]!, node);
      if (path[0]!.startsWith('<')) this.#typeRoots.add(node);
      if (path[0]!.startsWith('unknown:')) this.#unknown.add(path[0]!.slice('unknown:'.length));
    }
    for (let at = 1; at < path.length; at++) {
      const children: Map<string, number> = (this.#children[node] ??= new Map<string, number>());
      let next: number | undefined = children.get(path[at]!);
      if (next === undefined) {
        next = this.#add();
        children.set(path[at]!, next);
      }
      node = next;
    }
    return node;
  }

  #add(): number {
    this.#facts.push(undefined);
    this.#types.push(undefined);
    return this.#children.push(undefined) - 1;
  }

  #of(path: ModelPath): MutableFacts {
    return (this.#facts[this.#node(path)] ??= noFacts());
  }

  #type(name: string): number {
    return this.#node([`<${name}>`]);
  }

  #isA(node: number, type: number): void {
    const types = (this.#types[node] ??= []);
    if (node !== type && !types.includes(type)) types.push(type);
  }

  #link(model: CompiledModel): void {
    for (const { name, extends: bases } of model.types)
      for (const base of bases) this.#isA(this.#type(name), this.#type(base));
    for (const { paths, is, when } of model.values)
      for (const path of paths) {
        if (when.length === 0) this.#isA(this.#node(path), this.#type(is));
        else {
          this.#type(is);
          this.#of(path).types.push({ type: is, when: this.#conditions(when) });
        }
      }
    for (const { paths, kind, label, harmless } of model.sources)
      for (const path of paths)
        this.#of(path).sources.push({ kind, label, mask: harmless === undefined ? 0 : maskOf(harmless) });
    for (const { names, source, sink, check, when, message, confidence } of model.named) {
      const setting =
        check === undefined || when.length === 0
          ? undefined
          : {
              rule: check,
              library: model.library,
              when: this.#conditions(when),
              message,
              confidence,
              repair: undefined,
              file: undefined,
            };
      this.named.push({
        names: new RegExp(names, 'u'),
        source,
        sink: when.length === 0 ? sink : undefined,
        check: setting === undefined ? check : undefined,
        setting,
        place: sink === undefined || when.length === 0 ? undefined : { kind: sink, when: this.#conditions(when) },
      });
    }
    for (const { paths, ...fact } of model.callbacks)
      for (const path of paths)
        this.#of(path).callbacks.push({
          ...fact,
          arity: fact.arity,
          result: fact.result,
          when: this.#conditions(fact.when),
        });
    for (const { paths, from, to, state, undoes } of model.propagators)
      for (const path of paths)
        this.#of(path).propagators.push({ from, to, state, undoes: undoes === undefined ? harmful : maskOf(undoes) });
    for (const { paths, kinds, arg, inPlace, when } of model.sanitizers)
      for (const path of paths)
        this.#of(path).sanitizers.push({
          mask: maskOf(kinds),
          isTotal: kinds === 'all',
          arg,
          inPlace,
          when: this.#conditions(when),
        });
    this.#linkTemplates(model);
    for (const { paths, kinds, arg, holds } of model.guards)
      for (const path of paths) this.#of(path).guards.push({ mask: maskOf(kinds), arg, holds });
    this.#linkSinks(model);
    for (const entry of model.entries) this.#linkEntry(entry);
  }

  #linkTemplates(model: CompiledModel): void {
    for (const { paths, decorators, bases, when, ...fact } of model.renders) {
      const render = { ...fact, when: this.#conditions(when) };
      for (const path of paths) this.#of(path).renders.push(render);
      for (const path of bases) this.#of(path).pages.push(render);
      for (const path of decorators) for (const place of bothWays(path)) this.#of(place).pages.push(render);
    }
    for (const { paths, when } of model.unescaped)
      for (const path of paths) this.#of(path).unescaped.push(this.#conditions(when));
    for (const { paths, decorators, name, function: made, method } of model.helpers) {
      const helper = { name, function: made, method };
      for (const path of paths) this.#of(path).helpers.push(helper);
      for (const path of decorators) for (const place of bothWays(path)) this.#of(place).namedHelpers.push(helper);
    }
  }

  #linkSinks(model: CompiledModel): void {
    for (const sink of model.sinks) {
      const fact: SinkFact = {
        kind: sink.kind,
        args: sink.args,
        when: this.#conditions(sink.when),
        unless: sink.unless.map(({ paths, when }) => ({
          nodes: paths.map((path) => this.#node(path)),
          when: this.#conditions(when),
        })),
      };
      for (const path of sink.paths) (sink.assigned ? this.#of(path).assignedSinks : this.#of(path).sinks).push(fact);
    }
    for (const check of model.checks) {
      const fact: CheckFact = {
        rule: check.rule,
        library: model.library,
        when: this.#conditions(check.when),
        message: check.message,
        confidence: check.confidence,
        repair: check.repair,
        file: check.file === undefined ? undefined : new RegExp(check.file, 'u'),
      };
      for (const path of check.paths)
        (check.assigned ? this.#of(path).assignedChecks : this.#of(path).checks).push(fact);
    }
  }

  #linkEntry(entry: CompiledEntry): void {
    const linked: Entry = {
      entry,
      file: entry.file === undefined ? undefined : new RegExp(entry.file, 'u'),
      decorated: entry.decorated.map(({ decorators, is }) => ({
        nodes: decorators.flatMap((path) => [this.#node(path), this.#node([...path, '()'])]),
        is,
      })),
    };
    for (const path of entry.decorators) {
      const facts = this.#of(path);
      facts.decorates.push(linked);
      // `@Get` and `@Get()` are written for one another.
      if (path.at(-1) !== '()') this.#of([...path, '()']).decorates.push(linked);
    }
    for (const path of entry.bases) this.#of(path).bases.push(linked);
    if (entry.parameter.length > 0) this.byParameter.push(linked);
    if (entry.exported.length > 0 && entry.decorators.length === 0 && entry.bases.length === 0)
      this.exported.push(linked);
  }

  #conditions(conditions: readonly CompiledCondition[]): Condition[] {
    return conditions.map(({ matches, notMatches, path, ...rest }) => ({
      ...rest,
      ...(matches === undefined ? {} : { matches: new RegExp(matches, 'u') }),
      ...(notMatches === undefined ? {} : { notMatches: new RegExp(notMatches, 'u') }),
      ...(path === undefined ? {} : { path: path.map((each) => this.#node(each)) }),
    }));
  }
}

/** `@Render` and `@Render()`: of a decorator that is called, what is called is known too. */
function bothWays(path: ModelPath): readonly ModelPath[] {
  return path.at(-1) === '()' ? [path.slice(0, -1)] : [path];
}

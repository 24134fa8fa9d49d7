import type { Frame } from '../values/frame.ts';
import type { CheckFact, NamedFact, NamedSink } from '../models/model-facts.ts';
import type { Labels, Value } from '../values/value.ts';

interface Told extends Pick<NamedFact, 'source' | 'sink' | 'check'> {
  readonly settings: readonly CheckFact[];
  readonly places: readonly NamedSink[];
}

/** What a name tells (library.ts, `named`): the kind of source, or of sink, by the name in lower case without `_`, `-` and `$`. */
export class NameBook {
  readonly #facts: readonly NamedFact[];
  readonly #any: RegExp;
  readonly #known = new Map<string, Told | null>();

  constructor(facts: readonly NamedFact[]) {
    this.#facts = facts;
    this.#any = new RegExp(facts.map(({ names }) => `(?:${names.source})`).join('|'), 'u');
  }

  look(name: string): Told | undefined {
    if (this.#facts.length === 0) return undefined;
    const known = this.#known.get(name);
    if (known !== undefined) return known ?? undefined;
    let told: Told | undefined;
    if (name.length < 80) {
      const plain = name.toLowerCase().replaceAll(/[_$-]/g, '');
      const isNamed = this.#any.test(plain);
      for (const { names, source, sink, check, setting, place } of isNamed ? this.#facts : []) {
        if (!names.test(plain)) continue;
        const earlier: Told | undefined = told;
        told = {
          source: earlier?.source ?? source,
          sink: earlier?.sink ?? sink,
          check: earlier?.check ?? check,
          settings: [...(earlier?.settings ?? []), ...(setting === undefined ? [] : [setting])],
          places: [...(earlier?.places ?? []), ...(place === undefined ? [] : [place])],
        };
      }
    }
    if (this.#known.size < 200_000) this.#known.set(name, told ?? null);
    return told;
  }
}

/** What is read from a member whose name tells that it is a secret, or personal. */
export function namedSource(frame: Frame, name: string): Value | undefined {
  // A class of such things.
  if (/^(?:[A-Z][a-z]+){2,}$/.test(name)) return undefined;
  const told = frame.solver.names(frame.function.module.ir.language).look(name);
  return told?.source === undefined ? undefined : frame.source(told.source, name, 0);
}

/** What stands in a parameter whose name tells that it is a secret, or personal. */
export function namedParameter(frame: Frame, index: number): Labels | undefined {
  const { function: own, solver } = frame;
  const told = solver.names(own.module.ir.language).look(own.paramName(index));
  if (told?.source === undefined) return undefined;
  return [solver.labels.source(own, -2 - index, told.source, own.paramName(index)), 0];
}

/** What is given to a name that tells where it goes. */
export function namedSink(frame: Frame, name: string, at: number, labels: Labels): void {
  if (labels.length === 0 || name === '') return;
  const told = frame.solver.names(frame.function.module.ir.language).look(name);
  if (told?.sink !== undefined) frame.hit(told.sink, at, labels, []);
}

/** What a function returns whose name tells where it goes. */
export function namedReturn(frame: Frame, at: number): void {
  const { labels } = frame.value(at);
  if (labels.length === 0 || frame.function.index === 0) return;
  namedSink(frame, frame.function.name, at, labels);
}

/** A constant text that is given a name which tells that it is a secret: hard-coded. `at`: the value. */
export function noteNamedConstant(frame: Frame, name: string, at: number): void {
  const { module } = frame.function;
  const rule = frame.solver.names(module.ir.language).look(name)?.check;
  if (rule === undefined || module.isTest) return;
  const { constants, objects } = frame.value(at);
  if (constants.length === 0 || constants.length > 2 || objects.length > 0) return;
  // What stands in when nothing is given (`process.env.PASSWORD ?? '…'`, a default of a parameter) is as much in the code.
  const secret = constants.find(
    (text) => typeof text === 'string' && looksSecret(text) && module.ir.texts.includes(text),
  );
  if (typeof secret !== 'string') return;
  frame.function.checks.push({
    at,
    value: at,
    fact: {
      rule,
      library: 'names',
      file: undefined,
      when: [],
      message: undefined,
      confidence: undefined,
      repair: undefined,
    },
    needs: [],
    secret,
  });
}

/** Neither a word of prose, a name, a path nor a place where the secret goes: letters with digits, signs or both cases among them. */
function looksSecret(text: string): boolean {
  if (text.length < 6 || text.length > 200 || !/^[!-~]+$/.test(text)) return false;
  if (/^(?:[a-z]+:\/\/|[./~$%{<[(]|--?[a-z])/i.test(text) || /[{}<>]|%[(sd]|\$\{/.test(text)) return false;
  if (
    /^[A-Za-z_-]+(?:[._:/][A-Za-z_-]+)+$/.test(text) ||
    /^(?:[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:_[a-z]+)*|[A-Z]?[a-z]+(?:[A-Z][a-z]+)*)$/.test(text)
  )
    return false;
  if (
    /pass(?:word|wd)?(?:_|-|$)|^(?:your|my|the|change|enter|new|old|some|example|test|dummy|fake|xxx)[-_ ]?|\*{3}/i.test(
      text,
    )
  )
    return false;
  // Paths, and patterns of paths.
  if (/\/$|\\[dws.]/.test(text)) return false;
  // Names of headers and fields, and what selects an element.
  if (
    /^[#@]|["[\]]/.test(text) ||
    (/^[a-z-]+$/i.test(text) && /key|token|secret|auth|cookie|user|client|field/i.test(text))
  )
    return false;
  return /\d/.test(text) || /[^\w]/.test(text) || (/[a-z]/.test(text) && /[A-Z]/.test(text));
}

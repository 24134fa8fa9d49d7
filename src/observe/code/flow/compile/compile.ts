import { basename } from 'node:path';
import { type Complaint, readYaml } from '#ground/formats';
import { type Condition, LibraryModel } from '../../library.ts';
import { type ArgumentSelector, readArgument } from './argument.ts';
import type {
  CompiledCondition,
  CompiledEntry,
  CompiledModel,
  CompiledRepair,
  ParamSpec,
  ResultSpec,
} from './compiled.ts';
import { globPattern } from './glob.ts';
import { type ModelPath, type PathProblem, readPaths } from './path.ts';

/** Reads one file of models (docs/code-models.md). Throws FileFormatError, which says where what is wrong and what was expected. */
export async function compileModel(file: string, text: string): Promise<CompiledModel> {
  let compiled: CompiledModel | undefined;
  await readYaml(file, text, {
    schema: LibraryModel,
    version: 1,
    check(model) {
      const reader = new ModelReader(model);
      compiled = reader.model();
      const name = basename(file, '.yaml');
      if (model.library !== name) reader.complain(['library'], { message: model.library, expected: name });
      return reader.complaints;
    },
  });
  // readYaml throws unless the check found nothing to complain of.
  return compiled!;
}

type Place = readonly (string | number)[];
type OneOrMore<T> = T | readonly T[] | undefined;

class ModelReader {
  readonly complaints: Complaint[] = [];
  readonly #given: LibraryModel;

  constructor(given: LibraryModel) {
    this.#given = given;
  }

  complain(path: Place, { message, expected }: PathProblem): void {
    this.complaints.push({ path, of: 'value', message, expected, next: 'docs/code-models.md explains the form.' });
  }

  model(): CompiledModel {
    const given = this.#given;
    return {
      language: given.language,
      library: given.library,
      types: Object.entries(given.types).map(([name, type]) => ({ name, extends: type.extends.map(bare) })),
      values: given.values.map(({ path, is, when }, i) => ({
        paths: this.#paths(['values', i, 'path'], path),
        is: bare(is),
        when: this.#conditions(['values', i, 'when'], when),
      })),
      sources: given.sources.map(({ path, ...rest }, i) => ({
        paths: this.#paths(['sources', i, 'path'], path),
        kind: rest.kind,
        ...defined('label', rest.label),
        ...defined('harmless', rest.harmless),
      })),
      named: given.named.map(({ names, source, sink, check, when, message, confidence }, i) => {
        this.#pattern(['named', i, 'names'], names);
        return {
          names,
          ...defined('source', source),
          ...defined('sink', sink),
          ...defined('check', check),
          when: this.#conditions(['named', i, 'when'], when),
          ...defined('message', message),
          ...defined('confidence', confidence),
        };
      }),
      callbacks: given.callbacks.map(({ path, arg, params, arity, result, when }, i) => ({
        paths: this.#calls(['callbacks', i, 'path'], path),
        arg: this.#argument(['callbacks', i, 'arg'], arg),
        params: params.map((param, j) => this.#param(['callbacks', i, 'params', j], param)),
        ...defined('arity', arity),
        ...defined('result', this.#result(['callbacks', i, 'result'], result)),
        when: this.#conditions(['callbacks', i, 'when'], when),
      })),
      entries: given.entries.map((entry, i) => this.#entry(['entries', i], entry)),
      ...this.#templates(),
      sinks: this.#sinks(),
      ...this.#passing(),
      checks: given.checks.map(({ path, when, repair, assigned, file, ...rest }, i) => ({
        rule: rest.rule,
        paths: this.#paths(['checks', i, 'path'], path),
        when: this.#conditions(['checks', i, 'when'], when),
        assigned: assigned ?? false,
        ...defined('file', file === undefined ? undefined : globPattern(file)),
        ...defined('message', rest.message),
        ...defined('confidence', rest.confidence),
        ...defined('repair', this.#repair(['checks', i, 'repair'], repair)),
      })),
    };
  }

  #templates(): Pick<CompiledModel, 'renders' | 'helpers' | 'unescaped'> {
    const given = this.#given;
    return {
      renders: given.renders.map(({ path, decorator, base, view, data, given: more, escapes, answers, when }, i) => ({
        paths: this.#calls(['renders', i, 'path'], path),
        decorators: this.#paths(['renders', i, 'decorator'], decorator),
        bases: this.#paths(['renders', i, 'base'], base),
        view: this.#arguments(['renders', i, 'view'], view),
        data: this.#arguments(['renders', i, 'data'], data),
        given: Object.entries(more).map(([name, is]) => ({ name, is: this.#param(['renders', i, 'given', name], is) })),
        escapes,
        answers,
        when: this.#conditions(['renders', i, 'when'], when),
      })),
      unescaped: given.unescaped.map(({ path, when }, i) => ({
        paths: this.#calls(['unescaped', i, 'path'], path),
        when: this.#conditions(['unescaped', i, 'when'], when),
      })),
      helpers: given.helpers.map(({ path, decorator, name, function: made, method }, i) => ({
        paths: this.#calls(['helpers', i, 'path'], path),
        decorators: this.#paths(['helpers', i, 'decorator'], decorator),
        ...defined('name', name === undefined ? undefined : this.#argument(['helpers', i, 'name'], name)),
        ...defined('function', made === undefined ? undefined : this.#argument(['helpers', i, 'function'], made)),
        ...defined('method', method),
      })),
    };
  }

  #sinks(): CompiledModel['sinks'] {
    return this.#given.sinks.map(({ path, kind, arg, assigned, when, unless }, i) => {
      const place = ['sinks', i, 'arg'];
      if (arg === undefined && assigned !== true)
        this.complain(['sinks', i], { message: 'names no argument', expected: 'arg, or assigned: true' });
      return {
        paths: assigned === true ? this.#paths(['sinks', i, 'path'], path) : this.#calls(['sinks', i, 'path'], path),
        kind,
        args: this.#arguments(place, arg),
        assigned: assigned ?? false,
        when: this.#conditions(['sinks', i, 'when'], when),
        unless: unless.map((earlier, j) => ({
          paths: this.#calls(['sinks', i, 'unless', j, 'path'], earlier.path),
          when: this.#conditions(['sinks', i, 'unless', j, 'when'], earlier.when),
        })),
      };
    });
  }

  #passing(): Pick<CompiledModel, 'propagators' | 'sanitizers' | 'guards'> {
    const given = this.#given;
    return {
      propagators: given.propagators.map(({ path, from, to, state, undoes }, i) => ({
        paths: this.#calls(['propagators', i, 'path'], path),
        from: this.#arguments(['propagators', i, 'from'], from),
        to: this.#arguments(['propagators', i, 'to'], to ?? 'return', true),
        ...defined('state', state),
        ...defined('undoes', undoes),
      })),
      sanitizers: given.sanitizers.map(({ path, arg, inPlace, when, ...rest }, i) => ({
        paths: this.#paths(['sanitizers', i, 'path'], path),
        kinds: rest.for,
        arg: this.#argument(['sanitizers', i, 'arg'], arg ?? 0),
        inPlace: inPlace ?? false,
        when: this.#conditions(['sanitizers', i, 'when'], when),
      })),
      guards: given.guards.map(({ path, arg, holds, ...rest }, i) => ({
        paths: this.#calls(['guards', i, 'path'], path),
        kinds: rest.for,
        arg: this.#argument(['guards', i, 'arg'], arg),
        holds,
      })),
    };
  }

  #entry(place: Place, entry: LibraryModel['entries'][number]): CompiledEntry {
    const { decorator, base, method, exported, file, parameter, imports, params, named, decorated, result } = entry;
    if (decorator === undefined && base === undefined && exported === undefined && parameter === undefined)
      this.complain(place, {
        message: 'says not how the function is known',
        expected: 'decorator, base, exported or parameter',
      });
    return {
      decorators: this.#paths([...place, 'decorator'], decorator),
      bases: this.#paths([...place, 'base'], base),
      methods: method ?? [],
      exported: exported ?? [],
      ...defined('file', file === undefined ? undefined : globPattern(file)),
      parameter: parameter ?? [],
      imports: imports ?? [],
      params: params.map((param, i) => this.#param([...place, 'params', i], param)),
      named: Object.entries(named).map(([name, is]) => ({ name, is: this.#param([...place, 'named', name], is) })),
      decorated: decorated.map((each, i) => ({
        decorators: this.#paths([...place, 'decorated', i, 'decorator'], each.decorator),
        is: this.#param([...place, 'decorated', i, 'is'], each.is),
      })),
      ...defined('result', this.#result([...place, 'result'], result)),
    };
  }

  #repair(place: Place, repair: LibraryModel['checks'][number]['repair']): CompiledRepair | undefined {
    if (repair === undefined) return undefined;
    return {
      ...defined(
        'replace',
        repair.replace === undefined ? undefined : this.#argument([...place, 'replace'], repair.replace),
      ),
      ...defined('set', repair.set === undefined ? undefined : this.#argument([...place, 'set'], repair.set)),
      ...defined('callee', repair.callee),
      with: repair.with,
    };
  }

  #conditions(place: Place, conditions: readonly Condition[]): CompiledCondition[] {
    return conditions.map(({ arg, path, ...rest }, i) => {
      for (const key of ['matches', 'notMatches'] as const)
        if (rest[key] !== undefined) this.#pattern([...place, i, key], rest[key]);
      return {
        ...rest,
        arg: this.#argument([...place, i, 'arg'], arg),
        ...defined('path', path === undefined ? undefined : this.#paths([...place, i, 'path'], path)),
      };
    });
  }

  #pattern(place: Place, pattern: string): void {
    const expected = 'a regular expression without backreferences and lookaround';
    if (/\(\?<?[=!]|\\[1-9]|\\k</.test(pattern)) this.complain(place, { message: pattern, expected });
    try {
      RegExp(pattern, 'u');
    } catch (error) {
      this.complain(place, { message: error instanceof Error ? error.message : pattern, expected });
    }
  }

  #param(place: Place, text: string): ParamSpec {
    const type = /^<([^<>]+)>$/.exec(text)?.[1];
    if (type !== undefined) return { is: 'type', type };
    const [head, rest = ''] = text.split(':');
    if (text === '_') return { is: 'nothing' };
    if (text === 'this') return { is: 'this' };
    if (head === 'source' && /^[a-z-]+$/.test(rest)) return { is: 'source', kind: rest };
    if (head === 'arg' && /^\d{1,2}$/.test(rest)) return { is: 'argument', index: Number(rest) };
    if (head === 'element' && rest === 'this') return { is: 'element', index: -1 };
    if (head === 'element' && /^\d{1,2}$/.test(rest)) return { is: 'element', index: Number(rest) };
    this.complain(place, {
      message: JSON.stringify(text),
      expected: '<a.Type>, source:KIND, arg:N, this, element:this, element:N or _',
    });
    return { is: 'nothing' };
  }

  #result(place: Place, text: string | undefined): ResultSpec | undefined {
    if (text === undefined) return undefined;
    if (text === 'return' || text === 'elements') return { is: text };
    const kind = /^sink:([a-z-]+)$/.exec(text)?.[1];
    if (kind !== undefined) return { is: 'sink', kind };
    this.complain(place, { message: JSON.stringify(text), expected: 'return, elements or sink:KIND' });
    return undefined;
  }

  #paths(place: Place, given: OneOrMore<string>): ModelPath[] {
    return listOf(given).flatMap((text, i) => {
      const paths = readPaths(this.#given.language, text);
      if (Array.isArray(paths)) return paths;
      this.complain(Array.isArray(given) ? [...place, i] : place, paths);
      return [];
    });
  }

  /** Paths of calls: what is modelled is what calling does, so that they end in `()`. */
  #calls(place: Place, given: OneOrMore<string>): ModelPath[] {
    const paths = this.#paths(place, given);
    for (const path of paths)
      if (path.at(-1) !== '()')
        this.complain(place, { message: `${path.join('')} is no call`, expected: `${path.join('')}()` });
    return paths;
  }

  #arguments(place: Place, given: OneOrMore<string | number>, result = false): ArgumentSelector[] {
    return listOf(given).map((each, i) => this.#argument(Array.isArray(given) ? [...place, i] : place, each, result));
  }

  #argument(place: Place, given: string | number, result = false): ArgumentSelector {
    const selector = readArgument(given, result);
    if ('of' in selector) return selector;
    this.complain(place, selector);
    return { of: 'position', index: 0, name: '', members: [] };
  }
}

/** Types are written with and without their angles. */
function bare(type: string): string {
  return type.startsWith('<') && type.endsWith('>') ? type.slice(1, -1) : type;
}

function listOf<T>(given: OneOrMore<T>): readonly T[] {
  return given === undefined ? [] : Array.isArray(given) ? (given as readonly T[]) : [given as T];
}

function defined<Key extends string, T>(key: Key, value: T | undefined): { [K in Key]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: T });
}

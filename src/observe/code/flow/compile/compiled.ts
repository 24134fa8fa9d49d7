import type { LibraryModel } from '../../library.ts';
import type { ArgumentSelector } from './argument.ts';
import type { ModelPath } from './path.ts';

/** A library's model with its paths, arguments and parameters read: JSON, one of the list that `dist/assets/code-models.json` is. */
export interface CompiledModel {
  readonly language: 'javascript' | 'python';
  readonly library: string;
  readonly types: readonly { readonly name: string; readonly extends: readonly string[] }[];
  readonly values: readonly {
    readonly paths: readonly ModelPath[];
    readonly is: string;
    readonly when: readonly CompiledCondition[];
  }[];
  readonly sources: readonly {
    readonly paths: readonly ModelPath[];
    readonly kind: string;
    readonly label?: string;
    readonly harmless?: 'all' | readonly string[];
  }[];
  readonly named: readonly {
    readonly names: string;
    readonly source?: string;
    readonly sink?: string;
    readonly check?: string;
    readonly when: readonly CompiledCondition[];
    readonly message?: string;
    readonly confidence?: 'likely' | 'possible';
  }[];
  readonly callbacks: readonly {
    readonly paths: readonly ModelPath[];
    readonly arg: ArgumentSelector;
    readonly params: readonly ParamSpec[];
    readonly arity?: number;
    readonly result?: ResultSpec;
    readonly when: readonly CompiledCondition[];
  }[];
  readonly entries: readonly CompiledEntry[];
  readonly sinks: readonly {
    readonly paths: readonly ModelPath[];
    readonly kind: string;
    readonly args: readonly ArgumentSelector[];
    readonly assigned: boolean;
    readonly when: readonly CompiledCondition[];
    readonly unless: readonly CompiledEarlier[];
  }[];
  readonly unescaped: readonly CompiledEarlier[];
  readonly helpers: readonly {
    readonly paths: readonly ModelPath[];
    readonly decorators: readonly ModelPath[];
    readonly name?: ArgumentSelector;
    readonly function?: ArgumentSelector;
    readonly method?: string;
  }[];
  readonly renders: readonly {
    readonly paths: readonly ModelPath[];
    readonly decorators: readonly ModelPath[];
    readonly bases: readonly ModelPath[];
    readonly view: readonly ArgumentSelector[];
    readonly data: readonly ArgumentSelector[];
    readonly given: readonly { readonly name: string; readonly is: ParamSpec }[];
    readonly escapes: boolean | 'html';
    readonly answers: boolean;
    readonly when: readonly CompiledCondition[];
  }[];
  readonly propagators: readonly {
    readonly paths: readonly ModelPath[];
    readonly from: readonly ArgumentSelector[];
    readonly to: readonly ArgumentSelector[];
    readonly state?: 'normalised' | 'relative' | 'pair' | 'box' | 'checked';
    readonly undoes?: readonly string[];
  }[];
  readonly sanitizers: readonly {
    readonly paths: readonly ModelPath[];
    readonly kinds: 'all' | readonly string[];
    readonly arg: ArgumentSelector;
    readonly inPlace: boolean;
    readonly when: readonly CompiledCondition[];
  }[];
  readonly guards: readonly {
    readonly paths: readonly ModelPath[];
    readonly kinds: 'all' | readonly string[];
    readonly arg: ArgumentSelector;
    readonly holds: boolean;
  }[];
  readonly checks: readonly {
    readonly rule: string;
    readonly paths: readonly ModelPath[];
    readonly when: readonly CompiledCondition[];
    readonly assigned: boolean;
    /** A regular expression that the file's path matches; absent: any file. */
    readonly file?: string;
    readonly message?: string;
    readonly confidence?: 'certain' | 'likely' | 'possible';
    readonly repair?: CompiledRepair;
  }[];
}

export interface CompiledEntry {
  readonly decorators: readonly ModelPath[];
  readonly bases: readonly ModelPath[];
  readonly methods: readonly string[];
  readonly exported: readonly string[];
  /** A regular expression that the file's path matches; absent: any file. */
  readonly file?: string;
  /** Names of the first parameter, `self` apart, in files that import one of `imports`. */
  readonly parameter: readonly string[];
  readonly imports: readonly string[];
  readonly params: readonly ParamSpec[];
  readonly named: readonly { readonly name: string; readonly is: ParamSpec }[];
  readonly decorated: readonly { readonly decorators: readonly ModelPath[]; readonly is: ParamSpec }[];
  readonly result?: ResultSpec;
}

/** What a parameter of a function is that a library calls. */
export type ParamSpec =
  | { readonly is: 'nothing' }
  | { readonly is: 'type'; readonly type: string }
  | { readonly is: 'source'; readonly kind: string }
  | { readonly is: 'argument'; readonly index: number }
  | { readonly is: 'this' }
  | { readonly is: 'element'; readonly index: number };

/** What becomes of what such a function returns. */
export type ResultSpec =
  | { readonly is: 'return' }
  | { readonly is: 'elements' }
  | { readonly is: 'sink'; readonly kind: string };

export type CompiledCondition = Omit<LibraryModel['checks'][number]['when'][number], 'arg' | 'path'> & {
  readonly arg: ArgumentSelector;
  readonly path?: readonly ModelPath[];
};

/** A call on the same receiver, earlier in the same function or chain. */
export interface CompiledEarlier {
  readonly paths: readonly ModelPath[];
  readonly when: readonly CompiledCondition[];
}

export interface CompiledRepair {
  readonly replace?: ArgumentSelector;
  readonly set?: ArgumentSelector;
  readonly callee?: boolean;
  readonly with: string;
}

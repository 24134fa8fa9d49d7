/**
 * The one form that code of every language with dataflow is lowered to: values in static single assignment, over access paths.
 * Plain JSON, since it is what the engine keeps of a file. Flow of control is gone from it: what a branch knows is said by `Guard`
 * values, what meets again by `Phi` values. Values are numbered in an order in which a definition stands before its uses, but for
 * the operands of a loop's `Phi`.
 */
export type ModuleIr = {
  readonly language: 'javascript' | 'python';
  /** Every text that the code names, once: names, constants, module specifiers. Elsewhere a text is its index here. */
  readonly texts: readonly string[];
  /** The first is the file's top level. */
  readonly functions: readonly FunctionIr[];
  readonly classes: readonly ClassIr[];
  /** Offsets at which lines begin, in UTF-16 units, the first 0. All positions below are such offsets. */
  readonly lines: readonly number[];
  /** Texts: module specifiers as they stand in the code, in order, each once; with those of `require`, `import()` and re-exports. */
  readonly requests: readonly number[];
  /** It is a template: what its functions return is put out. Programs of this language render it; `either`: those of the project do. */
  readonly template?: 'javascript' | 'python' | 'either';
  /** The template is this text in code (its first 4,000 characters), not a file. */
  readonly inline?: string;
};

export type FunctionIr = {
  /** Text: `` for the top level, `<anonymous>` where nothing names it (the variable or property that it is assigned to does). */
  readonly name: number;
  /** Text: the names of what encloses it, `Cart.total` or `routes.<anonymous>`, without the file. */
  readonly symbol: number;
  /** The function in which it stands; -1 for the top level. */
  readonly owner: number;
  /** The class whose member it is; -1 for none. */
  readonly class: number;
  /** Bits of `FunctionFlag`. */
  readonly flags: number;
  readonly params: readonly ParamIr[];
  /** How many variables of it are shared with functions inside it and assigned more than once: those that `LoadCell` reads. */
  readonly cells: number;
  /** Decorators: values of `owner`. */
  readonly decorators: readonly number[];
  readonly start: number;
  readonly end: number;
  /** Six numbers for each value: opcode, a, b, c, start, end. A value's number is its place in this list divided by six. */
  readonly code: readonly number[];
  /** Lists of operands that `code` points into. */
  readonly pool: readonly number[];
};

export type ParamIr = {
  /** Text; -1 where a pattern stands instead of a name. */
  readonly name: number;
  /**
   * Text: the type that is written beside it, without its type arguments; -1 for none. In JavaScript a name that is imported is written
   * as models write paths: `express#Request` (of `import { Request }`, or `e.Request` of `import * as e`), `express#default.Request` (of a
   * default import), `./user#User`; what the file itself declares, or nobody, as it stands: `User`, `string`.
   */
  readonly type: number;
  /** `...rest` and `*args` are `rest`, `**kwargs` is `keywords`. */
  readonly kind: 'plain' | 'optional' | 'rest' | 'keywords';
  /** Decorators (`@Query('q')`): values of the function's owner. */
  readonly decorators: readonly number[];
};

export type ClassIr = {
  readonly name: number;
  readonly symbol: number;
  readonly owner: number;
  /** Values of `owner`: what it extends. */
  readonly bases: readonly number[];
  /** Values of `owner`. */
  readonly decorators: readonly number[];
  readonly members: readonly MemberIr[];
  readonly start: number;
  readonly end: number;
};

export type MemberIr = {
  readonly name: number;
  readonly function: number;
  /** `fields`: a function without a name that initialises the instance's fields; `static-fields` those of the class. */
  readonly kind: 'method' | 'constructor' | 'getter' | 'setter' | 'fields' | 'static-fields';
  readonly static: boolean;
};

/** Bits of `FunctionIr.flags`. */
export const FunctionFlag = {
  async: 1,
  generator: 2,
  static: 4,
  arrow: 8,
  /** Returns an element of a template (JSX): a component. */
  component: 16,
} as const;

/** What the values are. Operands that name a text are marked T, values V, functions F, places in the pool P with N operands. */
export const Op = {
  /** a T, b `ConstKind`. For a pattern (regular expression): a T its source, c T its flags. */
  Const: 0,
  /** a: which one, from 0. Defaults are a `Phi` with it. */
  Param: 1,
  /** `this`; Python's self is a `Param`. */
  This: 2,
  /** `arguments`. */
  Arguments: 3,
  /** a T the specifier, b T what is taken from it (`*`: the module's namespace, `default`), c 1: `import()` or `require` inside a function. */
  Import: 4,
  /** a T: a name that nothing here declares. */
  Global: 5,
  /** a F an enclosing function, b V of it: a variable of it that is assigned once. */
  Outer: 6,
  /** a F the function that declares it (it itself, or an enclosing one), b the cell's number. */
  LoadCell: 7,
  /** a F, b the cell's number, c V. */
  StoreCell: 8,
  /** a P, b N: V. None: it was needed for nothing. */
  Phi: 9,
  /** a V, which is known to be such that b V (a condition) is true (c = 1) or false (c = 0), or (a call) came to its end (c = 2). c 3, 4, 5: of each of its elements b is known to be false, true, or to have come to its end. */
  Guard: 10,
  /** a V, b T: `o.name`, `o['name']`, `o[0]` with the text `0`. c 1: an item in Python (`o['name']`), whose attributes are others. */
  Load: 11,
  /** a V, b V: `o[key]`. */
  LoadAt: 12,
  /** a V, b T, c V. Also `o['name'] = …` and Python's items. */
  Store: 13,
  /** a V, b V the key, c V. */
  StoreAt: 14,
  /** a P, b N pairs: [T name, V] · [-1, V] spread · [-2 - V key, V] computed key. */
  Object: 15,
  /** a P, b N: V, or -1 - V for a spread one. Tuples and sets too. */
  Array: 16,
  /** a F. */
  Function: 17,
  /** a: the class's number. */
  Class: 18,
  /** a P, b N (all places in the pool), c `CallFlag` bits. In the pool: V callee, V receiver or -1, number of arguments, the arguments (as in `Array`), then keyword arguments as pairs [T name, V] ([-1, V]: `**more`). */
  Call: 19,
  /** a V, b V, c T the operator. Of `&&`, `||` (also Python's `and`, `or`) and `??`: one of both. */
  Binary: 20,
  /** a V, c T the operator: `!` also for Python's `not`. */
  Unary: 21,
  /** a P, b N: V, constant parts among them. Template strings, f-strings, `%` and `.format` with a constant form. */
  Template: 22,
  /** a V. */
  Await: 23,
  /** a V; its value is what is sent in. */
  Yield: 24,
  /** a V: what iterating it gives. */
  Element: 25,
  /** a V: one of its keys (`for … in`). */
  Key: 26,
  /** a V, b P, c N: what is left of it without the named (T) members. Of arrays: a slice. */
  Rest: 27,
  /** a V or -1; b P, c N: V, the first parameters as they are known by then (-1: not), where a test told something of one of them and a is true or false. */
  Return: 28,
  /** a V. */
  Throw: 29,
  /** What a handler catches; a P, b N: V that the block may throw; c: the first V of the block, which ends before it. */
  Caught: 30,
  /** a T, b V. `module.exports = v` and TypeScript's `export =` have the name `=`; `Object.assign(module.exports, v)` has `*`: each member of it. */
  Export: 31,
  /** a T a specifier: everything that it exports. */
  ExportAll: 32,
  /** a V, b T a type that the code says it has, as in `ParamIr.type`. c 1: only asserted (`as`); c 2: b is no type but the name of the variable that it is given to, where that tells of a secret; c 3: b is the method by which it is entered (`with`). */
  Typed: 33,
  /** a P, b N (all places in the pool); in the pool: V the tag (a `Const` for `div`), then pairs as in `Object`; the children are pairs named `children`. */
  Markup: 34,
  /** a V, deleted; b T or -1. */
  Delete: 35,
  /** Something that this form has no word for; a P, b N: V that it is made of. */
  Other: 36,
} as const;
export type Op = (typeof Op)[keyof typeof Op];

export const ConstKind = {
  text: 0,
  number: 1,
  true: 2,
  false: 3,
  null: 4,
  undefined: 5,
  pattern: 6,
  bytes: 7,
} as const;

/**
 * Bits of a `Call`'s c. `super(…)` has `this` as its callee and receiver, `super.m(…)` has `m` of `this` as its callee: of the class's base.
 */
export const CallFlag = { new: 1, optional: 2, tagged: 4, super: 8, decorator: 16 } as const;

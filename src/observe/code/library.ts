import { z } from 'zod';

/**
 * What a library does with data: where it comes in, where it must not arrive, what makes it harmless. One file per library, under
 * `models/LANGUAGE/NAME.yaml`; users write theirs in the same form. docs/code-models.md explains it with examples.
 *
 * A *path* names a value by how code gets at it: a root, then steps.
 * - Roots: a package or module (`express`, `node:fs`, `@nestjs/common`, `next/server`; in Python its full dotted name, `flask`,
 *   `django.http`), a type that some model declares (`<express.Request>`), or a global (`global:document`, `global:fetch`).
 *   `unknown:cursor`: a parameter, an import or a member of this name of which nothing else is known. `module:DEBUG`: what a file
 *   itself assigns at its top level (in checks with `assigned`).
 * - Steps: `#name` after a JavaScript package for what it exports, then `.name` for members, `()` for what calling (or `new`) gives,
 *   `[]` for elements and members of unknown name, `[of]` for what iterating gives. `.{get,post}` stands for each, `.*` for any name.
 *   In Python all steps are dotted: `flask.request.args`, `django.http.HttpResponse()`. Awaiting is no step: a promise of a value is as the value.
 * `express()`: the package itself, called. `express#Router()`: its export Router, called. `<express.Request>.query.[]`.
 */
const Path = z.string().min(1).max(1000);

/** Which kinds of sinks: their names, or `all`. */
const Kinds = z.union([z.literal('all'), z.array(z.string()).min(1)]);

/** Position (from 0), `all`, `rest:1` (from the second on), a keyword's name (Python), `**` (a dictionary that gives keywords), `this` (the receiver), `callee` (what is called); then members of it: `0.text`, `1.where.[]`, `0.*` (any depth). */
const Argument = z.union([z.int().min(0).max(20), z.string().min(1).max(100)]);

const Constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What must hold of an argument. All that are given must. An argument whose value is not known satisfies none but `missing: false`, `tainted` and `unknown`. */
export const Condition = z.strictObject({
  arg: Argument,
  is: Constant.optional(),
  in: z.array(Constant).optional(),
  notIn: z.array(Constant).optional(),
  /** A regular expression, without backreferences and lookaround. */
  matches: z.string().max(500).optional(),
  notMatches: z.string().max(500).optional(),
  below: z.number().optional(),
  above: z.number().optional(),
  /** It is not given, or is undefined or None. */
  missing: z.boolean().optional(),
  /** Its value is made of more than constants. */
  unknown: z.boolean().optional(),
  /** It is a constant text (not empty, no placeholder such as `changeme` in tests): hard-coded. */
  constant: z.boolean().optional(),
  /** It comes from one of these kinds of sources; from any: `true`. `parameter`: from a parameter of a function that nothing in the project calls. */
  tainted: z.union([z.literal(true), z.array(z.string())]).optional(),
  /** With `tainted`: on a way on which it was not made harmless for this kind of sink. */
  reaching: z.string().max(40).optional(),
  /** It is a text that is put together where it stands (`'…' + x`, a template, `format`), or is not (false). */
  built: z.boolean().optional(),
  /** It is a function that calls one of these names, itself or by a function of its file. */
  calls: z.array(z.string()).optional(),
  /** It is a function that gives this constant and nothing else; null also stands for nothing. */
  returns: Constant.optional(),
  /** It is a value at one of these paths. */
  path: z.array(Path).optional(),
  /** The other conditions must not hold: none of an object's members is such. */
  not: z.boolean().optional(),
});

/** A call on the same receiver, earlier in the same function or chain. */
const Earlier = z.strictObject({ path: z.union([Path, z.array(Path)]), when: z.array(Condition).default([]) });

export const LibraryModel = z.strictObject({
  version: z.literal(1).default(1),
  language: z.enum(['javascript', 'python']),
  /** As the file is named: `express`. */
  library: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  references: z.array(z.string()).default([]),
  /** `express.App: [express.Router]`: what has all members of others too. */
  types: z.record(z.string(), z.strictObject({ extends: z.array(z.string()).default([]) })).default({}),
  /** What is at a path, is of a type. Also for annotations: with `express#Request` is `<express.Request>`, a parameter written `req: Request` with that import is one. */
  values: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        is: z.string(),
        /** Of the call that the path ends in. */
        when: z.array(Condition).default([]),
      }),
    )
    .default([]),
  /** What is at the path, or what calling it gives (the path ends in `()`), comes from somewhere. */
  sources: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        kind: z.string(),
        label: z.string().optional(),
        /** Kinds of sinks that it cannot harm: what is always text never becomes an operator of a query (`[nosql, assign]`). */
        harmless: Kinds.optional(),
      }),
    )
    .default([]),
  /**
   * What names tell, whatever has them. `names`: a regular expression over the name in lower case, without `_`, `-` and `$`.
   * `source`: what is read from such a member, or a parameter of such a name. `sink`: what is assigned to such a member, stands in an object under
   * such a name, or is returned by a function whose name ends so (`createResetToken`). `check`: the rule that a constant breaks which is given such a name, or what meets the conditions (`when`).
   */
  named: z
    .array(
      z.strictObject({
        names: z.string().max(2000),
        source: z.string().optional(),
        sink: z.string().optional(),
        /** The rule that a constant text breaks which is given such a name, if it looks like a secret. */
        check: z.string().optional(),
        /** With `check`: what breaks it instead; with `sink`: where it is one. Argument 0 is what is given the name, 1 the object in which it stands. */
        when: z.array(Condition).default([]),
        message: z.string().max(200).optional(),
        confidence: z.enum(['likely', 'possible']).optional(),
      }),
    )
    .default([]),
  /**
   * Functions that are given to a call and called back. `params`: for each parameter a type (`<express.Request>`), `source:KIND`, `arg:N`
   * (what the call got there), `this` (the receiver), `element:this` or `element:N` (an element of it), or `_`. `result`: what the function
   * returns becomes the call's value (`return`), or its elements' (`elements`), or is answered (`sink:html`).
   */
  callbacks: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        /** Which argument; `all`: each that is a function; `0.handler` a member of an argument. */
        arg: Argument,
        params: z.array(z.string()).default([]),
        /** Only functions with so many parameters (an error handler's four). Others of the path do not take these then. */
        arity: z.int().min(0).max(10).optional(),
        result: z.string().optional(),
        when: z.array(Condition).default([]),
      }),
    )
    .default([]),
  /**
   * Functions that a framework calls because of a decorator, of their class or of themselves (`@Get()`, `@app.route('/')`), because their class
   * extends a base, because of the name under which (`exported: GET`), and the file in which (`file`: a glob under any folder), they are exported,
   * or because of their first parameter's name (`parameter: request`; `self` apart) in a file that imports one of the packages `imports`.
   * `method: ['resolve_*']`: those that begin so.
   */
  entries: z
    .array(
      z.strictObject({
        decorator: z.union([Path, z.array(Path)]).optional(),
        base: z.union([Path, z.array(Path)]).optional(),
        method: z.array(z.string()).optional(),
        exported: z.array(z.string()).optional(),
        file: z.string().optional(),
        parameter: z.array(z.string()).optional(),
        imports: z.array(z.string()).optional(),
        params: z.array(z.string()).default([]),
        /** For parameters by name (Python): `{ request: <django.Request>, '*': source:remote }`; `*` each other one. */
        named: z.record(z.string(), z.string()).default({}),
        /** Parameters by their decorator (NestJS `@Query()`): what they are. */
        decorated: z.array(z.strictObject({ decorator: z.union([Path, z.array(Path)]), is: z.string() })).default([]),
        result: z.string().optional(),
      }),
    )
    .default([]),
  /**
   * Calls that render a template of the project, or functions and classes that a decorator (`decorator`), and classes that a base (`base`) gives one.
   * `view` names it (an argument, or what the model says passes its name on), `data` is what it is given, with all arguments
   * that are given by name. `escapes`: whether what is put out is escaped unless the template says otherwise (`html`: as the template's name says,
   * as Flask does). `answers`: it is sent as a page, so that what is put out as it is does harm in the template; otherwise it is what the call gives.
   */
  renders: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]).optional(),
        decorator: z.union([Path, z.array(Path)]).optional(),
        base: z.union([Path, z.array(Path)]).optional(),
        view: z.union([Argument, z.array(Argument)]),
        data: z.union([Argument, z.array(Argument)]).default([]),
        /** What else is there under a name: `source:stored`, `<acme.Request>`. */
        given: z.record(z.string(), z.string()).default({}),
        escapes: z.union([z.boolean(), z.literal('html')]).default(true),
        answers: z.boolean().default(false),
        when: z.array(Condition).default([]),
      }),
    )
    .default([]),
  /** Calls that set up an engine not to escape, for all that the project answers with templates. */
  unescaped: z
    .array(z.strictObject({ path: z.union([Path, z.array(Path)]), when: z.array(Condition).default([]) }))
    .default([]),
  /**
   * Functions that templates call by a name: filters, helpers, pipes. A call that is given the name and the function, or a decorator of the
   * function; of a class, its `method`, or with none the instance, whose members templates set. Without `name` it is the function's own.
   */
  helpers: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]).optional(),
        decorator: z.union([Path, z.array(Path)]).optional(),
        name: Argument.optional(),
        function: Argument.optional(),
        method: z.string().optional(),
      }),
    )
    .default([]),
  /** Arguments of calls (`path` ends in `()`), or what is assigned to a member (`assigned: true`), that must not come from outside. `kind` names the kind of sink, which rules take up. */
  sinks: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        kind: z.string(),
        arg: z.union([Argument, z.array(Argument)]).optional(),
        assigned: z.boolean().optional(),
        when: z.array(Condition).default([]),
        /** It is none after one of these: an answer that was said to be plain text is no HTML. */
        unless: z.array(Earlier).default([]),
      }),
    )
    .default([]),
  /** What comes in at `from` leaves at `to` (`return` when absent; `this`, an argument, `elements`). Calls of unknown functions: see docs. `state`: of a path, `normalised`; `pair`: a list of the value and a function that sets it, `box`: what holds it as `value`; `checked`: what the receiver, a schema, lets through. */
  propagators: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        from: z.union([Argument, z.array(Argument)]),
        to: z.union([Argument, z.array(Argument)]).optional(),
        state: z.enum(['normalised', 'relative', 'pair', 'box', 'checked']).optional(),
        /** What was made harmless for these kinds of sinks is no more: decoding undoes an escape, or a test that came before it. */
        undoes: z.array(z.string()).min(1).optional(),
      }),
    )
    .default([]),
  /** What a call gives, or what is at the path, is harmless for these kinds of sinks. `arg`: which argument is passed through (0); with `for: all` nothing is. `inPlace`: the argument itself is from then on. */
  sanitizers: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        for: Kinds,
        arg: Argument.optional(),
        inPlace: z.boolean().optional(),
        when: z.array(Condition).default([]),
      }),
    )
    .default([]),
  /** Calls whose answer tells that an argument is harmless: `holds` says which answer. */
  guards: z
    .array(
      z.strictObject({
        path: z.union([Path, z.array(Path)]),
        for: Kinds,
        arg: Argument.default(0),
        holds: z.boolean().default(true),
      }),
    )
    .default([]),
  /** Uses of the library that are weak whatever flows: a call (or `new`) whose arguments meet all conditions, or a value that is assigned. `rule`: an id without `code/`. */
  checks: z
    .array(
      z.strictObject({
        rule: z.string(),
        path: z.union([Path, z.array(Path)]),
        when: z.array(Condition).default([]),
        assigned: z.boolean().optional(),
        /** Only in such files: a glob under any folder. */
        file: z.string().optional(),
        message: z.string().optional(),
        confidence: z.enum(['certain', 'likely', 'possible']).optional(),
        /** How it is mended mechanically: an argument's (or member's) constant replaced, a member set, or the callee's name replaced. `with` is code. */
        repair: z
          .strictObject({
            replace: Argument.optional(),
            set: Argument.optional(),
            callee: z.boolean().optional(),
            with: z.string(),
          })
          .optional(),
      }),
    )
    .default([]),
});
export type LibraryModel = z.infer<typeof LibraryModel>;
export type Condition = z.infer<typeof Condition>;

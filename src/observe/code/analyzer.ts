import type { Analyzer, AnalyzerSession, Beside, Conclusion, FileFacts, NotLookedAt } from '#ground/model';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { claimOfCheck, claimOfFlow, claimOfMatch, type ClaimContext, withoutOutranked } from './claims.ts';
import { extractCode } from './extract.ts';
import type { CodeFacts, ModuleGraph } from './facts.ts';
import { type CompiledModel, locationOf, Program, type Resolve } from './flow/index.ts';
import type { ModuleIr } from './ir/ir.ts';
import { makeResolver, type Resolver } from './modules/index.ts';
import { withNearest } from './near.ts';
import { outline } from './outline.ts';
import type { PatternImage } from './patterns/image.ts';
import { openPatterns, type Patterns } from './patterns/run.ts';
import { prepareYaml } from './patterns/tree/yaml.ts';
import { concernsCode } from './paths.ts';
import type { RuleOfCode } from './rule-of-code.ts';

/** Parsers of this thread, once somebody made them ready. */
let parsers: Parsers | undefined;

/**
 * Weaknesses in code: each file is lowered to one form and kept as its facts; the facts of all files are linked through what they import, and
 * data is followed from where it comes in to where it does harm.
 */
export const analyzer: Analyzer<CodeFacts> = {
  id: 'code',
  version: outline.version,
  assets: outline.assets,
  lazyAssets: syntaxAssets,
  crossesFiles: true,
  wants: ({ path }) => concernsCode(path),
  async prepare(assets) {
    parsers = await prepareSyntax(assets);
    await prepareYaml();
  },
  open: (assets) => new CodeSession(assets),
};

class CodeSession implements AnalyzerSession<CodeFacts> {
  readonly rules = outline.rules;
  private readonly assets: ReadonlyMap<string, Uint8Array>;
  private knowledge: Knowledge | undefined;
  private opened: Patterns | undefined;

  constructor(assets: ReadonlyMap<string, Uint8Array>) {
    this.assets = assets;
  }

  extract(...[file, deadline]: Parameters<AnalyzerSession<CodeFacts>['extract']>) {
    return extractCode(file, deadline, this);
  }

  parsers(): Parsers {
    return parsersOfThread();
  }

  patterns(): Patterns {
    return (this.opened ??= openPatterns(read(this.assets, 'code-patterns.json') as PatternImage, parsersOfThread()));
  }

  conclude(facts: readonly FileFacts<CodeFacts>[], _now?: number, beside?: Beside<CodeFacts>): Conclusion {
    this.knowledge ??= new Knowledge(this.assets);
    const graph = beside?.knowledge as ModuleGraph | undefined; // its own conclusion wrote it
    const { files, isWhole } =
      beside === undefined || graph === undefined ? { files: facts, isWhole: true } : withNearest(facts, beside, graph);
    const project = new LinkedProject(files, this.knowledge);
    const { claims, notLookedAt } = project.solve(performance.now() + mostMs);
    const { rules } = this.knowledge;
    return {
      claims: [
        ...claims,
        ...facts.flatMap(({ path, facts: { matches = [] } }) =>
          matches.flatMap((match) => claimOfMatch(path, match, rules) ?? []),
        ),
      ],
      notLookedAt: isWhole ? notLookedAt : [...notLookedAt, beyond],
      // Of a part nothing is said about the whole.
      ...(beside === undefined && { knowledge: { ...project.graph() } }),
    };
  }
}

/** Below the engine's own limit for a conclusion, so that what was found until then is told. */
const mostMs = 50_000;

const beyond: NotLookedAt = {
  by: 'code',
  reason: 'excluded',
  detail: 'of the files beside this change, those farthest from it: the merge looks at all of them',
  expected: true,
};

function parsersOfThread(): Parsers {
  if (parsers === undefined) throw new Error('the parsers of this thread are not ready');
  return parsers;
}

/** What libraries do, and which rules there are. */
class Knowledge {
  readonly models: readonly CompiledModel[];
  readonly rules: ReadonlyMap<string, RuleOfCode>;

  constructor(assets: ReadonlyMap<string, Uint8Array>) {
    this.models = read(assets, 'code-models.json') as CompiledModel[]; // our own build wrote both
    const rules = read(assets, 'code-rules.json') as RuleOfCode[];
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
  }
}

function read(assets: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(assets.get(name)));
}

/** Files of one project, linked through what they import. */
class LinkedProject {
  private readonly modules = new Map<string, ModuleIr>();
  private readonly manifests = new Set<string>();
  private readonly resolver: Resolver;
  private readonly knowledge: Knowledge;

  constructor(files: readonly FileFacts<CodeFacts>[], knowledge: Knowledge) {
    this.knowledge = knowledge;
    for (const { path, facts } of files) {
      if (facts.ir !== undefined) this.modules.set(path, facts.ir);
      if (facts.manifest !== undefined) this.manifests.add(path);
    }
    const manifests = files.flatMap(({ path, facts }) =>
      facts.manifest === undefined ? [] : [{ path, facts: facts.manifest }],
    );
    this.resolver = makeResolver(this.modules.keys(), manifests);
  }

  solve(deadline: number): Pick<Conclusion, 'claims' | 'notLookedAt'> {
    const { models, rules } = this.knowledge;
    const flows = [...rules.values()].flatMap(({ id, flow }) => (flow === undefined ? [] : [{ id, ...flow }]));
    const resolve: Resolve = (from, specifier) => {
      const to = this.resolver.resolve(from, specifier);
      return to === undefined ? undefined : 'file' in to ? to.file : to;
    };
    const program = new Program(models, flows, resolve);
    for (const [path, ir] of this.modules) program.put(path, ir);
    const result = program.solve(deadline);
    const context: ClaimContext = {
      modules: this.modules,
      rules,
      locate: ({ path, start, end }) => locationOf(path, this.modules.get(path)?.lines ?? [0], start, end),
    };
    return {
      claims: withoutOutranked(
        [
          ...result.flows.flatMap((flow) => claimOfFlow(flow, context) ?? []),
          ...result.checks.flatMap((check) => claimOfCheck(check, context) ?? []),
        ],
        rules,
      ),
      notLookedAt: result.gaps.map((gap) => ({ ...gap, by: 'code' })),
    };
  }

  graph(): ModuleGraph {
    const paths = [...this.modules.keys(), ...this.manifests];
    const numbers = new Map(paths.map((path, number) => [path, number]));
    return {
      paths,
      imports: [...this.modules].map(([path, { requests, texts }]) => {
        const to = new Set<number>();
        for (const request of requests) {
          const resolved = this.resolver.resolve(path, texts[request]!);
          const number = resolved !== undefined && 'file' in resolved ? numbers.get(resolved.file) : undefined;
          if (number !== undefined) to.add(number);
        }
        return [...to];
      }),
      manifests: [...this.manifests].map((path) => numbers.get(path)!),
    };
  }
}

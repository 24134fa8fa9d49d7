import type { Analyzer, AnalyzerSession, Beside, Conclusion, FileFacts, NotLookedAt } from '#ground/model';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { claimOfMatch, claimsOfJoins } from './claims.ts';
import { extractCode } from './extract.ts';
import type { CodeFacts, ModuleGraph } from './facts.ts';
import { Knowledge, LinkedProject, readAsset } from './linked-project.ts';
import { withNearest } from './near.ts';
import { outline } from './outline.ts';
import type { PatternImage } from './patterns/image.ts';
import type { OwnCode } from './own.ts';
import { openPatterns, type Patterns } from './patterns/run.ts';
import { prepareYaml } from './patterns/tree/yaml.ts';
import { concernsCode, isLockfile } from './paths.ts';

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
  lazyAssets: [...syntaxAssets, 'code-models.json'],
  crossesFiles: true,
  wants: ({ path }) => concernsCode(path),
  async prepare(assets, extracting) {
    // A project's own rules may take code out of any file.
    if (extracting?.own === undefined && extracting?.paths.every(needsNoParser) === true) return;
    parsers = await prepareSyntax(assets);
    await prepareYaml();
  },
  // What the project's own rules and models were compiled to.
  open: (assets, { own }) => new CodeSession(assets, own as OwnCode | undefined),
};

/** Read without a parser, as manifests and lockfiles are. */
function needsNoParser(path: string): boolean {
  return path.endsWith('.json') || isLockfile(path);
}

class CodeSession implements AnalyzerSession<CodeFacts> {
  readonly rules: readonly string[];
  private readonly assets: ReadonlyMap<string, Uint8Array>;
  private readonly own: OwnCode | undefined;
  private knowledge: Knowledge | undefined;
  private opened: Patterns | undefined;
  private last: LinkedProject | undefined;

  constructor(assets: ReadonlyMap<string, Uint8Array>, own: OwnCode | undefined) {
    this.assets = assets;
    this.own = own;
    this.rules = own?.rules === undefined ? outline.rules : [...outline.rules, ...own.rules.map(({ id }) => id)];
  }

  extract(...[file, deadline]: Parameters<AnalyzerSession<CodeFacts>['extract']>) {
    // What package managers write holds no settings; it is large. Rules of the project's own may be about it.
    if (this.own?.image === undefined && isLockfile(file.path)) return {};
    return extractCode(file, deadline, this);
  }

  /** Of an editor's text after text the same project, in which one file changes. */
  private projectOf(files: readonly FileFacts<CodeFacts>[], knowledge: Knowledge, isPart: boolean): LinkedProject {
    if (isPart && this.last?.takeOver(files) === true) return this.last;
    const project = new LinkedProject(files, knowledge);
    this.last = isPart ? project : undefined;
    return project;
  }

  parsers(): Parsers {
    return parsersOfThread();
  }

  patterns(): Patterns {
    if (this.opened === undefined) {
      const builtin = readAsset(this.assets, 'code-patterns.json') as PatternImage;
      const rules = [...builtin.rules, ...(this.own?.image?.rules ?? [])];
      this.opened = openPatterns({ version: 1, rules }, parsersOfThread);
    }
    return this.opened;
  }

  conclude(facts: readonly FileFacts<CodeFacts>[], _now?: number, beside?: Beside<CodeFacts>): Conclusion {
    this.knowledge ??= new Knowledge(this.assets, this.own);
    const graph = beside?.knowledge as ModuleGraph | undefined; // its own conclusion wrote it
    const { files, isWhole } =
      beside === undefined || graph === undefined ? { files: facts, isWhole: true } : withNearest(facts, beside, graph);
    const project = this.projectOf(files, this.knowledge, beside !== undefined);
    const { claims, notLookedAt } = project.solve(performance.now() + mostMs);
    const joins = this.own?.image?.joins ?? [];
    const context = { rules: this.knowledge.rules, isTest: (path: string) => project.isTest(path) };
    const joined = claimsOfJoins(files, joins, context);
    return {
      claims: [
        ...claims,
        ...joined.claims,
        ...facts.flatMap(({ path, facts: { matches = [] } }) =>
          matches.flatMap((match) => claimOfMatch(path, match, context) ?? []),
        ),
      ],
      notLookedAt: [...notLookedAt, ...joined.notLookedAt, ...(isWhole ? [] : [beyond])],
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

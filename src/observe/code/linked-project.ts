import type { Conclusion, FileFacts, NotLookedAt } from '#ground/model';
import type { ClaimContext } from './claim-context.ts';
import { claimOfCheck, claimOfFlow, oncePerFile, withoutOutranked } from './claims.ts';
import type { CodeFacts, ModuleGraph } from './facts.ts';
import { type CompiledModel, fileOf, locationOf, partOf, Program, type Resolve } from './flow/index.ts';
import type { ModuleIr } from './ir/ir.ts';
import { type PackedIr, unpackIr } from './ir/packed.ts';
import { makeResolver, type Resolver } from './modules/index.ts';
import type { OwnCode } from './own.ts';
import { isServed, isTestPath } from './paths.ts';
import type { RuleOfCode } from './rule-of-code.ts';

/** What libraries do, and which rules there are. */
export class Knowledge {
  readonly rules: ReadonlyMap<string, RuleOfCode>;
  private readonly assets: ReadonlyMap<string, Uint8Array>;
  private readonly own: OwnCode;
  private known: readonly CompiledModel[] | undefined;

  constructor(assets: ReadonlyMap<string, Uint8Array>, own: OwnCode = {}) {
    this.assets = assets;
    this.own = own;
    const rules = readAsset(assets, 'code-rules.json') as RuleOfCode[]; // our own build wrote it, and the models
    this.rules = new Map([...rules, ...(own.rules ?? [])].map((rule) => [rule.id, rule]));
  }

  /** A megabyte, read when there is code. */
  get models(): readonly CompiledModel[] {
    const models = (): CompiledModel[] => readAsset(this.assets, 'code-models.json') as CompiledModel[];
    return (this.known ??= [...models(), ...(this.own.models ?? [])]);
  }
}

const pageMakers =
  /^(?:flask|django|jinja2|starlette|fastapi|aiohttp_jinja2|aiohttp|bottle|tornado|sanic|quart|pyramid|mako|litestar|falcon|cherrypy)(?:\.|$)/;

function rendersPages({ language, requests, texts }: ModuleIr): boolean {
  return language === 'python' && requests.some((request) => pageMakers.test(texts[request]!));
}

export function readAsset(assets: ReadonlyMap<string, Uint8Array>, name: string): unknown {
  return JSON.parse(new TextDecoder().decode(assets.get(name)));
}

/** Files of one project, linked through what they import. */
export class LinkedProject {
  private readonly modules = new Map<string, ModuleIr>();
  private readonly manifests = new Set<string>();
  private readonly generated = new Set<string>();
  private readonly resolver: Resolver;
  private readonly knowledge: Knowledge;
  /** Absent where there is no code: what libraries do is linked for those alone who have some. */
  private readonly program: Program | undefined;
  private readonly facts: Map<string, CodeFacts>;
  /** Templates that may be anybody's are Python's. */
  private readonly isRenderedByPython: boolean;
  private run: ReadonlySet<string> | undefined;
  private folders: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(files: readonly FileFacts<CodeFacts>[], knowledge: Knowledge) {
    this.knowledge = knowledge;
    const templates: string[] = [];
    for (const { path, facts } of files) {
      if (facts.ir !== undefined) this.modules.set(path, unpackIr(facts.ir));
      for (const [number, part] of (facts.parts ?? []).entries())
        this.modules.set(partOf(path, number), unpackIr(part));
      if (facts.ir?.template !== undefined) templates.push(path);
      if (facts.manifest !== undefined) this.manifests.add(path);
      if (facts.isGenerated === true) this.generated.add(path);
    }
    const manifests = files.flatMap(({ path, facts }) =>
      facts.manifest === undefined ? [] : [{ path, facts: facts.manifest }],
    );
    this.isRenderedByPython = templates.length > 0 && [...this.modules.values()].some(rendersPages);
    for (const [path, ir] of this.modules) if (ir.template !== undefined) this.modules.set(path, this.asRendered(ir));
    this.resolver = makeResolver([...this.modules.keys(), ...this.generated], manifests, templates);
    this.facts = new Map(files.map(({ path, facts }) => [path, facts]));
    const flows = [...knowledge.rules.values()].flatMap(({ id, flow, confidence, severity }) =>
      flow === undefined ? [] : [{ id, ...flow, confidence, isMinor: severity === 'low' }],
    );
    const resolve: Resolve = (from, specifier) => {
      const to = this.resolver.resolve(fileOf(from), specifier);
      return to === undefined ? undefined : 'file' in to ? to.file : to;
    };
    if (this.modules.size === 0) return;
    this.program = new Program(knowledge.models, flows, resolve);
    for (const [path, ir] of this.modules) this.program.put(path, ir);
  }

  /** A template in the language of those who render it: what they give it is theirs. */
  private asRendered(ir: ModuleIr): ModuleIr {
    if (ir.template === undefined) return ir;
    const isPython = ir.template === 'python' || (ir.template === 'either' && this.isRenderedByPython);
    return { ...ir, language: isPython ? 'python' : 'javascript' };
  }

  /** Takes over what changed in the same files; false when it is another project. */
  takeOver(files: readonly FileFacts<CodeFacts>[]): boolean {
    if (files.length !== this.facts.size) return false;
    const changed: FileFacts<CodeFacts>[] = [];
    for (const { path, facts } of files) {
      const known = this.facts.get(path);
      if (known === undefined || known.manifest !== facts.manifest) return false;
      if ((known.ir === undefined) !== (facts.ir === undefined) || known.isGenerated !== facts.isGenerated)
        return false;
      if (facts.parts?.length !== known.parts?.length) return false;
      if (facts.ir !== known.ir || facts.parts !== known.parts) changed.push({ path, facts });
    }
    this.run = undefined;
    for (const { path, facts } of changed) {
      this.facts.set(path, facts);
      if (facts.ir !== undefined) this.put(path, facts.ir);
      for (const [number, part] of (facts.parts ?? []).entries()) this.put(partOf(path, number), part);
    }
    return true;
  }

  private put(path: string, packed: PackedIr): void {
    const ir = this.asRendered(unpackIr(packed));
    this.modules.set(path, ir);
    this.program?.put(path, ir);
  }

  solve(deadline: number): Pick<Conclusion, 'claims' | 'notLookedAt'> {
    if (this.program === undefined) return { claims: [], notLookedAt: [] };
    const { rules } = this.knowledge;
    const result = this.program.solve(deadline);
    const context: ClaimContext = {
      modules: this.modules,
      rules,
      locate: ({ path, start, end }) => locationOf(path, this.modules.get(path)?.lines ?? [0], start, end),
      isTest: (path) => this.isTest(path),
    };
    return {
      claims: oncePerFile(
        withoutOutranked(
          [
            ...result.flows.flatMap((flow) => claimOfFlow(flow, context) ?? []),
            ...result.checks.flatMap((check) => claimOfCheck(check, context) ?? []),
          ],
          rules,
        ),
        rules,
      ),
      notLookedAt: [...result.gaps.map((gap) => ({ ...gap, by: 'code' })), ...this.generatedButRun()],
    };
  }

  /** By its place, and by nothing that is no test running it: a name alone makes no weakness harmless. */
  isTest(module: string): boolean {
    const path = fileOf(module);
    if (!isTestPath(path) || isServed(path)) return false;
    this.run ??= this.runByOthers();
    return !this.run.has(path);
  }

  /** Files with the names of tests that code which is none runs. */
  private runByOthers(): ReadonlySet<string> {
    const run = new Set<string>();
    const queue = [...this.modules.keys()].filter((path) => !isTestPath(path) || isServed(path));
    for (let next = queue.pop(); next !== undefined; next = queue.pop())
      for (const path of this.importedBy(next)) {
        if (run.has(path) || !isTestPath(path)) continue;
        run.add(path);
        queue.push(path);
      }
    return run;
  }

  /** Files that a module names; of a Python package, all that lie in it, since names may be modules. */
  private importedBy(path: string): string[] {
    const module = this.modules.get(path);
    if (module === undefined) return [];
    return module.requests.flatMap((request) => {
      const resolved = this.resolver.resolve(path, module.texts[request]!);
      if (resolved === undefined || !('file' in resolved)) return [];
      const { file } = resolved;
      if (module.language !== 'python' || !/(?:^|\/)(?:__init__\.pyi?)?$/.test(file)) return [file];
      const folder = file.slice(0, file.lastIndexOf('/') + 1);
      return isTestPath(`${folder}x.py`) ? [file, ...this.modulesIn(folder)] : [file];
    });
  }

  private modulesIn(folder: string): readonly string[] {
    this.folders ??= Map.groupBy(this.modules.keys(), (path) => path.slice(0, path.lastIndexOf('/') + 1));
    return this.folders.get(folder) ?? [];
  }

  /** What was left out since a tool made it is no bystander when code that is looked at runs it. */
  private generatedButRun(): NotLookedAt[] {
    if (this.generated.size === 0) return [];
    const by = new Map<string, string>();
    for (const path of this.modules.keys())
      if (!isTestPath(path)) for (const file of this.importedBy(path)) if (this.generated.has(file)) by.set(file, path);
    return [...by].map(([path, from]) => ({
      path,
      by: 'code',
      reason: 'excluded',
      detail: `it looks generated, but ${from} runs it`,
      expected: false,
    }));
  }

  graph(): ModuleGraph {
    const modules = [...this.modules].filter(([path]) => fileOf(path) === path);
    const paths = [...modules.map(([path]) => path), ...this.manifests];
    const numbers = new Map(paths.map((path, number) => [path, number]));
    return {
      paths,
      imports: modules.map(([path, { requests, texts }]) => {
        const to = new Set<number>();
        for (const request of requests) {
          const resolved = this.resolver.resolve(path, texts[request]!);
          const number = resolved !== undefined && 'file' in resolved ? numbers.get(resolved.file) : undefined;
          if (number !== undefined) to.add(number);
        }
        // What is rendered is told by a text.
        for (const text of texts) {
          const number = numbers.get(this.resolver.template(path, text) ?? '');
          if (number !== undefined) to.add(number);
        }
        return [...to];
      }),
      manifests: [...this.manifests].map((path) => numbers.get(path)!),
    };
  }
}

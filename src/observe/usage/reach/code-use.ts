import type { FileFacts } from '#ground/model';
import type { Purl } from '#ground/packages';
import type { UsageFacts } from '../facts.ts';
import type { Code, Load } from './code.ts';
import type { ModulesOfPackage } from './ecosystem.ts';
import { isLoadedByName, unexplained } from './loaded-by-name.ts';
import { type Reachability, type SymbolsOfPackage } from './question.ts';
import { symbolUse } from './symbols.ts';

/** What some code says of its use of a package: of the symbols, where some are named, else of the package. */
export function useIn(
  code: Code,
  purl: Purl,
  modules: ModulesOfPackage,
  symbols: readonly SymbolsOfPackage[],
  called = 'it',
): Reachability {
  const loads = loadsOf(code, modules);
  const shipped = loads.filter(({ facts }) => facts.test !== true);
  if (shipped.length > 0) {
    const [{ path, module }] = shipped as [Load, ...Load[]]; // its length was asked
    const loaded: Reachability = {
      verdict: 'reachable',
      words: `${path}:${module.line} imports ${called}`,
      at: { path, line: module.line },
    };
    return symbols.length === 0 ? loaded : symbolUse(purl, symbols, shipped, code);
  }
  return couldBeLoaded(code, purl, modules, called) ?? notLoaded(loads, called);
}

function loadsOf({ files }: Code, modules: ModulesOfPackage): Load[] {
  return files
    .filter(({ facts }) => modules.languages.includes(facts.language))
    .flatMap(({ path, facts }) =>
      facts.modules.filter(({ module }) => modules.owns(module)).map((module) => ({ path, facts, module })),
    );
}

function notLoaded([test]: readonly Load[], called: string): Reachability {
  if (test === undefined) return { verdict: 'not-observed', words: `no code here imports ${called}` };
  const { path, module } = test;
  return {
    verdict: 'not-observed',
    words: `only tests import ${called} (${path}:${module.line})`,
    at: { path, line: module.line },
  };
}

/** What keeps "not imported" from meaning "not used". */
function couldBeLoaded(code: Code, purl: Purl, modules: ModulesOfPackage, called: string): Reachability | undefined {
  if (!modules.isSure) return unknown(`what ${purl.name} is imported as is not known`);
  const named = namedIn(code, modules, called);
  if (named !== undefined) return named;
  const relevant = relevantIn(code, modules);
  for (const { path, facts } of relevant) {
    if (facts.dynamic !== undefined)
      return unknown(`${path}:${facts.dynamic} loads packages by computed names`, path, facts.dynamic);
    if (facts.unsure !== undefined && facts.language !== 'words')
      return unknown(`${path} could not be read whole`, path, facts.unsure);
  }
  if (!relevant.some(({ facts }) => facts.language !== 'words'))
    return unknown(`no code was read that could import ${called}`);
  const [missing] = code.unread;
  if (missing !== undefined) return unknown(`${missing} could not be read`);
  return purl.type === 'npm' ? byTool(code, purl, called) : undefined;
}

function byTool({ files, packages }: Code, purl: Purl, called: string): Reachability | undefined {
  const name = fullName(purl);
  if (isLoadedByName(name)) return unknown(`tools and frameworks load ${name} by name`);
  const commands = new Set(files.flatMap(({ facts }) => facts.commands ?? []));
  const [command] = unexplained(commands, packages);
  return command === undefined ? undefined : unknown(`a script runs ${command}, which may be of ${called}`);
}

/** Text of the project's code or settings that names the package: something may load it by that. */
export function namedIn(code: Code, modules: ModulesOfPackage, called: string): Reachability | undefined {
  for (const { path, facts } of relevantIn(code, modules)) {
    const mention = facts.mentions?.find(([text]) => modules.isNamedBy(text));
    if (mention !== undefined)
      return unknown(`${path}:${mention[1]} names ${called}, and may load it`, path, mention[1]);
  }
  return undefined;
}

function relevantIn({ files }: Code, modules: ModulesOfPackage): readonly FileFacts<UsageFacts>[] {
  return files.filter(({ facts }) => facts.test !== true && concerns(facts, modules));
}

function concerns({ language }: UsageFacts, { languages }: ModulesOfPackage): boolean {
  return language === 'words' || languages.includes(language);
}

export function unknown(words: string, path?: string, line?: number): Reachability {
  return { verdict: 'unknown', words, ...(path !== undefined && line !== undefined && { at: { path, line } }) };
}

export function fullName({ namespace, name }: Purl): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

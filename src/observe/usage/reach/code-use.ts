import type { Purl } from '#ground/packages';
import type { Code, Load, Place } from './code.ts';
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
  const loads = code.loads(modules);
  const shipped = loads.filter(({ facts }) => facts.test !== true);
  if (shipped.length > 0) {
    const [{ path, module }] = shipped as [Load, ...Load[]]; // its length was asked
    const loaded: Reachability = {
      verdict: 'reachable',
      words: `${path}:${module.line} imports ${called}`,
      at: { path, line: module.line },
    };
    return symbols.length === 0 ? loaded : symbolUse(purl, symbols, shipped, code.unread);
  }
  return couldBeLoaded(code, purl, modules, called) ?? notLoaded(loads, called);
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
  const dynamic = code.dynamic(modules);
  if (dynamic !== undefined)
    return unknown(`${dynamic.path}:${dynamic.line} loads packages by computed names`, dynamic);
  const unsure = code.unsure(modules);
  if (unsure !== undefined) return unknown(`${unsure.path} could not be read whole`, unsure);
  if (!code.hasShipped(modules)) return unknown(`no code was read that could import ${called}`);
  const [missing] = code.unread;
  if (missing !== undefined) return unknown(`${missing} could not be read`);
  return purl.type === 'npm' ? byTool(code, purl, called) : undefined;
}

function byTool(code: Code, purl: Purl, called: string): Reachability | undefined {
  const name = fullName(purl);
  if (isLoadedByName(name)) return unknown(`tools and frameworks load ${name} by name`);
  const [command] = unexplained(code.commands, code.packages);
  return command === undefined ? undefined : unknown(`a script runs ${command}, which may be of ${called}`);
}

/** Text of the project's code or settings that names the package: something may load it by that. */
export function namedIn(code: Code, modules: ModulesOfPackage, called: string): Reachability | undefined {
  const place = code.mention(modules);
  return place === undefined
    ? undefined
    : unknown(`${place.path}:${place.line} names ${called}, and may load it`, place);
}

export function unknown(words: string, at?: Place): Reachability {
  return { verdict: 'unknown', words, ...(at !== undefined && { at }) };
}

export function fullName({ namespace, name }: Purl): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

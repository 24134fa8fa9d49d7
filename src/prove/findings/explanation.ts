import type { Finding, Locus } from '#ground/model';
import type { PriorFinding, Tier } from './prior.ts';

/** One sentence: why a finding is the same as an earlier one, or why it is new. */
export function because(tier: Tier, current: Finding, prior: PriorFinding | undefined): string {
  if (prior === undefined) return `no earlier finding of ${current.rule} is like it`;
  const back = prior.closed === true ? 'it is back: ' : '';
  return `${back}${sentence(tier, current, prior)}`;
}

function sentence(tier: Tier, current: Finding, prior: PriorFinding): string {
  const from = prior.location;
  const to = current.location;
  switch (tier) {
    case 'same-fingerprint':
      return from.startLine === to.startLine
        ? `same rule, and ${same(current.locus)} on the same line of ${to.path}`
        : `same rule, and ${same(current.locus)} in ${to.path}, moved from line ${from.startLine} to ${to.startLine}`;
    case 'same-locus':
      return `same rule, and ${same(current.locus)} in ${to.path}; it was number ${prior.ordinal + 1} of its equals and is number ${current.ordinal + 1}`;
    case 'same-locus-moved':
      return `same rule, and ${same(current.locus)}, moved from ${from.path} to ${to.path}`;
    case 'file-moved':
      return `same rule and same place in a file that moved from ${from.path} to ${to.path}`;
    case 'same-text':
      return `same rule and same text in ${to.path}, under another name than before`;
    case 'same-symbol':
      return sameSymbol(current.locus, prior.locus, to.path);
    case 'new':
      return `no earlier finding of ${current.rule} is like it`;
    default:
      return tier satisfies never;
  }
}

function same(locus: Locus): string {
  switch (locus.kind) {
    case 'secret':
      return locus.value === undefined ? `the same name (${locus.symbol ?? '?'})` : 'the same secret value';
    case 'symbol':
      return `the same code in ${locus.symbol}`;
    case 'resource':
      return `the same ${locus.attribute} of ${locus.address}`;
    case 'step':
      return `the same step ${locus.step} of job ${locus.job}`;
    case 'package':
      return `the same package ${locus.purl}`;
    case 'file':
      return 'the same file';
    default:
      return locus satisfies never;
  }
}

function sameSymbol(current: Locus, prior: Locus, path: string): string {
  if (current.kind === 'package' && prior.kind === 'package')
    return `same advisory on the same package in ${path}, now ${current.purl} instead of ${prior.purl}`;
  if (current.kind !== 'symbol' || prior.kind !== 'symbol') return `same rule in ${path}`;
  return current.snippet === prior.snippet
    ? `same code in ${path}, now in ${current.symbol} instead of ${prior.symbol}`
    : `same rule in ${current.symbol} of ${path}, whose code was edited`;
}

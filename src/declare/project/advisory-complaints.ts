import type { Complaint } from '#ground/formats';
import type { AdvisorySources } from './advisories.ts';

/** What the schema cannot say: a source of files stands at one place, and no source is named twice. */
export function advisoryComplaints(advisories: AdvisorySources | undefined): Complaint[] {
  const sources = advisories?.sources ?? [];
  return sources.flatMap((source, at) => {
    const path = ['advisories', 'sources', at];
    if (source.from !== 'files') return isRepeated(sources, at) ? [repeated([...path, 'from'], source.from)] : [];
    const places = [source.url, source.path, source.git].filter((place) => place !== undefined).length;
    if (places !== 1) return [unplaced(path, source.name, places)];
    return isRepeated(sources, at) ? [repeated([...path, 'name'], source.name)] : [];
  });
}

type Sources = NonNullable<AdvisorySources['sources']>;

function isRepeated(sources: Sources, at: number): boolean {
  return sources.findIndex((other) => keyOf(other) === keyOf(sources[at])) !== at;
}

function keyOf(source: Sources[number] | undefined): string {
  if (source === undefined) return '';
  if (source.from === 'files') return `files ${source.name}`;
  return JSON.stringify([source.from, source.url, 'ecosystems' in source ? source.ecosystems : undefined]);
}

function repeated(path: readonly (string | number)[], name: string): Complaint {
  return {
    path,
    of: 'value',
    message: `${name} is declared twice`,
    expected: 'one entry for each source',
    next: 'Remove one of them.',
  };
}

function unplaced(path: readonly (string | number)[], name: string, places: number): Complaint {
  return {
    path,
    of: 'value',
    message: `${name} is at ${places === 0 ? 'no place' : `${places} places`}`,
    expected: 'one of url, path and git',
    next: places === 0 ? 'Say where its records are.' : 'Keep one of them, or make two sources of it.',
  };
}

import type { Finding } from '#ground/model';
import type { Place } from './place.ts';
import type { ScanRequest } from './request.ts';
import { textsOf } from './texts.ts';

/** Findings with the texts that they lie in, by path: a path means one text here. */
export interface Behind {
  readonly findings: readonly Finding[];
  readonly texts: ReadonlyMap<string, string>;
}

export type ReadBehind = (findings: readonly Finding[]) => AsyncIterable<Behind>;

/**
 * Reads the texts that findings lie in: of a history, version by version, since what stands at a path now says nothing of what stood
 * there. A finding whose version cannot be read is not given.
 */
export function readBehind(request: ScanRequest, place: Place): ReadBehind {
  return async function* (findings) {
    if (request.source.kind !== 'history') {
      yield { findings, texts: await textsOf(request, place)(pathsOf(findings)) };
      return;
    }
    const { versionsOf } = await import('./history-texts.ts');
    for (const version of versionsOf(findings, place))
      yield { findings: version.findings, texts: version.textsOf(pathsOf(version.findings)) };
  };
}

function pathsOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ location }) => location.path))];
}

import { resolve } from 'node:path';
import { sbom, type SbomFormat } from '#flows/sbom';
import { exportVex, type VexFormat } from '#flows/vex';
import { explainFailure } from './failure.ts';
import { counted } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export interface SbomWords {
  readonly format: SbomFormat;
  readonly output?: string;
  readonly timestamp?: string;
}

/** Gaps that are told one by one; the rest is counted. */
const shown = 5;

/** `selvedge sbom`: 0 when all was looked at, 3 when the SBOM may lack something; it is written all the same. */
export async function runSbom(path: string, words: SbomWords, terminal: Terminal): Promise<number> {
  try {
    const { text, components, files, notLookedAt } = await sbom({ path, ...words });
    if (words.output === undefined) terminal.out(text);
    const { marks, style } = terminal;
    if (words.output !== undefined || components === 0)
      terminal.err(
        `${counted(components, 'component')} from ${counted(files, 'file')}${words.output === undefined ? '' : ` ${marks.arrow} ${visible(words.output)}`}\n`,
      );
    for (const { path: place, detail, reason } of notLookedAt.slice(0, shown))
      terminal.err(
        `${style.yellow(marks.unknown)} not looked at: ${visible(place ?? '')} ${visible(detail ?? reason)}\n`,
      );
    if (notLookedAt.length > shown) terminal.err(`  and ${notLookedAt.length - shown} more\n`);
    return notLookedAt.length === 0 ? 0 : 3;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

export interface VexWords {
  readonly format: VexFormat;
  readonly author: string;
  readonly timestamp?: string;
}

/** `selvedge vex`: what accepted exceptions say of dependencies. */
export function runVex(path: string, words: VexWords, terminal: Terminal): number {
  try {
    terminal.out(exportVex({ path: resolve(path), ...words }).text);
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

import { JsonFailure, readJson } from '#ground/formats';
import { SbomError } from '../read-bom.ts';
import { readCsafVex } from './csaf.ts';
import { readCycloneDxVex } from './cyclonedx-vex.ts';
import type { VexDocument } from './document.ts';
import { readOpenVex } from './openvex.ts';

/** OpenVEX, a CycloneDX document with vulnerabilities, or CSAF, as JSON. Undefined: it is JSON, but none of these. Throws SbomError. */
export function readVex(bytes: Uint8Array, deadline: number): VexDocument | undefined {
  try {
    const root = readJson(bytes, { deadline });
    if (root.get('@context')?.text?.startsWith('https://openvex.dev/ns') === true) return readOpenVex(root);
    if (root.get('bomFormat')?.text === 'CycloneDX')
      return root.get('vulnerabilities') === undefined ? undefined : readCycloneDxVex(root);
    return root.get('document')?.get('csaf_version') === undefined ? undefined : readCsafVex(root);
  } catch (error) {
    if (error instanceof JsonFailure) throw new SbomError(error.code, error.message, error.line);
    throw error;
  }
}

/** Whether a file is likely to hold one, by its name alone. */
export function isVexPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (!name.endsWith('.json')) return false;
  return /(?:^|[._-])(?:vex|openvex|csaf)(?:[._-]|\.json$)/.test(name) || /(?:^|\/)\.vex\/[^/]+$/.test(path);
}

import { JsonFailure, readJson, readXml, XmlError } from '#ground/formats';
import { type ReadSbom, SbomError } from './read-bom.ts';
import { readCycloneDxJson, readCycloneDxXml } from './read-cyclonedx.ts';
import { readSpdxJson } from './read-spdx.ts';

/**
 * An SBOM of any format that is read: CycloneDX 1.2 to 1.7 (JSON, XML), SPDX 2.2 and 2.3 (JSON). Undefined: it is JSON or XML, but no SBOM.
 * Bounded in depth and time; XML with a document type that defines something is refused. Throws SbomError.
 */
export function readSbom(bytes: Uint8Array, deadline: number): ReadSbom | undefined {
  try {
    if (firstByte(bytes) === LESS_THAN) {
      const root = readXml(bytes, { deadline });
      return root.name === 'bom' && root.namespace.startsWith('http://cyclonedx.org/')
        ? readCycloneDxXml(root)
        : undefined;
    }
    const root = readJson(bytes, { deadline });
    if (root.get('bomFormat')?.text === 'CycloneDX') return readCycloneDxJson(root);
    return root.get('spdxVersion') === undefined ? undefined : readSpdxJson(root);
  } catch (error) {
    if (error instanceof JsonFailure || error instanceof XmlError)
      throw new SbomError(error.code, error.message, error.line);
    throw error;
  }
}

const LESS_THAN = 0x3c;

/** After a byte order mark and blanks. */
function firstByte(bytes: Uint8Array): number | undefined {
  return bytes.find(
    (byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf && byte !== 0xff && byte !== 0xfe,
  );
}

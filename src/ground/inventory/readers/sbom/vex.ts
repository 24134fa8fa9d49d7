import type { Json } from '#ground/model';
import { isVexPath, readVex, SbomError } from '#ground/sbom';
import { type DependencyReader, ReadFailure } from '../../reader.ts';

/**
 * VEX: OpenVEX, CycloneDX’s analysis and CSAF, as JSON. It lists no packages; what it says of them is kept whole, for whoever holds the inventory
 * against advisories.
 */
export const reader: DependencyReader = {
  format: 'vex/document',
  wants: (path) => isVexPath(path),
  read(file, deadline) {
    try {
      const document = readVex(file.bytes, deadline);
      if (document === undefined) return undefined;
      return { role: 'reference', packages: [], extra: structuredClone(document) as unknown as Json }; // it has texts and numbers alone
    } catch (error) {
      if (error instanceof SbomError)
        throw new ReadFailure(error.code, `No VEX that is read: ${error.message}.`, error.line);
      throw error;
    }
  },
};

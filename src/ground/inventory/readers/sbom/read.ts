import { readSbom, SbomError } from '#ground/sbom';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { ReadFailure } from '../../reader.ts';

/** An SBOM’s components, if it is of that specification. Throws ReadFailure. */
export function readIfOf(
  specification: 'CycloneDX' | 'SPDX',
  file: ReadableFile,
  deadline: number,
): ReturnType<DependencyReader['read']> {
  try {
    const sbom = readSbom(file.bytes, deadline);
    return sbom?.specification.startsWith(specification) === true ? sbom.content : undefined;
  } catch (error) {
    if (error instanceof SbomError)
      throw new ReadFailure(error.code, `No SBOM that is read: ${error.message}.`, error.line);
    throw error;
  }
}

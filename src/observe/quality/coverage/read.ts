import { type Coverage, type CoverageFormat, ReportFailure } from './coverage.ts';
import { readLcov } from './lcov.ts';
import { readCoverageXml } from './xml.ts';

/** A report of which lines ran, its format told by what is in it. Throws ReportFailure. */
export function readCoverage(bytes: Uint8Array): { readonly format: CoverageFormat; readonly coverage: Coverage } {
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 4096))
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start.startsWith('<')) return readCoverageXml(bytes);
  if (/^(?:TN|SF|VER):/m.test(start)) return { format: 'lcov', coverage: readLcov(new TextDecoder().decode(bytes)) };
  throw new ReportFailure('unknown-format', 'neither lcov (SF:, DA:) nor XML of Cobertura, JaCoCo or Clover', 1);
}

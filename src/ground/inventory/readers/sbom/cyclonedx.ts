import type { DependencyReader } from '../../reader.ts';
import { readIfOf } from './read.ts';

/** CycloneDX 1.2 to 1.7, JSON and XML, by the names that it and its tools recommend. */
export const reader: DependencyReader = {
  format: 'sbom/cyclonedx',
  wants: (_, name) => /(?:^|[.-])(?:bom|sbom|cdx)\.(?:json|xml)$/.test(name),
  read: (file, deadline) => readIfOf('CycloneDX', file, deadline),
};

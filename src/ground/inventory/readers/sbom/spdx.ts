import type { DependencyReader } from '../../reader.ts';
import { readIfOf } from './read.ts';

/** SPDX 2.2 and 2.3 as JSON. */
export const reader: DependencyReader = {
  format: 'sbom/spdx',
  wants: (_, name) => /(?:^|[.-])(?:spdx|sbom|bom)\.json$/.test(name),
  read: (file, deadline) => readIfOf('SPDX', file, deadline),
};

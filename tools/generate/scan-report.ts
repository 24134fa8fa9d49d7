import { z } from 'zod';
import { ScanReportDocument } from '../../src/faces/cli/json.schema.ts';
import type { Generator } from '../generate.ts';

/** The JSON schema of `selvedge scan --format json`, for those who read it. */
export const generator: Generator = {
  output: 'docs/scan-report.schema.json',
  generate: () => `${JSON.stringify(z.toJSONSchema(ScanReportDocument, { io: 'output' }), undefined, 2)}\n`,
};

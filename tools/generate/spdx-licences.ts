import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import type { Generator } from '../generate.ts';

/** The ids on SPDX's list of licences and exceptions, as the schemas of CycloneDX have them. */
export const generator: Generator = {
  output: 'src/ground/sbom/spdx-licences.generated.ts',
  generate() {
    const folder = createRequire(import.meta.url)
      .resolve('@cyclonedx/cyclonedx-library/package.json')
      .replace(/package\.json$/, '');
    const { enum: ids } = JSON.parse(readFileSync(`${folder}res/schema/spdx.SNAPSHOT.schema.json`, 'utf8')) as {
      readonly enum: readonly string[];
    };
    const lines: string[] = [];
    let line = '';
    for (const id of [...ids].sort()) {
      if (line.length + id.length > 110) {
        lines.push(line);
        line = '';
      }
      line += line === '' ? id : ` ${id}`;
    }
    lines.push(line);
    return [
      "// Generated from SPDX's list of licences by tools/generate/spdx-licences.ts: npm run generate.",
      'export const spdxIds: readonly string[] = `',
      ...lines,
      '`',
      '  .trim()',
      '  .split(/\\s+/);',
      '',
    ].join('\n');
  },
};

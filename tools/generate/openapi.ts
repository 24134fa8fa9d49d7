/** The committed OpenAPI document: what clients were written against. Additions are written; what would break them is refused. */
import { existsSync, readFileSync } from 'node:fs';
import { operations } from '../../src/flows/operations.generated.ts';
import { openApi } from '../../src/faces/http/openapi.ts';
import { type ApiDocument, breakingChanges } from '../api/breaking.ts';
import type { Generator } from '../generate.ts';

const output = 'docs/api/openapi-v1.json';

export const generator: Generator = {
  output,
  generate() {
    const text = `${JSON.stringify(openApi(operations), null, 1)}\n`;
    const breaks = existsSync(output)
      ? breakingChanges(JSON.parse(readFileSync(output, 'utf8')) as ApiDocument, JSON.parse(text) as ApiDocument)
      : [];
    if (breaks.length === 0) return text;
    throw new Error(
      `This change breaks clients of the API:\n${breaks.map((sentence) => `  ${sentence}\n`).join('')}Make it an addition; or, before a release, remove ${output} and say why in CHANGELOG.md.`,
    );
  },
};

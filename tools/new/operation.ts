import type { Unit } from '../new.ts';

export const unit: Unit = {
  kind: 'operation',
  summary: 'A capability: its HTTP route, document, client type and audit entry follow from it.',
  example: 'subjects.rename',
  id: /^[a-z]+\.[a-z]+$/,
  files(id) {
    const [resource = '', verb = ''] = id.split('.');
    const name = `${verb}${resource[0]?.toUpperCase() ?? ''}${resource.slice(1)}Operation`;
    return {
      [`src/flows/operations/${id}.ts`]: `import { z } from 'zod';
import { operation } from '#ground/operations';
import { ofTenant } from './shapes/access.ts';

export const ${name} = operation({
  name: '${id}',
  kind: 'query',
  summary: 'Say in one line, in the imperative, what it does',
  http: 'GET /${resource}/${verb}',
  input: z.strictObject({}),
  output: z.strictObject({ at: z.string() }),
  authorise: ofTenant,
  async run({ at }) {
    return { at };
  },
});
`,
      [`src/flows/operations/${id}.test.ts`]: `import { expect, test } from 'vitest';
import { ${name} } from './${id}.ts';

test('${id} is read under its resource', () => {
  expect(${name}.http).toBe('GET /${resource}/${verb}');
  expect(${name}.input.safeParse({ stray: 1 }).success).toBe(false);
});
`,
    };
  },
  next: [
    'Write the shapes and the handler; a command changes something in `tx`, and its entry is written for you.',
    'Permit its action to the roles that need it in src/ground/operations/roles.ts.',
    'npm run generate: registry, API types and OpenAPI document follow.',
    'Write an integration test through `execute` with testStore(), then npm test.',
  ],
};

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Unit } from '../new.ts';

const folder = resolve(import.meta.dirname, '../../docs/decisions');

export const unit: Unit = {
  kind: 'decision',
  summary: 'A decision record in docs/decisions/.',
  example: 'merkle-tree-in-postgresql',
  id: /^[a-z][a-z0-9-]{3,60}$/,
  files(id) {
    const number = Math.max(0, ...readdirSync(folder).map((file) => Number.parseInt(file, 10) || 0)) + 1;
    const title = id.replaceAll('-', ' ');
    return {
      [join('docs/decisions', `${String(number).padStart(4, '0')}-${id}.md`)]:
        `# ${number}. ${title[0]?.toUpperCase()}${title.slice(1)}

**Context.** What forces a choice, with the figures that were measured.

**Decision.** What is done, in one paragraph.

**Consequences.** What becomes easier, what becomes harder, and what would make us change it.
`,
    };
  },
  next: [
    'Write context, decision and consequences; half a page is enough.',
    'Commit it together with the change that it explains.',
  ],
};

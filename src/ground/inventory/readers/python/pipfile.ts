import type { DependencyReader } from '../../reader.ts';
import { readToml } from '../../toml.ts';
import { AskedPackages } from './asked.ts';
import { scopeOfGroup } from './pypi.ts';

/** Pipfile: `[packages]`, `[dev-packages]`, and each other table is a category of its own. */
export const reader: DependencyReader = {
  format: 'python/pipfile',
  wants: (_, name) => name === 'pipfile',
  read(file, deadline) {
    const asked = new AskedPackages();
    const root = readToml(file, deadline, asked.listing);
    for (const [category, table] of root.members) {
      if (table.kind !== 'object' || notCategories.has(category)) continue;
      const isDefault = category === 'packages';
      const scope = category === 'dev-packages' ? 'dev' : (scopeOfGroup(category) ?? 'optional');
      for (const [name, said] of table.members)
        asked.named(name, said.text ?? ((key) => said.get(key)?.text), {
          line: said.line,
          ...(!isDefault && { scope, group: category === 'dev-packages' ? 'develop' : category }),
        });
    }
    return { role: 'manifest', ...asked.listing.result() };
  },
};

const notCategories: ReadonlySet<string> = new Set(['source', 'requires', 'scripts', 'pipenv']);

import { visitYaml } from '../../block-yaml.ts';
import type { DependencyReader } from '../../reader.ts';
import { withoutCredentials } from '../../source-url.ts';
import { AskedPackages } from './asked.ts';
import { condaPurl, isCondaName } from './conda.ts';

/** environment.yml of conda and mamba, with its `pip:` list. */
export const reader: DependencyReader = {
  format: 'python/conda-environment',
  wants: (_, name) =>
    /^(?:[\w.-]*[_.-])?(?:environment|conda[_-]?env|conda)(?:[_.-][\w.-]*)?\.ya?ml$/.test(name) &&
    !name.startsWith('conda-lock'),
  read(file, deadline) {
    const asked = new AskedPackages();
    const included: { kind: string; path: string; line: number }[] = [];
    let name: string | undefined;
    let isEnvironment = false;
    visitYaml(file.bytes, deadline, (keys, value, line) => {
      const [first, ...rest] = keys;
      if (first === 'dependencies' && rest[0] === '-') isEnvironment = true;
      if (value === undefined) return;
      const below = rest.join('/');
      if (first === 'name' && below === '') name = value.slice(0, 200);
      if (first !== 'dependencies') return;
      if (below === '-') addConda(asked, value, line);
      if (below === '-/pip/-') {
        const file = /^(?:-r|--requirement)[\s=]*(\S+)$/.exec(value)?.[1];
        if (file !== undefined) included.push({ kind: 'includes', path: file, line });
        else if (!value.startsWith('-')) asked.pip(value, { line, group: 'pip' });
      }
    });
    if (!isEnvironment || (asked.listing.size === 0 && asked.listing.problems.length > 0)) return undefined;
    return {
      role: 'manifest',
      ...(name !== undefined && { root: { name } }),
      ...asked.listing.result(),
      ...(included.length > 0 && { extra: { files: included } }),
    };
  },
};

/** `numpy`, `numpy=1.26`, `numpy==1.26.4`, `conda-forge::numpy >=1,<2`, `numpy=1.26.4=py312h8753938_0` (conda, "Package match specifications"). */
function addConda({ listing }: AskedPackages, text: string, line: number): void {
  const [, channel, name, rest = ''] =
    /^(?:([\w./:-]{1,200})::)?([A-Za-z0-9_][\w.-]{0,199})\s*(?:\[.*\])?\s*(.*)$/s.exec(text.trim()) ?? [];
  if (name === undefined || !isCondaName(name)) {
    listing.problem('malformed', line, 'This is no package of conda.');
    return;
  }
  const constraint = rest.trim();
  // One `=` and no build means any version that begins so.
  const exact = /^(?:==\s*|=)([\w.!+]+)(?:=[\w.]+)?$/.exec(constraint);
  const isPinned = exact !== null && (constraint.startsWith('==') || constraint.indexOf('=', 1) > 0);
  listing.add({
    purl: condaPurl(name, isPinned ? exact[1] : undefined),
    line,
    ...(constraint !== '' && { constraint: constraint.slice(0, 200) }),
    direct: true,
    ...(channel !== undefined &&
      !/^(?:defaults|conda-forge|bioconda)$/.test(channel) && { source: withoutCredentials(channel) }),
  });
}

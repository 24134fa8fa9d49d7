import type { DependencyFile } from '#ground/model';
import { formatPurl } from '#ground/packages';
import type { Draft } from '../../dependency-graph.ts';
import { Problems, quoted } from '../../problems.ts';
import { type DependencyReader, type ReadableFile, ReadFailure } from '../../reader.ts';
import { withoutCredentials } from '../../source-url.ts';

/** .gitmodules: the repositories that stand in this one. Which commit of each is git's to know: the file names a branch at most. */
export const reader: DependencyReader = {
  format: 'git/submodules',
  wants: (_, name) => name === '.gitmodules',
  read: readSubmodules,
};

interface Submodule {
  readonly name: string;
  readonly line: number;
  url?: string;
  path?: string;
  branch?: string;
}

const clockEvery = 4096;

function readSubmodules(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  const modules: Submodule[] = [];
  let module: Submodule | undefined;
  const lines = Buffer.from(file.bytes).toString('utf8').split('\n');
  for (const [index, written] of lines.entries()) {
    if (index % clockEvery === 0 && performance.now() > deadline)
      throw new ReadFailure('timed-out', 'The time was up.', index + 1);
    const line = written.trim();
    const section = /^\[([a-z]+)(?:\s+"([^"]*)")?\]/i.exec(line);
    if (section !== null) {
      module = section[1]?.toLowerCase() === 'submodule' ? { name: section[2] ?? '', line: index + 1 } : undefined;
      if (module !== undefined) modules.push(module);
      continue;
    }
    const [, key = '', value = ''] = /^([a-z]+)\s*=\s*(.*)$/i.exec(line) ?? [];
    const word = key.toLowerCase();
    if (module !== undefined && (word === 'url' || word === 'path' || word === 'branch'))
      module[word] = unquoted(value);
  }
  const packages: Draft[] = [];
  const problems = new Problems();
  for (const { name, line, url, path, branch } of modules) {
    if (url === undefined || url === '') {
      problems.add('malformed', line, `The submodule ${quoted(name)} has no URL, and was left out.`);
      continue;
    }
    // Beside this repository, wherever that lies.
    if (url.startsWith('./') || url.startsWith('../')) continue;
    const source = withoutCredentials(url);
    packages.push({
      purl: purlOf(source),
      line,
      direct: true,
      source,
      ...(branch === undefined ? {} : { constraint: branch }),
      ...(path === undefined ? {} : { place: path }),
    });
  }
  return { role: 'reference', packages, ...problems.content };
}

const hosts = new Map([
  ['github.com', 'github'],
  ['bitbucket.org', 'bitbucket'],
]);

/** `https://github.com/o/r.git` → `pkg:github/o/r`; of other hosts a generic purl that names the address. */
function purlOf(url: string): string {
  const [, host = '', path = ''] = /^(?:[a-z+]+:\/\/)?([^/:]+)(?::\d+)?[/:](.+)$/i.exec(url) ?? [];
  const parts = path
    .replace(/(?:\.git)?\/*$/, '')
    .split('/')
    .filter((part) => part !== '');
  const name = parts.pop() ?? '';
  const type = hosts.get(host.toLowerCase());
  if (type !== undefined && parts.length === 1) return formatPurl({ type, namespace: parts[0]!, name });
  return formatPurl({
    type: 'generic',
    name: name === '' ? 'submodule' : name,
    qualifiers: { vcs_url: /^[a-z+]+:\/\//i.test(url) ? `git+${url}` : url },
  });
}

function unquoted(value: string): string {
  const quotedValue = /^"([^"]*)"/.exec(value);
  if (quotedValue !== null) return quotedValue[1] ?? '';
  return value.replace(/\s[#;].*$/, '').trim();
}

import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';
import { readReference } from './reference.ts';

/** Conan's `conanfile.txt`: sections, one reference on each line. */
export const reader: DependencyReader = {
  format: 'conan/conanfile',
  wants: (_path, name) => name === 'conanfile.txt',
  read(file, deadline) {
    const listing = new Listing();
    const patience = new Patience(deadline);
    let section = '';
    for (const [i, line] of linesOf(file).entries()) {
      patience.check(i + 1);
      const text = (line.split(/(?:^|\s)#/, 1)[0] ?? '').trim();
      if (text.startsWith('[') && text.endsWith(']') && !text.includes('/')) section = text.slice(1, -1);
      else if (text !== '' && sections.has(section)) addReference(text, sections.get(section), i + 1, listing);
    }
    return { role: 'manifest', ...listing.result() };
  },
};

const sections: ReadonlyMap<string, 'build' | 'test' | undefined> = new Map([
  ['requires', undefined],
  ['build_requires', 'build'],
  ['tool_requires', 'build'],
  ['test_requires', 'test'],
]);

function addReference(text: string, scope: 'build' | 'test' | undefined, line: number, listing: Listing): void {
  const reference = readReference(text);
  if (reference === undefined) return listing.problem('malformed', line, 'A reference that makes no sense.');
  const { purl, version } = reference;
  listing.add({
    purl,
    line,
    direct: true,
    constraint: version.startsWith('[') ? version.slice(1, -1) : version,
    ...(scope === undefined ? {} : { scope }),
  });
}

import { visitYaml } from '../../block-yaml.ts';
import { Listing } from '../../listing.ts';
import { NamedLinks } from '../../named-links.ts';
import type { DependencyReader } from '../../reader.ts';
import { withoutCredentials } from '../../source-url.ts';
import { condaAddressOf, condaPurl, isCondaName } from './conda.ts';
import { isName, normalName, pypiPurl } from './pypi.ts';

/** conda-lock.yml: one list of all platforms, from conda and from pip. What was asked for directly it does not tell. */
export const reader: DependencyReader = {
  format: 'python/conda-lock',
  wants: (_, name) => /^(?:[\w.-]+\.)?conda-lock\.ya?ml$/.test(name),
  read(file, deadline) {
    const lock = new CondaLock();
    visitYaml(file.bytes, deadline, (keys, value, line) => {
      if (keys[0] === 'package' && keys[1] === '-') {
        if (keys.length === 2) lock.begin(line);
        else lock.said(keys.slice(2), value, line);
      }
    });
    return lock.content();
  },
};

class CondaLock {
  readonly #listing = new Listing();
  readonly #links = new NamedLinks();
  #current: Map<string, string> | undefined;
  #wants: string[] = [];
  #line = 1;
  #endLine = 1;
  #packages = 0;

  begin(line: number): void {
    this.#add();
    this.#current = new Map();
    this.#wants = [];
    this.#line = line;
    this.#endLine = line;
  }

  said(keys: readonly string[], value: string | undefined, line: number): void {
    this.#endLine = line;
    const [first = '', second] = keys;
    if (first === 'dependencies' && second !== undefined) this.#wants.push(second);
    else if (value !== undefined) this.#current?.set(keys.slice(0, 2).join('.'), value);
  }

  content() {
    this.#add();
    if (this.#packages === 0) return undefined;
    this.#links.linkAll(this.#listing);
    return { role: 'lockfile' as const, ...this.#listing.result() };
  }

  #add(): void {
    const said = this.#current;
    if (said === undefined) return;
    this.#packages += 1;
    const [name = '', version, url = '', platform = ''] = ['name', 'version', 'url', 'platform'].map((key) =>
      said.get(key),
    );
    const isPip = said.get('manager') === 'pip';
    if (isPip ? !isName(name) : !isCondaName(name)) {
      this.#listing.problem('malformed', this.#line, 'A package without a name that is one.');
      return;
    }
    const address = isPip ? undefined : condaAddressOf(url);
    const category = said.get('category') ?? 'main';
    const sha256 = said.get('hash.sha256') ?? '';
    const isPublic = isPip ? url.startsWith('https://files.pythonhosted.org/') : address?.source === undefined;
    const position = this.#listing.add({
      purl: isPip
        ? pypiPurl(name, version)
        : condaPurl(name, version, address?.qualifiers ?? { ...(platform !== '' && { subdir: platform }) }),
      line: this.#line,
      ...(this.#endLine > this.#line && { endLine: this.#endLine }),
      ...(category !== 'main' && {
        group: category.slice(0, 200),
        scope: /dev|test/.test(category) ? ('dev' as const) : ('optional' as const),
      }),
      ...(/^[0-9a-f]{64}$/.test(sha256) && { integrity: `sha256:${sha256}` }),
      ...(!isPublic && url !== '' && { source: withoutCredentials(url.slice(0, 2000)) }),
    });
    // Packages of one platform bring in those of the same.
    this.#links.knows(position, keyOf(name, platform));
    for (const wanted of this.#wants) this.#links.wants(position, keyOf(wanted, platform));
  }
}

function keyOf(name: string, platform: string): string {
  return `${normalName(name)} ${platform}`;
}

import type { DependencyFile } from '#ground/model';
import type { Draft } from '../../dependency-graph.ts';
import { visitHcl } from '../../hcl.ts';
import { Problems, quoted } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { providerPurl } from './address.ts';

/** .terraform.lock.hcl: the providers that were chosen. Modules are not locked. */
export const reader: DependencyReader = {
  format: 'terraform/lock',
  wants: (_, name) => name === '.terraform.lock.hcl',
  read: readLock,
};

interface Provider {
  readonly address: string;
  readonly line: number;
  version?: string;
  constraints?: string;
  integrity?: string;
}

function readLock(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> {
  const providers: Provider[] = [];
  visitHcl(file.bytes, deadline, (path, value, line) => {
    const [type, address = '', field] = path;
    if (type !== 'provider') return;
    if (path.length === 2 && value === undefined) providers.push({ address, line });
    const provider = providers.at(-1);
    if (provider === undefined || value === undefined) return;
    if (field === 'version' || field === 'constraints') provider[field] = value;
    // `h1:` is of the unpacked provider, as Go hashes folders; `zh:` is the SHA-256 of an archive, of which there is one for each platform.
    else if (field === 'hashes' && value.startsWith('h1:')) provider.integrity ??= value;
  });
  const packages: Draft[] = [];
  const problems = new Problems();
  const seen = new Map<string, string | undefined>();
  for (const { address, line, version, constraints, integrity } of providers) {
    const purl = providerPurl(address, version);
    if (purl === undefined || version === undefined) {
      problems.add('malformed', line, `The provider ${quoted(address)} makes no sense, and was left out.`);
      continue;
    }
    if (seen.has(address) && seen.get(address) !== version)
      problems.add(
        'duplicate',
        line,
        `The provider ${quoted(address)} stands here a second time: both were read.`,
        purl,
      );
    seen.set(address, version);
    packages.push({
      purl,
      line,
      group: 'provider',
      ...(constraints === undefined ? {} : { constraint: constraints }),
      ...(integrity === undefined ? {} : { integrity }),
    });
  }
  return { role: 'lockfile', packages, ...problems.content };
}

import type { DependencyFile } from '#ground/model';
import { formatPurl } from '#ground/packages';
import type { Draft } from '../../dependency-graph.ts';
import { visitHcl } from '../../hcl.ts';
import { Problems, quoted } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { withoutCredentials } from '../../source-url.ts';
import { exactVersion, modulePurl, providerPurl } from './address.ts';

/** The providers that a Terraform or OpenTofu file requires, and the modules that it calls. No lockfile holds modules: what they are is decided here. */
export const reader: DependencyReader = {
  format: 'terraform/configuration',
  wants: (path, name) => /\.(?:tf|tofu)$/.test(name) && !/(?:^|\/)\.terraform\//.test(path),
  read: readConfiguration,
};

interface Call {
  readonly name: string;
  readonly line: number;
  source?: string;
  sourceLine?: number;
  version?: string;
}

function readConfiguration(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const modules: Call[] = [];
  const providers: Call[] = [];
  visitHcl(file.bytes, deadline, (path, value, line) => {
    const [first, second = '', third = '', field] = path;
    if (first === 'module' && path.length === 2 && value === undefined) modules.push({ name: second, line });
    else if (first === 'module' && path.length === 3 && value !== undefined) say(modules.at(-1), third, value, line);
    else if (first === 'terraform' && second === 'required_providers' && path.length === 3)
      // Before Terraform 0.13 the version stood there alone.
      providers.push({ name: third, line, ...(value === undefined ? {} : { version: value }) });
    else if (first === 'terraform' && second === 'required_providers' && path.length === 4 && value !== undefined)
      say(providers.at(-1), field ?? '', value, line);
  });
  if (modules.length === 0 && providers.length === 0) return undefined;
  const packages: Draft[] = [];
  const problems = new Problems();
  for (const provider of providers) addProvider(provider, packages, problems);
  for (const module of modules) addModule(module, packages, problems);
  return { role: 'reference', packages, ...problems.content };
}

function say(call: Call | undefined, field: string, value: string, line: number): void {
  if (call === undefined) return;
  if (field === 'source') {
    call.source = value;
    call.sourceLine = line;
  } else if (field === 'version') call.version = value;
}

function addProvider({ name, line, source, version }: Call, packages: Draft[], problems: Problems): void {
  // `terraform.io/builtin/terraform` is a part of the program itself.
  if (source?.startsWith('terraform.io/builtin/') === true) return;
  const purl = providerPurl(source ?? `hashicorp/${name}`, exactVersion(version));
  if (purl === undefined) {
    problems.add('malformed', line, `The provider ${quoted(source ?? name)} makes no sense, and was left out.`);
    return;
  }
  packages.push({
    purl,
    line,
    direct: true,
    group: 'provider',
    ...(version === undefined ? {} : { constraint: version }),
  });
}

function addModule(
  { name, line, source, sourceLine = line, version }: Call,
  packages: Draft[],
  problems: Problems,
): void {
  if (source === undefined) {
    problems.add('unresolved', line, `The source of the module ${quoted(name)} is no plain text.`);
    return;
  }
  if (/^\.{1,2}(?:\/|$)/.test(source)) return;
  const constraint = version === undefined ? {} : { constraint: version };
  const exact = exactVersion(version);
  const registered = modulePurl(source, exact);
  if (registered !== undefined && !isHost(source)) {
    packages.push({ purl: registered, line: sourceLine, direct: true, group: 'module', ...constraint });
    if (exact === undefined)
      problems.add(
        'unpinned',
        sourceLine,
        `The module ${quoted(name)} is whatever version its constraint allows when it is fetched: no lockfile holds it.`,
        registered,
      );
    return;
  }
  const { purl, ref } = remoteModule(source);
  packages.push({
    purl,
    line: sourceLine,
    direct: true,
    group: 'module',
    source: withoutCredentials(source),
    ...constraint,
  });
  if (ref === undefined || !/^[\da-f]{40}$/i.test(ref))
    problems.add(
      'unpinned',
      sourceLine,
      `The module ${quoted(name)} is fetched by ${ref === undefined ? 'whatever stands there' : 'a tag or a branch'}: a commit cannot be moved.`,
      purl,
    );
}

/** Whether the first part is a host that is no registry. */
function isHost(source: string): boolean {
  return /^(?:github\.com|bitbucket\.org|gitlab\.com)\//.test(source);
}

/** `git::https://github.com/o/r.git//sub?ref=v1`, `github.com/o/r`, `git@github.com:o/r.git`, an archive at a URL. */
function remoteModule(source: string): { readonly purl: string; readonly ref: string | undefined } {
  const ref = /[?&]ref=([^&]+)/.exec(source)?.[1];
  const address = withoutCredentials(source.replace(/^[a-z\d]+::/, ''));
  const [, host = '', owner = '', repository = '', subpath = ''] =
    /^(?:[a-z+]+:\/\/)?(github\.com|bitbucket\.org)[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?(?:\/\/([^?]*))?(?:\/)?$/.exec(
      address,
    ) ?? [];
  if (host !== '')
    return {
      ref,
      purl: formatPurl({
        type: host === 'github.com' ? 'github' : 'bitbucket',
        namespace: owner,
        name: repository,
        ...(ref === undefined ? {} : { version: ref }),
        ...(subpath === '' ? {} : { subpath }),
      }),
    };
  const name = address.split(/[/:]/).findLast((part) => part !== '') ?? 'module';
  return {
    ref,
    purl: formatPurl({
      type: 'generic',
      name,
      ...(ref === undefined ? {} : { version: ref }),
      qualifiers: { download_url: address },
    }),
  };
}

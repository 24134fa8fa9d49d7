/**
 * What big lockfiles cost.
 *     node bench/dependencies-lockfiles.ts [MEGABYTES] [FORMAT…]
 * One file of each format, of packages that each bring in three others, is written into memory and read in a process of its own: time, speed and
 * the most memory that the process had, the file itself included. Fails at 1 GB for 100 MB.
 */
import { spawnSync } from 'node:child_process';
import { readDependencyFile } from '#ground/inventory';

const megabytes = Number(process.argv[2] ?? 100);
const most = 1000;
/** A few packages need another one twice: TOML calls that a duplicate key. */
const mostProblems = 10;

interface Format {
  readonly path: string;
  readonly head: string;
  readonly entry: (index: number, needs: readonly [number, number, number], isFirst: boolean) => string;
  readonly tail: string;
  readonly hasNoGraph?: true;
  /** What comes behind the entries, for each entry again. */
  readonly second?: { readonly head: string; readonly entry: Format['entry'] };
}

const version = (index: number): string => `${index % 9}.${index % 31}.${index % 17}`;
const integrity = (index: number): string =>
  `sha512-${Buffer.from(`integrity of package ${index}`.padEnd(64, '.')).toString('base64')}`;
const sha256 = '0123456789abcdef'.repeat(4);
const comma = (isFirst: boolean): string => (isFirst ? '' : ',\n');

const formats: Readonly<Record<string, Format>> = {
  'npm-3': {
    path: 'package-lock.json',
    head: '{\n  "name": "big",\n  "lockfileVersion": 3,\n  "packages": {\n    "": {"dependencies": {"package-0": "^1.0.0"}},\n',
    entry: (i, [a, b, c], isFirst) =>
      `${comma(isFirst)}    "node_modules/package-${i}": {\n      "version": "${version(i)}",\n      "resolved": "https://registry.npmjs.org/package-${i}/-/package-${i}-${version(i)}.tgz",\n      "integrity": "${integrity(i)}",\n      "license": "MIT",\n      "dependencies": {\n        "package-${a}": "^1.0.0",\n        "package-${b}": "^1.0.0",\n        "package-${c}": "^1.0.0"\n      }\n    }`,
    tail: '\n  }\n}\n',
  },
  'npm-1': {
    path: 'package-lock.json',
    head: '{\n  "name": "big",\n  "lockfileVersion": 1,\n  "dependencies": {\n',
    entry: (i, [a, b, c], isFirst) =>
      `${comma(isFirst)}    "package-${i}": {\n      "version": "${version(i)}",\n      "resolved": "https://registry.npmjs.org/package-${i}/-/package-${i}-${version(i)}.tgz",\n      "integrity": "${integrity(i)}",\n      "requires": {\n        "package-${a}": "^1.0.0",\n        "package-${b}": "^1.0.0",\n        "package-${c}": "^1.0.0"\n      }\n    }`,
    tail: '\n  }\n}\n',
  },
  'pnpm-9': {
    path: 'pnpm-lock.yaml',
    head: "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      package-0:\n        specifier: ^1.0.0\n        version: 0.0.0\n\npackages:\n",
    entry: (i) =>
      `\n  package-${i}@${version(i)}:\n    resolution: {integrity: ${integrity(i)}}\n    engines: {node: '>=18'}\n`,
    second: {
      head: '\nsnapshots:\n',
      entry: (i, needs) =>
        `\n  package-${i}@${version(i)}(peer@1.0.0):\n    dependencies:\n${needs.map((to) => `      package-${to}: ${version(to)}(peer@1.0.0)\n`).join('')}`,
    },
    tail: '',
  },
  'pnpm-6': {
    path: 'pnpm-lock.yaml',
    head: "lockfileVersion: '6.0'\n\ndependencies:\n  package-0:\n    specifier: ^1.0.0\n    version: 0.0.0\n\npackages:\n",
    entry: (i, needs) =>
      `\n  /package-${i}@${version(i)}:\n    resolution: {integrity: ${integrity(i)}}\n    engines: {node: '>=18'}\n    dependencies:\n${needs.map((to) => `      package-${to}: ${version(to)}\n`).join('')}    dev: false\n`,
    tail: '',
  },
  'yarn-1': {
    path: 'yarn.lock',
    head: '# yarn lockfile v1\n\n',
    entry: (i, needs) =>
      `\npackage-${i}@^1.0.0, package-${i}@^1.1.0:\n  version "${version(i)}"\n  resolved "https://registry.yarnpkg.com/package-${i}/-/package-${i}-${version(i)}.tgz#0123456789abcdef0123456789abcdef01234567"\n  integrity ${integrity(i)}\n  dependencies:\n${needs.map((to) => `    package-${to} "^1.0.0"\n`).join('')}`,
    tail: '',
  },
  'yarn-4': {
    path: 'yarn.lock',
    head: '__metadata:\n  version: 8\n  cacheKey: 10c0\n\n"big@workspace:.":\n  resolution: "big@workspace:."\n  dependencies:\n    package-0: "npm:^1.0.0"\n  linkType: soft\n',
    entry: (i, needs) =>
      `\n"package-${i}@npm:^1.0.0, package-${i}@npm:^1.1.0":\n  version: ${version(i)}\n  resolution: "package-${i}@npm:${version(i)}"\n  dependencies:\n${needs.map((to) => `    package-${to}: "npm:^1.0.0"\n`).join('')}  checksum: 10c0/${'0123456789abcdef'.repeat(8)}\n  languageName: node\n  linkType: hard\n`,
    tail: '',
  },
  bun: {
    path: 'bun.lock',
    head: '{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": { "dependencies": { "package-0": "^1.0.0", }, },\n  },\n  "packages": {\n',
    entry: (i, [a, b, c]) =>
      `    "package-${i}": ["package-${i}@${version(i)}", "", { "dependencies": { "package-${a}": "^1.0.0", "package-${b}": "^1.0.0", "package-${c}": "^1.0.0" } }, "${integrity(i)}"],\n\n`,
    tail: '  }\n}\n',
  },
  deno: {
    path: 'deno.lock',
    head: '{\n  "version": "5",\n  "specifiers": { "npm:package-0@1": "0.0.0" },\n  "npm": {\n',
    entry: (i, [a, b, c], isFirst) =>
      `${comma(isFirst)}    "package-${i}@${version(i)}": {\n      "integrity": "${integrity(i)}",\n      "dependencies": [\n        "package-${a}",\n        "package-${b}",\n        "package-${c}"\n      ]\n    }`,
    tail: '\n  }\n}\n',
  },
  cargo: {
    path: 'Cargo.lock',
    head: 'version = 3\n\n[[package]]\nname = "big"\nversion = "0.1.0"\ndependencies = [\n "package-0",\n]\n',
    entry: (i, needs) =>
      `\n[[package]]\nname = "package-${i}"\nversion = "${version(i)}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${'0123456789abcdef'.repeat(4)}"\ndependencies = [\n${needs.map((to) => ` "package-${to}",\n`).join('')}]\n`,
    tail: '',
  },
  poetry: {
    path: 'poetry.lock',
    head: '',
    entry: (i, needs) =>
      `[[package]]\nname = "package-${i}"\nversion = "${version(i)}"\ndescription = "What it is"\noptional = false\npython-versions = ">=3.8"\nfiles = [\n    {file = "package_${i}-${version(i)}.tar.gz", hash = "sha256:${'0123456789abcdef'.repeat(4)}"},\n]\n\n[package.dependencies]\n${needs.map((to) => `package-${to} = ">=1"\n`).join('')}\n`,
    tail: '[metadata]\nlock-version = "2.0"\npython-versions = "^3.8"\ncontent-hash = "0"\n',
  },
  composer: {
    path: 'composer.lock',
    head: '{\n  "content-hash": "0",\n  "packages": [\n',
    entry: (i, [a, b, c], isFirst) =>
      `${comma(isFirst)}    {\n      "name": "big/package-${i}",\n      "version": "${version(i)}",\n      "dist": {"type": "zip", "url": "https://api.github.com/repos/big/package-${i}/zipball/0123456789abcdef0123456789abcdef01234567", "shasum": ""},\n      "require": {\n        "php": ">=8",\n        "big/package-${a}": "^1.0",\n        "big/package-${b}": "^1.0",\n        "big/package-${c}": "^1.0"\n      },\n      "license": ["MIT"]\n    }`,
    tail: '\n  ],\n  "packages-dev": []\n}\n',
  },
  nuget: {
    path: 'packages.lock.json',
    head: '{\n  "version": 1,\n  "dependencies": {\n    "net8.0": {\n',
    entry: (i, [a, b, c], isFirst) =>
      `${comma(isFirst)}      "Package.${i}": {\n        "type": "Transitive",\n        "resolved": "${version(i)}",\n        "contentHash": "${integrity(i).slice(7)}",\n        "dependencies": {\n          "Package.${a}": "1.0.0",\n          "Package.${b}": "1.0.0",\n          "Package.${c}": "1.0.0"\n        }\n      }`,
    tail: '\n    }\n  }\n}\n',
  },
  uv: {
    path: 'uv.lock',
    head: 'version = 1\nrequires-python = ">=3.12"\n',
    entry: (i, needs) =>
      `\n[[package]]\nname = "package-${i}"\nversion = "${version(i)}"\nsource = { registry = "https://pypi.org/simple" }\ndependencies = [\n${needs.map((to) => `    { name = "package-${to}" },\n`).join('')}]\nsdist = { url = "https://files.pythonhosted.org/packages/package_${i}.tar.gz", hash = "sha256:${'0123456789abcdef'.repeat(4)}", size = 1000 }\n`,
    tail: '',
  },
  pipfile: {
    path: 'Pipfile.lock',
    head: '{\n  "_meta": {"pipfile-spec": 6},\n  "default": {\n',
    entry: (i, _, isFirst) =>
      `${comma(isFirst)}    "package-${i}": {\n      "hashes": [\n        "sha256:${'0123456789abcdef'.repeat(4)}",\n        "sha256:${'fedcba9876543210'.repeat(4)}"\n      ],\n      "markers": "python_version >= '3.8'",\n      "version": "==${version(i)}"\n    }`,
    tail: '\n  },\n  "develop": {}\n}\n',
    hasNoGraph: true,
  },
  gems: {
    path: 'Gemfile.lock',
    head: 'GEM\n  remote: https://rubygems.org/\n  specs:\n',
    entry: (i, needs) =>
      `    package-with-a-long-name-${'x'.repeat(60)}-${i} (${version(i)})\n${needs.map((to) => `      package-with-a-long-name-${'x'.repeat(60)}-${to} (>= 1.0)\n`).join('')}`,
    tail: '\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  package-0\n\nBUNDLED WITH\n   2.5.0\n',
  },
  'go-sum': {
    path: 'go.sum',
    head: '',
    entry: (i) =>
      `github.com/an-organisation-with-a-long-name/and-a-package-with-one-${i} v${version(i)} h1:${integrity(i).slice(7, 50)}=\ngithub.com/an-organisation-with-a-long-name/and-a-package-with-one-${i} v${version(i)}/go.mod h1:${integrity(i).slice(7, 50)}=\n`,
    tail: '',
    hasNoGraph: true,
  },
  pdm: {
    path: 'pdm.lock',
    head: '[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\n\n',
    entry: (i, needs) =>
      `[[package]]\nname = "package-${i}"\nversion = "${version(i)}"\nrequires_python = ">=3.9"\nsummary = "What it is good for"\ngroups = ["default"]\ndependencies = [\n${needs.map((to) => `    "package-${to}>=1.0",\n`).join('')}]\nfiles = [\n    {file = "package_${i}-${version(i)}-py3-none-any.whl", hash = "sha256:${sha256}"},\n    {file = "package_${i}-${version(i)}.tar.gz", hash = "sha256:${sha256}"},\n]\n\n`,
    tail: '',
  },
  pip: {
    path: 'requirements.txt',
    head: '',
    entry: (i, needs) =>
      `package-${i}==${version(i)} \\\n    --hash=sha256:${sha256} \\\n    --hash=sha256:${sha256}\n    # via\n${needs.map((to) => `    #   package-${to}\n`).join('')}`,
    tail: '',
  },
  conda: {
    path: 'conda-lock.yml',
    head: 'version: 1\npackage:\n',
    entry: (i, needs) =>
      `- name: package-${i}\n  version: ${version(i)}\n  manager: conda\n  platform: linux-64\n  dependencies:\n${needs.map((to) => `    package-${to}: '>=1'\n`).join('')}  url: https://conda.anaconda.org/conda-forge/linux-64/package-${i}-${version(i)}-h0_0.conda\n  hash:\n    md5: ${sha256.slice(32)}\n    sha256: ${sha256}\n  category: main\n  optional: false\n`,
    tail: '',
  },
  gradle: {
    path: 'gradle/verification-metadata.xml',
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<verification-metadata>\n   <components>\n',
    entry: (i) =>
      `      <component group="org.example.big" name="package-${i}" version="${version(i)}">\n         <artifact name="package-${i}-${version(i)}.jar">\n            <sha256 value="${sha256}" origin="Generated by Gradle"/>\n         </artifact>\n         <artifact name="package-${i}-${version(i)}.pom">\n            <sha256 value="${sha256}" origin="Generated by Gradle"/>\n         </artifact>\n      </component>\n`,
    tail: '   </components>\n</verification-metadata>\n',
    hasNoGraph: true,
  },
};

/** Entries until the file has its size; with a second part, each part has half of it. */
function fileOf({ head, entry, second, tail }: Format, bytes: number): Buffer {
  const file = Buffer.allocUnsafe(bytes + 4096);
  let at = file.write(head);
  const widest = [888_888, 888_887, 888_886] as const;
  const perEntry = [entry, second?.entry].reduce((sum, each) => sum + (each?.(888_888, widest, false).length ?? 0), 0);
  const entries = Math.floor((bytes - head.length) / (perEntry + 4));
  const write = (each: Format['entry']) => {
    for (let i = 0; i < entries; i += 1)
      at += file.write(each(i, [(i + 1) % entries, (i * 7 + 3) % entries, (i * 31 + 5) % entries], i === 0), at);
  };
  write(entry);
  if (second !== undefined) {
    at += file.write(second.head, at);
    write(second.entry);
  }
  at += file.write(tail, at);
  return file.subarray(0, at);
}

function measure(name: string): void {
  const format = formats[name];
  if (format === undefined) throw new Error(`There is no format ${name}.`);
  const bytes = fileOf(format, megabytes * 1e6);
  const start = performance.now();
  const file = readDependencyFile({ path: format.path, bytes }, Infinity);
  const seconds = (performance.now() - start) / 1000;
  const edges = file?.packages.reduce((sum, { dependsOn }) => sum + (dependsOn?.length ?? 0), 0) ?? 0;
  const row = {
    name,
    size: bytes.length / 1e6,
    packages: file?.packages.length ?? 0,
    edges,
    problems: file?.problems?.length ?? 0,
    seconds,
    memory: process.resourceUsage().maxRSS / 1000,
  };
  process.stdout.write(JSON.stringify(row));
}

function compare(names: readonly string[]): void {
  process.stdout.write('format      MB  packages     edges  seconds  MB/s  memory MB\n');
  let worst = 0;
  for (const name of names) {
    const run = spawnSync(process.execPath, [import.meta.filename, String(megabytes), '--measure', name], {
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`${name}: ${run.stderr}`);
    const row = JSON.parse(run.stdout) as Record<
      'size' | 'packages' | 'edges' | 'problems' | 'seconds' | 'memory',
      number
    >;
    if (
      row.packages === 0 ||
      row.problems > mostProblems ||
      (formats[name]?.hasNoGraph !== true && row.edges < row.packages * 2.9)
    )
      throw new Error(`${name} was not read: ${run.stdout}`);
    worst = Math.max(worst, row.memory);
    process.stdout.write(
      `${name.padEnd(8)} ${row.size.toFixed(0).padStart(5)} ${String(row.packages).padStart(9)} ${String(row.edges).padStart(9)} ${row.seconds.toFixed(2).padStart(8)} ${(row.size / row.seconds).toFixed(0).padStart(5)} ${row.memory.toFixed(0).padStart(10)}\n`,
    );
  }
  if (worst > most * Math.max(1, megabytes / 100)) process.exitCode = 1;
}

const wanted = process.argv.slice(3);
if (wanted[0] === '--measure') measure(wanted[1] ?? '');
else compare(wanted.length > 0 ? wanted : Object.keys(formats));

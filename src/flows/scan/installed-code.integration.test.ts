import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { installedCode } from './installed-code.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'selvedge-installed-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const listing = (path: string, ...packages: Omit<ListedPackage, 'line'>[]): DependencyFile => ({
  path,
  format: 'test',
  role: 'lockfile',
  packages: packages.map((one) => ({ ...one, line: 1 })),
});

const open = () =>
  installedCode({
    root: join(folder, 'app'),
    goModules: join(folder, 'mod'),
    goRoot: join(folder, 'go'),
    crates: join(folder, 'crates'),
  });

describe('the code of installed packages [4:reachability]', () => {
  test('of npm is read from its folder, without what is installed below', () => {
    write('app/web/node_modules/express/lib/a.js', "require('qs')");
    write('app/web/node_modules/express/node_modules/qs/index.js', "require('other')");
    const file = listing('web/package-lock.json', { purl: 'pkg:npm/express@4.0.0', place: 'node_modules/express' });
    expect(open().installed(file, 0)).toEqual([
      { path: 'lib/a.js', facts: { language: 'javascript', modules: [{ module: 'qs', line: 1 }] } },
    ]);
    expect(open().installed(listing('package-lock.json', ...file.packages), 0)).toBeUndefined();
  });

  test('of Yarn and pnpm is found by its version', () => {
    write('app/node_modules/@s/top/package.json', '{ "version": "1.0.0" }');
    write('app/node_modules/@s/top/a.js', "require('x')");
    write('app/node_modules/.pnpm/@s+top@2.0.0_peer@1.0.0/node_modules/@s/top/a.js', "require('y')");
    const file = listing(
      'yarn.lock',
      ...['1.0.0', '2.0.0', '3.0.0'].map((version) => ({ purl: `pkg:npm/%40s/top@${version}` })),
    );
    const { installed } = open();
    const loads = [0, 1, 2].map((at) =>
      installed(file, at)?.flatMap(({ facts }) => facts.modules.map(({ module }) => module)),
    );
    expect(loads).toEqual([['x'], ['y'], undefined]);
  });

  test('of Cargo is read from the sources of a registry', () => {
    write('crates/index-1/serde-1.0.0/src/lib.rs', 'fn f() { itoa::go() }');
    const file = listing('Cargo.lock', { purl: 'pkg:cargo/serde@1.0.0' }, { purl: 'pkg:cargo/serde@2.0.0' });
    const { installed } = open();
    expect(installed(file, 0)).toMatchObject([{ path: 'src/lib.rs', facts: { modules: [{ module: 'itoa' }] } }]);
    expect(installed(file, 1)).toBeUndefined();
  });

  test('of Go is read from vendor, the module cache, or the standard library, without tests', () => {
    write('app/vendor/example.org/v/a.go', 'package v\nimport "net/http"');
    write('mod/example.org/!big/web@v1.2.0/sub/a.go', 'package sub\nimport "fmt"');
    write('mod/example.org/!big/web@v1.2.0/sub/a_test.go', 'package sub\nimport "testing"');
    write('mod/example.org/!big/web@v1.2.0/sub/deeper/a.go', 'package deeper\nimport "os"');
    write('go/src/net/http/a.go', 'package http\nimport "io"');
    const file = listing(
      'go.mod',
      { purl: 'pkg:golang/example.org/Big/web@v1.2.0' },
      { purl: 'pkg:golang/example.org/Big@v1.0.0' },
    );
    const { goPackage } = open();
    const imports = (path: string) =>
      goPackage(file, path)?.flatMap(({ facts }) => facts.modules.map(({ module }) => module));
    expect(imports('example.org/v')).toEqual(['net/http']);
    expect(imports('example.org/Big/web/sub')).toEqual(['fmt']);
    expect(imports('net/http')).toEqual(['io']);
    expect(imports('example.org/none')).toBeUndefined();
    expect(imports('example.org/Big/web/none')).toBeUndefined();
  });

  test('is never looked for outside of its place, nor behind a link', () => {
    write('outside/a.js', "require('secret')");
    mkdirSync(join(folder, 'app/node_modules/x'), { recursive: true });
    symlinkSync(join(folder, 'outside'), join(folder, 'app/node_modules/x/link'));
    symlinkSync(join(folder, 'outside/a.js'), join(folder, 'app/node_modules/x/a.js'));
    symlinkSync(join(folder, 'outside'), join(folder, 'app/node_modules/y'));
    const { installed, goPackage } = open();
    for (const place of ['node_modules/y', '../outside', '/etc', 'node_modules/../../outside', 'a\\..\\b'])
      expect(installed(listing('package-lock.json', { purl: 'pkg:npm/x@1', place }), 0)).toBeUndefined();
    expect(installed(listing('package-lock.json', { purl: 'pkg:npm/x@1', place: 'node_modules/x' }), 0)).toEqual([]);
    expect(goPackage(listing('go.mod', { purl: 'pkg:golang/a@v1' }), '../outside')).toBeUndefined();
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecosystemsIn, packagesIn } from './made-of.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'selvedge-made-of-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

function file(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('what a project is made of is told by the names of its files, and by what SBOMs and distributions list [4:advisory-sources]', () => {
  file('web/package-lock.json', '{"name":"p","lockfileVersion":3,"packages":{}}');
  file('requirements.txt', 'django==3.2\n');
  file('node_modules/x/go.mod', 'module x\n');
  file(
    'var/lib/dpkg/status',
    'Package: openssl\nStatus: install ok installed\nVersion: 3.0.11-1\nArchitecture: amd64\n\n',
  );
  file('etc/os-release', 'ID=debian\nVERSION_ID="12"\n');
  file(
    'sbom.cdx.json',
    '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"serde","version":"1.0.0","purl":"pkg:cargo/serde@1.0.0"}]}',
  );
  expect(ecosystemsIn(root)).toEqual(['Debian', 'PyPI', 'crates.io', 'npm']);
});

test('package names come from lockfiles, but for what is fetched from elsewhere [4:advisory-sources]', () => {
  file(
    'package-lock.json',
    JSON.stringify({
      name: 'p',
      lockfileVersion: 3,
      packages: {
        '': { name: 'p' },
        'node_modules/left': { version: '1.0.0', resolved: 'https://registry.npmjs.org/left/-/left-1.0.0.tgz' },
        'node_modules/inner': { version: '1.0.0', resolved: 'git+ssh://git@example.org/inner.git#abc' },
      },
    }),
  );
  file('broken/package-lock.json', '{"lockfileVersion":3,"packages":{');
  expect(packagesIn(root)).toEqual(['pkg:npm/left@1.0.0']);
});

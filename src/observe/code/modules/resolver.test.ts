import { describe, expect, it } from 'vitest';
import { isManifest, makeResolver, manifestFacts } from './index.ts';

/** A project: its files, with the text of its manifests. */
function project(files: Record<string, string | object>): (from: string, specifier: string) => string | undefined {
  const manifests = Object.entries(files).flatMap(([path, text]) => {
    const facts = manifestFacts(path, typeof text === 'string' ? text : JSON.stringify(text));
    return facts === undefined ? [] : [{ path, facts }];
  });
  const resolver = makeResolver(Object.keys(files), manifests);
  return (from, specifier) => {
    const found = resolver.resolve(from, specifier);
    if (found === undefined) return undefined;
    return 'file' in found ? found.file : `package ${found.package} ${found.subpath}`.trimEnd();
  };
}

describe('[5:module-graph] JavaScript and TypeScript', () => {
  it('finds files by path, with the endings and indexes that code leaves out', () => {
    const resolve = project({
      'src/a.ts': '',
      'src/b.tsx': '',
      'src/c/index.js': '',
      'src/d.mts': '',
      'src/e.json': '',
      'src/App.vue': '',
      'src/f/package.json': { main: './lib/main' },
      'src/f/lib/main.js': '',
    });
    expect(resolve('src/a.ts', './b.js')).toBe('src/b.tsx');
    expect(resolve('src/a.ts', './b')).toBe('src/b.tsx');
    expect(resolve('src/a.ts', './c')).toBe('src/c/index.js');
    expect(resolve('src/c/index.js', '..')).toBeUndefined();
    expect(resolve('src/c/index.js', '../d.mjs')).toBe('src/d.mts');
    expect(resolve('src/a.ts', './e')).toBe('src/e.json');
    expect(resolve('src/a.ts', './App.vue?raw')).toBe('src/App.vue');
    expect(resolve('src/a.ts', './f')).toBe('src/f/lib/main.js');
    expect(resolve('src/a.ts', '../../etc/passwd')).toBeUndefined();
    expect(resolve('src/a.ts', './nowhere')).toBeUndefined();
  });

  it('names packages from elsewhere, and modules of Node.js in one way', () => {
    const resolve = project({ 'a.js': '' });
    expect(resolve('a.js', 'fs')).toBe('package node:fs');
    expect(resolve('a.js', 'node:fs/promises')).toBe('package node:fs promises');
    expect(resolve('a.js', 'fs/promises')).toBe('package node:fs promises');
    expect(resolve('a.js', '@nestjs/common/decorators')).toBe('package @nestjs/common decorators');
    expect(resolve('a.js', 'next/server')).toBe('package next server');
    expect(resolve('a.js', 'https://esm.sh/x')).toBeUndefined();
    expect(resolve('a.js', '__proto__')).toBe('package __proto__');
  });

  it("follows TypeScript's paths and baseUrl, through what settings extend and refer to", () => {
    const resolve = project({
      'tsconfig.base.json': `{ // comments, and a comma too many
        "compilerOptions": { "baseUrl": "./src", "paths": { "@app/*": ["app/*", "lib/*"], "@app/only": ["only.ts"], "config": ["settings/index.ts"], }, },
      }`,
      'tsconfig.json': { extends: './tsconfig.base' },
      'web/tsconfig.json': { references: [{ path: './tsconfig.app.json' }] },
      'web/tsconfig.app.json': { compilerOptions: { paths: { '~/*': ['./source/*'] } } },
      'src/app/a.ts': '',
      'src/lib/b.ts': '',
      'src/only.ts': '',
      'src/settings/index.ts': '',
      'web/source/c.ts': '',
      'web/main.ts': '',
    });
    expect(resolve('src/app/a.ts', '@app/a')).toBe('src/app/a.ts');
    expect(resolve('src/app/a.ts', '@app/b')).toBe('src/lib/b.ts');
    expect(resolve('src/app/a.ts', '@app/only')).toBe('src/only.ts');
    expect(resolve('src/app/a.ts', 'config')).toBe('src/settings/index.ts');
    expect(resolve('src/app/a.ts', 'lib/b')).toBe('src/lib/b.ts');
    expect(resolve('web/main.ts', '~/c')).toBe('web/source/c.ts');
  });

  it('finds packages of the project by name, and the source of what their manifests name', () => {
    const resolve = project({
      'package.json': { name: 'root', imports: { '#db': './server/db.js', '#x/*': { default: './server/x/*.js' } } },
      'server/db.ts': '',
      'server/x/one.ts': '',
      'packages/core/package.json': {
        name: '@acme/core',
        exports: {
          '.': { import: './dist/index.mjs', types: './dist/index.d.ts' },
          './web/*': './dist/web/*.js',
          './package.json': './package.json',
        },
      },
      'packages/core/src/index.ts': '',
      'packages/core/src/web/a.ts': '',
      'packages/ui/package.json': { name: 'ui', main: 'lib/index.js' },
      'packages/ui/src/index.tsx': '',
      'packages/ui/src/button.tsx': '',
      'app/main.ts': '',
      'src/own.ts': '',
    });
    expect(resolve('app/main.ts', '@acme/core')).toBe('packages/core/src/index.ts');
    expect(resolve('app/main.ts', '@acme/core/web/a')).toBe('packages/core/src/web/a.ts');
    expect(resolve('packages/core/src/web/a.ts', '@acme/core')).toBe('packages/core/src/index.ts');
    expect(resolve('app/main.ts', 'ui')).toBe('packages/ui/src/index.tsx');
    expect(resolve('app/main.ts', 'ui/button')).toBe('packages/ui/src/button.tsx');
    expect(resolve('app/main.ts', '#db')).toBe('server/db.ts');
    expect(resolve('app/main.ts', '#x/one')).toBe('server/x/one.ts');
    expect(resolve('app/main.ts', '@/own')).toBe('src/own.ts');
    expect(resolve('app/main.ts', '@/other')).toBe('package @/other');
  });

  it('ends with settings that extend each other', () => {
    const resolve = project({
      'tsconfig.json': { extends: ['./a.json', './tsconfig.json'] },
      'tsconfig.a.json': { extends: './tsconfig.json' },
      'x.ts': '',
    });
    expect(resolve('x.ts', 'y')).toBe('package y');
  });

  it('reads of manifests what says where modules are, and nothing of what is none', () => {
    expect(isManifest('a/tsconfig.build.json')).toBe(true);
    expect(isManifest('a/package-lock.json')).toBe(false);
    expect(manifestFacts('package.json', '{"name": 1, "main": "a.js", "scripts": {}}')).toEqual({
      kind: 'package',
      entries: ['a.js'],
    });
    expect(manifestFacts('package.json', '[')).toBeUndefined();
    expect(manifestFacts('other.json', '{}')).toBeUndefined();
  });
});

describe('[5:module-graph] Python', () => {
  it('takes the folder of the project itself for a package where it is one', () => {
    const resolve = project({ '__init__.py': '', 'web.py': '', 'store/__init__.py': '', 'store/sql.py': '' });
    expect(resolve('web.py', '.')).toBe('__init__.py');
    expect(resolve('store/sql.py', '..')).toBe('__init__.py');
    expect(resolve('store/sql.py', '.')).toBe('store/__init__.py');
  });

  const files = {
    'src/shop/__init__.py': '',
    'src/shop/cart.py': '',
    'src/shop/api/views.py': '',
    'tests/test_cart.py': '',
    'scripts/run.py': '',
    'scripts/tools.py': '',
    'scripts/json.py': '',
    'space/one/mod.py': '',
    'main.py': '',
  };

  it('finds packages with and without __init__, in src, beside a script, and relative ones', () => {
    const resolve = project(files);
    expect(resolve('tests/test_cart.py', 'shop.cart')).toBe('src/shop/cart.py');
    expect(resolve('tests/test_cart.py', 'shop')).toBe('src/shop/__init__.py');
    expect(resolve('src/shop/api/views.py', 'shop.cart')).toBe('src/shop/cart.py');
    expect(resolve('src/shop/api/views.py', '..cart')).toBe('src/shop/cart.py');
    expect(resolve('src/shop/api/views.py', '..')).toBe('src/shop/__init__.py');
    expect(resolve('src/shop/api/views.py', '.')).toBe('src/shop/api/');
    expect(resolve('scripts/run.py', 'tools')).toBe('scripts/tools.py');
    expect(resolve('main.py', 'space.one.mod')).toBe('space/one/mod.py');
    expect(resolve('main.py', 'space.one')).toBe('space/one/');
    expect(resolve('main.py', 'os.path')).toBe('package os path');
    expect(resolve('main.py', 'flask')).toBe('package flask');
    expect(resolve('main.py', '...x')).toBeUndefined();
  });

  it('tells which module a name of a package may be', () => {
    const resolver = makeResolver(Object.keys(files), []);
    expect(resolver.submodule('src/shop/__init__.py', 'cart')).toBe('src/shop/cart.py');
    expect(resolver.submodule('src/shop/__init__.py', 'api')).toBe('src/shop/api/');
    expect(resolver.submodule('space/one/', 'mod')).toBe('space/one/mod.py');
    expect(resolver.submodule('src/shop/cart.py', 'api')).toBeUndefined();
    expect(resolver.submodule('src/shop/__init__.py', 'nothing')).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './cargo-toml.ts';

const manifest = `[package]
name = "shop"
version = "0.1.0"

[workspace.dependencies]
serde = { version = "1.0", features = ["derive"] }

[dependencies]
log = "0.4"
serde.workspace = true
tokio = { version = "=1.36.0", optional = true }
old-rand = { package = "rand", version = "0.7" }
local = { path = "../local", version = "0.2" }
own = { git = "https://token@github.com/acme/own", tag = "v1" }

[dependencies.regex]
version = ">=1, <2"
registry = "internal"

[dev-dependencies]
criterion = "*"

[build-dependencies]
cc = "1"

[target.'cfg(windows)'.dependencies]
winapi = "0.3"
`;

test('Cargo.toml lists what is asked for, by section, target and under which name [4:cargo-lock]', () => {
  const content = readText(reader, 'Cargo.toml', manifest);
  expect(content).toMatchObject({ role: 'manifest', root: { name: 'shop', version: '0.1.0' } });
  expect(shown(content)).toEqual([
    '9 pkg:cargo/log direct',
    '10 pkg:cargo/serde direct',
    '11 pkg:cargo/tokio@1.36.0 direct optional',
    '12 pkg:cargo/rand direct',
    '14 pkg:cargo/own direct',
    '16 pkg:cargo/regex direct',
    '21 pkg:cargo/criterion direct dev',
    '24 pkg:cargo/cc direct build',
    '27 pkg:cargo/winapi direct (cfg(windows))',
    '6 pkg:cargo/serde (workspace)',
  ]);
  expect(content.packages.map(({ constraint }) => constraint)).toEqual([
    '0.4',
    '1.0',
    '=1.36.0',
    '0.7',
    undefined,
    '>=1, <2',
    undefined,
    '1',
    '0.3',
    '1.0',
  ]);
  expect(content.packages[4]?.source).toBe('git+https://github.com/acme/own@v1');
  expect(content.packages[5]?.source).toBe('internal');
});

test('Cargo.toml that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'Cargo.toml', [manifest]);
});

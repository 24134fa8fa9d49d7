import { describe, expect, test } from 'vitest';
import { failureOf, readSample, survivesDamage } from '../../testing.ts';

const three = JSON.stringify(
  {
    originHash: '0f5e',
    pins: [
      {
        identity: 'swift-nio',
        kind: 'remoteSourceControl',
        location: 'https://bot:hunter2@github.com/apple/swift-nio.git',
        state: { revision: 'cd142fd2f64be2100422d658e7411e39489da985', version: '2.85.0' },
      },
      {
        identity: 'forked',
        kind: 'remoteSourceControl',
        location: 'git@github.com:acme/forked.git',
        state: { branch: 'main', revision: '1111111111111111111111111111111111111111' },
      },
      { identity: 'acme.widgets', kind: 'registry', location: '', state: { version: '1.4.0' } },
      { identity: 'local', kind: 'localSourceControl', location: '/Users/a/local', state: { version: '1.0.0' } },
    ],
    version: 3,
  },
  null,
  2,
);

describe('[4:swift-resolved] Package.resolved', () => {
  test('lists pins of version 3, named after their repositories', () => {
    const file = readSample('Package.resolved', three);

    expect(file.packages).toEqual([
      { purl: 'pkg:swift/github.com/apple/swift-nio@2.85.0', line: 4, endLine: 12 },
      {
        purl: 'pkg:swift/github.com/acme/forked',
        line: 13,
        endLine: 21,
        source: 'ssh://github.com/acme/forked.git#1111111111111111111111111111111111111111',
      },
      { purl: 'pkg:swift/acme/widgets@1.4.0', line: 22, endLine: 29 },
    ]);
  });

  test('lists pins of version 1', () => {
    const one =
      '{"object":{"pins":[{"package":"Alamofire","repositoryURL":"https://github.com/Alamofire/Alamofire","state":{"branch":null,"revision":"f96b","version":"5.4.0"}}]},"version":1}';

    expect(readSample('Package.resolved', one).packages[0]?.purl).toBe(
      'pkg:swift/github.com/Alamofire/Alamofire@5.4.0',
    );
  });

  test('refuses a version that it does not know', () => {
    expect(failureOf('Package.resolved', '{"pins":[],"version":4}')).toBe('unsupported');
    expect(failureOf('Package.resolved', '{}')).toBe('malformed');
  });

  test('survives any damage', () => survivesDamage('Package.resolved', three));
});

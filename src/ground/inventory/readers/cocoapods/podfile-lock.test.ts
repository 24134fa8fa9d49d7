import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

const sample = `PODS:
  - Alamofire (5.10.2)
  - Firebase/Core (11.15.0):
    - Firebase/CoreOnly
    - FirebaseAnalytics (~> 11.15.0)
  - Firebase/CoreOnly (11.15.0)
  - FirebaseAnalytics (11.15.0)
  - "GoogleUtilities/NSData+zlib (8.1.0)"
  - Reveal (1.0.0):
    - Alamofire (= 5.10.2)

DEPENDENCIES:
  - Alamofire (~> 5.10)
  - Firebase/Core
  - Reveal (from \`https://github.com/acme/reveal.git\`, branch \`main\`)

SPEC REPOS:
  trunk:
    - Alamofire

EXTERNAL SOURCES:
  Reveal:
    :branch: main
    :git: https://github.com/acme/reveal.git

CHECKOUT OPTIONS:
  Reveal:
    :commit: 5c0af24e4e9a7a7d6b6e7d6b4a4f0f8e0e2b2b11
    :git: https://github.com/acme/reveal.git

SPEC CHECKSUMS:
  Alamofire: 7193b3b92c74a07f85569e1a6c4f4237291e7496

PODFILE CHECKSUM: 7193b3b92c74a07f85569e1a6c4f4237291e7496

COCOAPODS: 1.16.2
`;

describe('[4:podfile-lock] Podfile.lock', () => {
  test('lists pods and their subspecs with their graph', () => {
    expect(graphOf(readSample('ios/Podfile.lock', sample))).toEqual({
      'pkg:cocoapods/Alamofire@5.10.2': [],
      'pkg:cocoapods/Firebase@11.15.0#Core': [
        'pkg:cocoapods/Firebase@11.15.0#CoreOnly',
        'pkg:cocoapods/FirebaseAnalytics@11.15.0',
      ],
      'pkg:cocoapods/Firebase@11.15.0#CoreOnly': [],
      'pkg:cocoapods/FirebaseAnalytics@11.15.0': [],
      'pkg:cocoapods/GoogleUtilities@8.1.0#NSData%2Bzlib': [],
      'pkg:cocoapods/Reveal@1.0.0': ['pkg:cocoapods/Alamofire@5.10.2'],
    });
  });

  test('tells what the Podfile asks for and where it comes from', () => {
    const { packages } = readSample('Podfile.lock', sample);

    expect(packages[0]).toMatchObject({ line: 2, direct: true, constraint: '~> 5.10' });
    expect(packages[1]).toMatchObject({ line: 3, endLine: 5, direct: true });
    expect(packages[2]).not.toHaveProperty('direct');
    expect(packages[5]).toMatchObject({
      direct: true,
      source: 'https://github.com/acme/reveal.git#5c0af24e4e9a7a7d6b6e7d6b4a4f0f8e0e2b2b11',
    });
    expect(packages[5]).not.toHaveProperty('constraint');
  });

  test('says that a file is none', () => {
    expect(failureOf('Podfile.lock', 'hello')).toBe('malformed');
  });

  test('survives any damage', () => survivesDamage('Podfile.lock', sample));
});

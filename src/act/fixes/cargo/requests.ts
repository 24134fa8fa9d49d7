import { parse } from 'smol-toml';
import { isRecord, memberOf } from '../npm/manifest.ts';

/** Which features of a crate somebody asks for. */
export interface FeatureRequest {
  readonly features?: readonly string[];
  readonly withoutDefaults?: true;
}

/** What a Cargo.toml asks of each crate, by the crate's name: Cargo locks for all features of the project's own crates. */
export function featureRequestsIn(text: string): ReadonlyMap<string, readonly FeatureRequest[]> {
  const requests = new Map<string, FeatureRequest[]>();
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    return requests;
  }
  const add = (name: string, request: FeatureRequest): void =>
    void requests.set(name, [...(requests.get(name) ?? []), request]);
  const names = new Map<string, string>();
  const tables = [document, memberOf(document, 'workspace'), ...valuesOf(memberOf(document, 'target'))];
  for (const table of tables)
    for (const section of ['dependencies', 'dev-dependencies', 'build-dependencies'])
      for (const [key, said] of entriesOf(memberOf(table, section))) {
        const renamed = memberOf(said, 'package');
        const name = typeof renamed === 'string' ? renamed : key;
        names.set(key, name);
        const features = memberOf(said, 'features');
        const isBare = memberOf(said, 'default-features') === false || memberOf(said, 'workspace') === true;
        add(name, {
          features: Array.isArray(features) ? features.filter((each) => typeof each === 'string') : [],
          ...(isBare && { withoutDefaults: true }),
        });
      }
  for (const items of valuesOf(memberOf(document, 'features')))
    for (const item of Array.isArray(items) ? items : []) {
      const [, key = '', feature = ''] = /^([^/?]+)\??\/(.+)$/.exec(typeof item === 'string' ? item : '') ?? [];
      if (feature !== '') add(names.get(key) ?? key, { features: [feature], withoutDefaults: true });
    }
  return requests;
}

/**
 * The optional dependencies that requests bring in. A weak one (`name?/feature`) counts: Cargo locks it although it may not build it.
 */
export function activeOptional(
  features: ReadonlyMap<string, readonly string[]>,
  requests: readonly FeatureRequest[],
): ReadonlySet<string> {
  const seen = new Set<string>();
  const active = new Set<string>();
  const queue = requests.flatMap(({ features: asked = [], withoutDefaults }) => [
    ...(withoutDefaults === true ? [] : ['default']),
    ...asked,
  ]);
  for (let feature = queue.pop(); feature !== undefined; feature = queue.pop()) {
    if (seen.has(feature)) continue;
    seen.add(feature);
    const plain = feature.replace(/^dep:/, '').replace(/\??\/.*$/, '');
    if (feature.startsWith('dep:') || feature.includes('/') || !features.has(feature)) active.add(plain);
    queue.push(...(features.get(feature) ?? []));
  }
  return active;
}

function entriesOf(value: unknown): (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function valuesOf(value: unknown): unknown[] {
  return isRecord(value) ? Object.values(value) : [];
}

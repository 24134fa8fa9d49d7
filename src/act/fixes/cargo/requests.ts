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

/** What requests come to in a crate. */
export interface ActiveFeatures {
  /** The optional dependencies that they bring in, under the crate's own names for them. */
  readonly optional: ReadonlySet<string>;
  /** The features that they ask of dependencies in turn. */
  readonly below: ReadonlyMap<string, readonly string[]>;
}

/** A weak feature (`name?/feature`) counts: Cargo locks its dependency although it may not build it. */
export function activeFeatures(
  features: ReadonlyMap<string, readonly string[]>,
  requests: readonly FeatureRequest[],
): ActiveFeatures {
  const seen = new Set<string>();
  const optional = new Set<string>();
  const below = new Map<string, string[]>();
  const queue = requests.flatMap(({ features: asked = [], withoutDefaults }) => [
    ...(withoutDefaults === true ? [] : ['default']),
    ...asked,
  ]);
  for (let feature = queue.pop(); feature !== undefined; feature = queue.pop()) {
    if (seen.has(feature)) continue;
    seen.add(feature);
    const [, name = '', rest] = /^(?:dep:)?([^/?]+)\??(?:\/(.*))?$/.exec(feature) ?? [];
    if (rest !== undefined) below.set(name, [...(below.get(name) ?? []), rest]);
    if (feature.startsWith('dep:') || rest !== undefined || !features.has(feature)) optional.add(name);
    queue.push(...(features.get(feature) ?? []));
  }
  return { optional, below };
}

function entriesOf(value: unknown): (readonly [string, unknown])[] {
  return isRecord(value) ? Object.entries(value) : [];
}

function valuesOf(value: unknown): unknown[] {
  return isRecord(value) ? Object.values(value) : [];
}

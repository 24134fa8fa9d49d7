import { formatPurl } from '#ground/packages';

/** `name/version@user/channel#recipe-revision%timestamp` (docs.conan.io, "Recipe and package reference"). */
export interface ConanReference {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
}

/** Undefined for what is none. A version range (`[>1.0]`) is a version here, and left out of the purl. */
export function readReference(text: string): ConanReference | undefined {
  const [, name, version, user, channel, revision] =
    /^([\w.+-]{1,200})\/(\[[^\]]{0,200}\]|[\w.+-]{1,200})(?:@([\w.+-]{0,100})(?:\/([\w.+-]{0,100}))?)?(?:#([0-9a-f]{1,64}))?(?:[%:].*)?$/.exec(
      text.trim(),
    ) ?? [];
  if (name === undefined || version === undefined) return undefined;
  const qualifiers = {
    ...(user === undefined || user === '' || user === '_' ? {} : { user }),
    ...(channel === undefined || channel === '' || channel === '_' ? {} : { channel }),
    ...(revision === undefined || revision === '0' ? {} : { rrev: revision }),
  };
  const exact = version.startsWith('[') ? {} : { version };
  return { name, version, purl: formatPurl({ type: 'conan', name, ...exact, qualifiers }) };
}

import { formatPurl } from '#ground/packages';
import type { Draft } from '../../dependency-graph.ts';
import { type Problems, quoted } from '../../problems.ts';

/** An image as tools name it: `[registry/]path[:tag][@digest]`. */
export interface ImageName {
  /** Absent: Docker Hub. */
  readonly registry?: string;
  /** Without Docker Hub's `library/`. */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:…`. */
  readonly digest?: string;
}

const dockerHub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Undefined for what names no image. */
export function readImageName(text: string): ImageName | undefined {
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !/^[a-z\d+._-]{2,20}:[\da-f]{32,128}$/i.test(digest)) return undefined;
  const named = at === -1 ? text : text.slice(0, at);
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first);
  const rest = isHost ? named.slice(slash + 1) : named;
  const colon = rest.indexOf(':');
  const tag = colon === -1 ? undefined : rest.slice(colon + 1);
  const path = colon === -1 ? rest : rest.slice(0, colon);
  if (path.length > 255 || !/^[a-z\d][a-z\d._-]*(?:\/[a-z\d][a-z\d._-]*)*$/.test(path)) return undefined;
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return undefined;
  const isHub = !isHost || dockerHub.has(first.toLowerCase());
  return {
    ...(isHub ? {} : { registry: first.toLowerCase() }),
    path: isHub && path.startsWith('library/') ? path.slice('library/'.length) : path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** What was meant for an image, fit for a message: without user and password, which no image has. */
export function quotedImage(written: string): string {
  const [digest = ''] = /@[a-z\d+._-]{2,20}:[\da-f]{32,128}$/i.exec(written.slice(-200)) ?? [];
  const named = written.slice(0, written.length - digest.length);
  return quoted(named.slice(named.lastIndexOf('@') + 1) + digest);
}

/** The version is the tag, where there is one; the digest is its integrity. */
export function listImage({ registry, path, tag, digest }: ImageName, line: number): Draft {
  const slash = path.lastIndexOf('/');
  const version = tag ?? digest;
  return {
    purl: formatPurl({
      type: 'docker',
      ...(slash === -1 ? {} : { namespace: path.slice(0, slash) }),
      name: path.slice(slash + 1),
      ...(version === undefined ? {} : { version }),
      ...(registry === undefined ? {} : { qualifiers: { repository_url: registry } }),
    }),
    line,
    direct: true,
    ...(digest === undefined ? {} : { integrity: digest }),
  };
}

/** Lists an image as it is written, with what is wrong with it. Returns nothing for what is no image at all. */
export function addImage(written: string, line: number, packages: Draft[], problems: Problems): Draft | undefined {
  const name = readImageName(written);
  if (name === undefined) {
    problems.add('malformed', line, `${quotedImage(written)} names no image, and was left out.`);
    return undefined;
  }
  const listed = listImage(name, line);
  packages.push(listed);
  if (name.digest === undefined)
    problems.add(
      'unpinned',
      line,
      name.tag === undefined || name.tag === 'latest'
        ? `${quotedImage(written)} is whatever was pushed last: it has neither a version nor a digest.`
        : `The tag of ${quotedImage(written)} can be moved: it has no digest.`,
      listed.purl,
    );
  return listed;
}

/** `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:+other}` and `$NAME`; undefined when a name without a default has no value. */
export function substituted(text: string, valueOf: (name: string) => string | undefined): string | undefined {
  let isKnown = true;
  // Defaults may hold a substitution of their own.
  let result = text;
  for (let round = 0; round < 4 && result.includes('$'); round += 1) {
    result = result.replace(
      /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-+?])([^${}]*))?\})/g,
      (_, bare: string | undefined, braced: string | undefined, sign: string | undefined, other = '') => {
        const value = valueOf(bare ?? braced ?? '');
        const isSet = value !== undefined && (value !== '' || sign?.startsWith(':') !== true);
        if (sign?.endsWith('+') === true) return isSet ? other : '';
        if (isSet) return value.slice(0, 1024);
        if (sign?.endsWith('-') === true) return other;
        isKnown = false;
        return '';
      },
    );
    if (result.length > 4096) return undefined;
  }
  return isKnown && !result.includes('$') ? result : undefined;
}

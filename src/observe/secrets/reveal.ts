import type { Location, SourceFile } from '#ground/model';
import { Unwrapper } from './decode/unwrapper.ts';
import { extractSecrets, type Witnessed } from './extract.ts';
import { keyedHashes } from './keyed-hash.ts';
import { openModel, openScanner } from './open.ts';
import { groupOf } from './scanner.ts';
import { textOf } from './text.ts';

/** A secret with its value: for whoever was asked to use it, in memory, and nowhere else. */
export interface Revealed {
  readonly rule: string;
  readonly location: Location;
  /** As the analyzer's finding has it: `value` is there when it is known by the value's keyed hash. */
  readonly locus: { readonly kind: 'secret'; readonly value?: string };
  /** `secret`; `partner`, the other half of the credential, where it stands close by, and `id`, where that half says which key it is; and the rule's named groups. */
  readonly values: Readonly<Record<string, string>>;
}

export type Revealer = (file: Pick<SourceFile, 'path' | 'bytes'>) => readonly Revealed[];

/** Gives the values of what the built-in rules find, again, from the same text. The analyzer itself never lets a value out. */
export function openRevealer(assets: ReadonlyMap<string, Uint8Array>, projectKey: string): Revealer {
  const { scanner, image } = openScanner(assets);
  const unwrapper = new Unwrapper(scanner);
  const model = openModel(assets);
  const keyedHash = keyedHashes(projectKey);
  return ({ path, bytes }) => {
    const seen: Revealed[] = [];
    const witness = (one: Witnessed): void => void seen.push(revealed(path, one));
    const extractor = { scanner, unwrapper, image, model, keyedHash, witness };
    extractSecrets({ path, bytes, size: bytes.length }, Infinity, extractor);
    return seen;
  };
}

function revealed(path: string, { secret, at, hash, bytes, partner }: Witnessed): Revealed {
  const [startLine, startColumn, endLine, endColumn] = at;
  const { match, rule, value } = secret;
  const groups = rule.groups.flatMap((name) => {
    const span = groupOf(match, rule, name);
    return span === undefined ? [] : [[name, textOf(bytes, span)] as const];
  });
  return {
    rule: rule.id,
    location: { path, startLine, startColumn, endLine, endColumn },
    locus: { kind: 'secret', ...(hash !== undefined && { value: hash }) },
    values: {
      ...Object.fromEntries(groups),
      secret: value,
      ...(partner !== undefined && { partner: partner.value }),
      ...(partner?.rule.partner?.is === 'id' && { id: partner.value }),
    },
  };
}

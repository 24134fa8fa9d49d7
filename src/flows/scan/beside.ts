import { join } from 'node:path';
import { gitleaksIgnorePath } from '#declare/project';
import type { ScanResult } from '#observe/engine';
import type { Declarations } from './declarations.ts';
import type { Inline } from './inline.ts';
import type { Place } from './place.ts';
import type { ScanRequest } from './request.ts';
import { textsOf } from './texts.ts';

const nothing: Inline = { leases: [], notes: new Map() };

/**
 * What is accepted without an entry in exceptions.yaml: by comments beside findings, and by what a team wrote for gitleaks. A clean
 * scan reads no text, and one without such comments loads no schemas.
 */
export async function acceptedBeside(
  request: ScanRequest,
  place: Place,
  { declaredIn, readFile }: Declarations,
  { findings, finishedAt }: ScanResult,
): Promise<Inline> {
  if (findings.length === 0) return nothing;
  const texts = await textsOf(request, place)([...new Set(findings.map(({ location }) => location.path))]);
  const hasText = (wanted: string): boolean => [...texts.values()].some((text) => text.includes(wanted));
  const common = {
    findings,
    texts,
    at: finishedAt,
    ...(declaredIn.from === 'revision' && {
      target: { name: declaredIn.revision, read: (path: string) => readFile(join(place.root, path)) },
    }),
  };
  const inline = hasText('selvedge:') ? await (await import('./inline.ts')).inlineExceptions(common) : nothing;
  const ignore = await readFile(join(place.root, gitleaksIgnorePath));
  if (ignore === undefined && !hasText('gitleaks:allow')) return inline;
  const { gitleaksExceptions } = await import('./gitleaks-ignore.ts');
  const commit = declaredIn.from === 'revision' ? declaredIn.commit : 'HEAD';
  const theirs = await gitleaksExceptions({ ...common, ignore: ignore ?? '', place, commit });
  return { leases: [...inline.leases, ...theirs.leases], notes: new Map([...theirs.notes, ...inline.notes]) };
}

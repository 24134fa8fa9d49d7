import { join } from 'node:path';
import { gitleaksIgnorePath } from '#declare/project';
import type { Finding, FindingId, Lease } from '#ground/model';
import type { ScanResult } from '#observe/engine';
import { type Behind, readBehind } from './behind.ts';
import type { Declarations } from './declarations.ts';
import type { Inline } from './inline.ts';
import type { Place } from './place.ts';
import type { ScanRequest } from './request.ts';

const nothing: Inline = { leases: [], notes: new Map() };

/**
 * What is accepted without an entry in exceptions.yaml: by comments beside findings, and by what a team wrote for gitleaks. A clean
 * scan reads no text, and one without such comments loads no schemas.
 */
export async function acceptedBeside(
  request: ScanRequest,
  place: Place,
  { declaredIn, readFile, project, own }: Declarations,
  { findings, finishedAt }: ScanResult,
): Promise<Inline> {
  if (findings.length === 0) return nothing;
  const common = {
    at: finishedAt,
    ...(declaredIn.from === 'revision' && {
      target: {
        name: declaredIn.revision,
        read: (path: string) => readFile(join(place.root, path)),
        claimsOf: async (path: string, text: string) =>
          (await import('./claims-of.ts')).claimsOf(path, text, {
            projectKey: project.key,
            ...(own !== undefined && { own: own.settings }),
          }),
      },
    }),
  };
  const leases: Lease[] = [];
  const notes = new Map<FindingId, string>();
  const lines = new Map<FindingId, string>();
  for await (const { findings: group, texts } of readBehind(request, place)(findings)) {
    // What is past cannot be mended where it stands, and is not absolved there either: an exception or an entry of its commit does that.
    const current = group.filter(({ history }) => history?.inHead !== false);
    if (current.length > 0 && [...texts.values()].some((text) => text.includes('selvedge:'))) {
      const { inlineExceptions } = await import('./inline.ts');
      const inline = await inlineExceptions({ ...common, findings: current, texts });
      leases.push(...inline.leases);
      for (const [finding, note] of inline.notes) notes.set(finding, note);
    }
    // What a team wrote for gitleaks is about secrets.
    const secrets = group.filter(({ locus }) => locus.kind === 'secret');
    for (const [finding, line] of linesOf(secrets, texts)) lines.set(finding, line);
  }
  const ignore = await readFile(join(place.root, gitleaksIgnorePath));
  if (ignore === undefined && ![...lines.values()].some((line) => line.includes('gitleaks:allow')))
    return { leases, notes };
  const { gitleaksExceptions } = await import('./gitleaks-ignore.ts');
  const commit = declaredIn.from === 'revision' ? declaredIn.commit : 'HEAD';
  const theirs = await gitleaksExceptions({ ...common, findings, lines, ignore: ignore ?? '', place, commit });
  return { leases: [...leases, ...theirs.leases], notes: new Map([...theirs.notes, ...notes]) };
}

/** The lines that each finding lies in. */
function* linesOf(findings: readonly Finding[], texts: Behind['texts']): Generator<[FindingId, string]> {
  for (const [path, inFile] of Map.groupBy(findings, ({ location }) => location.path)) {
    const lines = texts.get(path)?.split('\n') ?? [];
    for (const { id, location } of inFile) {
      const own = lines.slice(location.startLine - 1, location.endLine).map((line) => line.trimEnd());
      if (own.length > 0) yield [id, own.join('\n')];
    }
  }
}

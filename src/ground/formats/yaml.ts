import type { z } from 'zod';
import { explain } from './explain.ts';
import { FileFormatError, type FileProblem } from './file-format-error.ts';
import { type PlainYaml, plainYaml } from './plain-yaml.ts';

export interface YamlFormat<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** The one version that this program reads: the file's top level says `version: 1`. */
  readonly version: number;
}

const maxBytes = 256 * 1024;
const maxProblems = 10;

/**
 * Reads a YAML 1.2 file that a person wrote, and says what is wrong in terms of lines and columns. The file may be a
 * stranger's: it is bounded in size and depth; anchors, aliases and tags are refused, since no format here needs them.
 * Throws FileFormatError.
 */
export async function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  format: YamlFormat<Schema>,
): Promise<z.output<Schema>> {
  const size = Buffer.byteLength(text);
  if (size > maxBytes)
    throw new FileFormatError(file, [
      {
        code: 'too-large',
        line: 1,
        column: 1,
        message: `${size} bytes`,
        expected: `at most ${maxBytes} bytes`,
        next: 'Make it smaller.',
      },
    ]);
  const plain = await plainYaml(file, text);
  refuseOtherVersion(file, plain, format.version);
  const result = format.schema.safeParse(plain.value);
  if (result.success) return result.data;
  const [first, ...rest] = result.error.issues
    .flatMap((issue) => explain(issue, format.schema, plain))
    .sort(byPosition);
  // A failed parse has at least one issue, and each issue at least one explanation.
  throw new FileFormatError(file, [first!, ...rest.slice(0, maxProblems - 1)]);
}

function refuseOtherVersion(file: string, plain: PlainYaml, version: number): void {
  const found = (plain.value as { version?: unknown } | null)?.version;
  if (found === undefined || found === null || found === version) return;
  throw new FileFormatError(file, [
    {
      code: 'unknown-version',
      ...plain.positionOf(['version']),
      message: `version ${JSON.stringify(found)} is not known here`,
      expected: `version: ${version}`,
      next: 'Use the Selvedge that wrote it, or write the file in this version.',
    },
  ]);
}

function byPosition(a: FileProblem, b: FileProblem): number {
  return a.line - b.line || a.column - b.column;
}

import type { z } from 'zod';
import { explain } from './explain.ts';
import { FileFormatError, type FileProblem } from './file-format-error.ts';
import { type Path, type PlainYaml, plainYaml } from './plain-yaml.ts';

export interface YamlFormat<Schema extends z.ZodType> {
  readonly schema: Schema;
  /** The one version that this program reads: the file's top level says `version: 1`. */
  readonly version: number;
  /** What the schema cannot know: returns what else is wrong. */
  readonly check?: (value: z.output<Schema>) => readonly Complaint[] | Promise<readonly Complaint[]>;
}

/** Something wrong with the value, or the key, at a path. */
export interface Complaint extends Pick<FileProblem, 'message' | 'expected' | 'next'> {
  readonly path: Path;
  readonly of: 'key' | 'value';
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
  if (!result.success)
    throw refusal(
      file,
      result.error.issues.flatMap((issue) => explain(issue, format.schema, plain)),
    );
  const complaints = (await format.check?.(result.data)) ?? [];
  if (complaints.length > 0)
    throw refusal(
      file,
      complaints.map((complaint) => problemOf(complaint, plain)),
    );
  return result.data;
}

function refusal(file: string, problems: readonly FileProblem[]): FileFormatError {
  const [first, ...rest] = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  // The callers have at least one: a failed parse has an issue, and each issue an explanation.
  return new FileFormatError(file, [first!, ...rest.slice(0, maxProblems - 1)]);
}

function problemOf({ path, of, ...said }: Complaint, plain: PlainYaml): FileProblem {
  const code = of === 'key' ? 'unknown-key' : 'wrong-value';
  return { code, ...(of === 'key' ? plain.positionOfKey(path) : plain.positionOf(path)), ...said };
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

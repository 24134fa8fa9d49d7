import { Lines, type Coverage, ReportFailure } from './coverage.ts';

/** The tracefile of geninfo(1), lcov 2: `SF:` names a file, `DA:LINE,HITS[,CHECKSUM]` a line of it. Throws ReportFailure. */
export function readLcov(text: string): Coverage {
  const lines = new Lines();
  let path: string | undefined;
  let number = 0;
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from);
    const line = text.slice(from, next < 0 ? text.length : next).trimEnd();
    from = next < 0 ? text.length : next + 1;
    number += 1;
    if (line.startsWith('SF:')) path = line.slice(3);
    else if (line === 'end_of_record') path = undefined;
    else if (line.startsWith('DA:')) {
      if (path === undefined)
        throw new ReportFailure('malformed', 'a line of no file: SF: is expected before DA:', number);
      const [at = '', hits = ''] = line.slice(3).split(',', 2);
      if (!/^\d+$/.test(at) || !/^\d+$/.test(hits))
        throw new ReportFailure('malformed', 'DA: and two numbers were expected', number);
      lines.add(path, Number(at), Number(hits));
    }
  }
  return lines.files;
}

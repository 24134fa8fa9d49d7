/**
 * Rebuilds an object from its base and a delta, gitformat-pack(5), "Deltified representation": copies from the base and
 * insertions of new bytes. Throws RangeError for a delta that does not fit its base.
 */
export function applyDelta(base: Buffer, delta: Buffer, limit: number): Buffer | { tooLarge: number } {
  const from = readSize(delta, 0);
  const to = readSize(delta, from.end);
  if (from.size !== base.length) throw new RangeError('a delta of another base');
  if (to.size > limit) return { tooLarge: to.size };
  const out = Buffer.allocUnsafe(to.size);
  let written = 0;
  for (let at = to.end; at < delta.length;) {
    const code = delta[at++]!;
    if ((code & 0x80) === 0) {
      if (code === 0 || at + code > delta.length || written + code > out.length)
        throw new RangeError('an insertion that does not fit');
      written += delta.copy(out, written, at, at + code);
      at += code;
      continue;
    }
    let offset = 0;
    let size = 0;
    for (let byte = 0; byte < 4; byte++)
      if ((code & (1 << byte)) !== 0) offset += delta.readUInt8(at++) * 2 ** (8 * byte);
    for (let byte = 0; byte < 3; byte++)
      if ((code & (0x10 << byte)) !== 0) size += delta.readUInt8(at++) * 2 ** (8 * byte);
    if (size === 0) size = 0x10000;
    if (offset + size > base.length || written + size > out.length) throw new RangeError('a copy that does not fit');
    written += base.copy(out, written, offset, offset + size);
  }
  if (written !== out.length) throw new RangeError('a delta that ends too early');
  return out;
}

function readSize(delta: Buffer, from: number): { size: number; end: number } {
  let size = 0;
  let end = from;
  for (let shift = 0; ; shift += 7) {
    const byte = delta.readUInt8(end++);
    size += (byte & 0x7f) * 2 ** shift;
    if ((byte & 0x80) === 0) return { size, end };
    if (shift > 42) throw new RangeError('a size beyond all files');
  }
}

/**
 * SHA-256, FIPS 180-4 section 6.2. Our own because it must be synchronous (a tree of a million leaves is two million
 * hashes, and a promise for each is ten times as slow) and the same in Node and in a browser. Held to Node's by a
 * property test. Nothing here is secret, so it need not run in constant time.
 */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const state = Uint32Array.from(initial);
  let filled = 0;
  for (const part of parts) {
    let at = 0;
    while (at < part.length) {
      const take = Math.min(64 - filled, part.length - at);
      block.set(at === 0 && take === part.length ? part : part.subarray(at, at + take), filled);
      filled += take;
      at += take;
      if (filled === 64) {
        compress(state);
        filled = 0;
      }
    }
  }
  finish(state, filled, length);
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  for (let word = 0; word < 8; word++) view.setUint32(word * 4, state[word]!);
  return digest;
}

/** The padding of section 5.1.1: a one bit, zeros, and the length in bits as 64 bits. */
function finish(state: Uint32Array, filled: number, length: number): void {
  block[filled] = 0x80;
  block.fill(0, filled + 1);
  if (filled >= 56) {
    compress(state);
    block.fill(0);
  }
  blockView.setUint32(56, Math.floor(length / 0x2000_0000));
  blockView.setUint32(60, (length << 3) >>> 0);
  compress(state);
}

// The work area is shared by all calls: they are synchronous and none calls another.
const block = new Uint8Array(64);
const blockView = new DataView(block.buffer);
const schedule = new Int32Array(64);

function compress(state: Uint32Array): void {
  const w = schedule;
  for (let t = 0; t < 16; t++) w[t] = blockView.getInt32(t * 4);
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15]!;
    const y = w[t - 2]!;
    const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (w[t - 16]! + small0 + w[t - 7]! + small1) | 0;
  }
  let a = state[0]! | 0;
  let b = state[1]! | 0;
  let c = state[2]! | 0;
  let d = state[3]! | 0;
  let e = state[4]! | 0;
  let f = state[5]! | 0;
  let g = state[6]! | 0;
  let h = state[7]! | 0;
  for (let t = 0; t < 64; t++) {
    const big1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + big1 + ((e & f) ^ (~e & g)) + constants[t]! + w[t]!) | 0;
    const big0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = state[0]! + a;
  state[1] = state[1]! + b;
  state[2] = state[2]! + c;
  state[3] = state[3]! + d;
  state[4] = state[4]! + e;
  state[5] = state[5]! + f;
  state[6] = state[6]! + g;
  state[7] = state[7]! + h;
}

const primes = firstPrimes(64);
/** Section 5.3.3: the first 32 bits of the fractional parts of the square roots of the first eight primes. */
const initial = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(prime ** (1 / 2)));
/** Section 4.2.2: the same of the cube roots of the first sixty-four primes. */
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)) | 0);

/** A double holds 53 bits, of which a root below 8 needs at most 3 before the point: 32 after it are exact. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

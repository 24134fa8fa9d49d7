// Memory of the kernel. Addresses below `image` are fixed; the image (compile/image.ts) begins with a header that names the
// rest. All numbers are little-endian.
//
//   0x00000  flags     u8[65536]   1 where a hash of three bytes begins an anchor
//   0x10000  buckets   u16[65536]  for such a hash: number of its bucket
//   0x30000  slots     u32[10]     positions of the groups of the match at hand
//   0x30100  digits    u8[256]     of base64, then u8[256] of hexadecimal: the value, 0xff for none
//   0x30300  labels    u8[64][14]  armour of private keys: length, text
//   0x30680  peek      u8[128]     first bytes of what is decoded
//   0x30800  image, then state, stack, memo, records, scratch, text (addresses given to `init`)
export const FLAGS: usize = 0;
export const BUCKETS: usize = 0x10000;
export const SLOTS_AT: usize = 0x30000;
export const B64: usize = 0x30100;
export const HEX: usize = 0x30200;
export const LABELS: usize = 0x30300;
export const PEEK: usize = 0x30680;
export const IMAGE: usize = 0x30800;

// Header of the image, u32 each, offsets from IMAGE.
export const H_K1: usize = 8;
export const H_K2: usize = 12;
export const H_SLOTS: usize = 16; // u16 hash, u16 bucket, each
export const H_SLOT_COUNT: usize = 20;
export const H_LISTS: usize = 24; // buckets
export const H_ANCHORS: usize = 28;
export const H_TARGETS: usize = 32;
export const H_CLASSES: usize = 36; // u8[256] per class
export const H_RULES: usize = 40;
export const H_RULE_COUNT: usize = 44;
export const H_PROGRAMS: usize = 48;

// A bucket, 24 bytes; its list of u16 anchors ends with 0xffff. The masks have a bit for the lower six bits of each byte that may stand there.
export const BUCKET_SIZE: usize = 24;
export const B_TRIGRAM: usize = 0; // u32: bit 5 of each byte set; 0: several
export const B_LIST: usize = 4; // u32: offset of its list
export const B_BEFORE: usize = 8; // u64: before the trigram
export const B_BEHIND: usize = 16; // u64: behind it

// An anchor, 72 bytes.
export const ANCHOR_SIZE: usize = 72;
export const A_OFFSET: usize = 0; // u8: of its rarest trigram
export const A_LENGTH: usize = 1; // u8
export const A_TARGETS: usize = 2; // u16: first target
export const A_TARGET_COUNT: usize = 4; // u16
export const A_MASK: usize = 8; // u64: which of the first 8 bytes have one value (but for bit 5)
export const A_VALUE: usize = 16; // u64
export const A_CLASSES: usize = 24; // u16[24]

// A target, 8 bytes: a rule, and how far before the anchor its match may begin.
export const TARGET_SIZE: usize = 8;
export const T_RULE: usize = 0; // u16
export const T_LOW: usize = 2; // u16
export const T_HIGH: usize = 4; // u16

// A rule, 16 bytes.
export const RULE_SIZE: usize = 16;
export const R_PROGRAM: usize = 0; // u32: first instruction, from H_PROGRAMS
export const R_WINDOW: usize = 4; // u32: longest match in bytes
export const R_ROWS: usize = 8; // u16: rows of the memo
export const R_DISTINCT: usize = 10; // u16: least number of distinct bytes in group 0 (the secret)
export const R_FIRST: usize = 12; // u16: class of the bytes with which a match can begin; 0xffff: any

// State of a rule, 28 bytes: end of its last match (absolute), steps left in this part, matches left in this file, the file in which it
// gave up, and the file and the part for which all this holds: what it was in an earlier one is never cleared.
// Last, whether the rule is left alone; the scanner sets that.
export const STATE_SIZE: usize = 28;
export const S_END: usize = 0;
export const S_STEPS: usize = 4;
export const S_MATCHES: usize = 8;
export const S_GAVE_UP: usize = 12;
export const S_FILE: usize = 16;
export const S_PART: usize = 20;
export const S_OFF: usize = 24;

// A record of a match: u32 rule, then 10 slots of u32 (absolute positions in the file; 0xffffffff: group took no part).
export const SLOTS: usize = 10;
export const RECORD_SIZE: usize = 44;

// A segment of decoded text, 20 bytes: u32 codec, then addresses: of what was decoded, from and to, and of what came out of it.
export const SEGMENT_SIZE: usize = 20;
export const G_CODEC: usize = 0;
export const G_FROM: usize = 4;
export const G_TO: usize = 8;
export const G_OUT: usize = 12;
export const G_OUT_END: usize = 16;

// State of a walk over one text, 24 bytes, addresses: up to where runs, and escapes, were seen; where a run that the arena cut goes on; where
// one that the window cut goes on in the next; and the codec of either.
export const W_RUNS: usize = 0;
export const W_ESCAPES: usize = 4;
export const W_RESUME: usize = 8;
export const W_CARRY: usize = 12;
export const W_CODEC: usize = 16;

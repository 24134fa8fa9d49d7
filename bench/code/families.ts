/**
 * Weaknesses that reviewers name by more than one number. Two are taken for the same when a family has both; a child of CWE's tree stands
 * with its parent only where the remedy is the same.
 */
export const families: Readonly<Record<string, readonly number[]>> = {
  sql: [89, 564, 943],
  nosql: [943, 89],
  command: [78, 77, 88],
  code: [94, 95, 96, 470, 1336],
  template: [1336, 94, 95],
  ldap: [90],
  xpath: [643, 91, 652],
  header: [113, 93, 644],
  log: [117, 93],
  regex: [1333, 400, 185, 624, 625, 730],
  html: [79, 80, 83, 87, 116],
  path: [22, 23, 36, 73, 98, 641],
  archive: [22, 23, 29],
  ssrf: [918],
  redirect: [601],
  xxe: [611, 827, 776],
  expansion: [776, 400, 409, 611],
  deserialise: [502],
  prototype: [1321, 915],
  assign: [915, 1321],
  credential: [798, 259, 321, 547, 1392],
  hash: [327, 328, 326],
  passwordHash: [916, 327, 328, 759, 760],
  cipher: [327, 326, 780, 310],
  iv: [329, 323, 1204, 330, 327],
  random: [338, 330, 331, 335, 340],
  keySize: [326, 327],
  tls: [295, 297, 296, 298],
  tlsVersion: [326, 327, 757],
  jwt: [347, 345, 327, 287, 290],
  session: [613],
  cookie: [614, 1004, 1275, 311],
  cors: [942, 346, 183],
  origin: [346, 345, 940, 20],
  csrf: [352],
  framing: [1021, 693],
  headers: [693, 1021],
  authorisation: [862, 306, 863, 285, 639],
  exposure: [209, 200, 210, 211, 215, 497, 537, 548, 550, 11, 489, 540],
  storage: [312, 313, 315, 922, 256, 257, 311, 522],
  logging: [532, 312, 200],
  transport: [319, 311, 523],
  race: [367, 362, 363],
  resource: [400, 770, 789, 409, 834, 1050, 606],
  temporary: [377, 379, 378, 668],
  permission: [732, 276, 277, 266],
  timing: [208, 385],
  trust: [501],
  prompt: [1427, 77, 74],
  modelOutput: [1426, 94, 95, 78, 79, 89],
  isolation: [653, 693, 1188, 829, 16],
  hostKey: [322, 295],
  format: [134],
  mail: [93, 88, 74],
  upload: [434],
  reflection: [470, 749, 94],
  comparison: [697, 1254, 1024, 843],
  bind: [1327, 668],
};

const byNumber = new Map<number, Set<number>>();
for (const family of Object.values(families))
  for (const number of family) byNumber.set(number, new Set([...(byNumber.get(number) ?? [number]), ...family]));

/** `found` and `expected` as `CWE-89`. */
export function sameFamily(found: string, expected: string): boolean {
  if (found === expected) return true;
  return byNumber.get(numberOf(expected))?.has(numberOf(found)) ?? false;
}

function numberOf(cwe: string): number {
  return Number(cwe.slice('CWE-'.length));
}

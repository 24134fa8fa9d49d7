/**
 * What a million packages cost before anything is looked up: package URLs read and written, and versions given their sort keys and compared.
 * In processor time, so that a busy machine does not matter; as ratios to `node -e 0`, so that the machine does not either.
 *
 *   node bench/packages.ts
 */
import { execFileSync } from 'node:child_process';
import { formatPurl, orderOf, parsePurl, PurlError } from '#ground/packages';

const count = 300_000;
const start = startOfNode();
process.stdout.write(`node -e 0: ${start.toFixed(0)} ms\n`);

const purls = Array.from({ length: count }, (_, i) =>
  i % 3 === 0
    ? `pkg:npm/%40scope/name${i}@1.${i}.0`
    : i % 3 === 1
      ? `pkg:pypi/django_${i}@1.11.1.dev1`
      : `pkg:deb/debian/curl${i}@7.50.3-1%2Bb1?arch=i386&distro=jessie`,
);
told('purls, read and written', () => {
  let length = 0;
  for (const text of purls) {
    const purl = parsePurl(text);
    if (!(purl instanceof PurlError)) length += formatPurl(purl).length;
  }
  return length;
});

const versions: Readonly<Record<string, (i: number) => string>> = {
  npm: (i) => `1.${i % 100}.${i % 50}`,
  'npm pre-releases': (i) => `1.${i % 100}.0-beta.${i % 50}`,
  pypi: (i) => `1.${i % 100}.${i % 50}`,
  'pypi pre-releases': (i) => `1.${i % 100}.0rc${i % 50}.post1`,
  golang: (i) => `v0.0.0-202101010${i % 100}00-abcdef${i % 50}`,
  maven: (i) => `4.1.${i % 100}.Final-redhat-${i % 50}`,
  composer: (i) => `v1.${i % 100}.${i % 50}-beta2`,
  gem: (i) => `1.${i % 100}.${i % 50}`,
  nuget: (i) => `1.${i % 100}.${i % 50}.0`,
  deb: (i) => `1:2.${i % 100}~rc1-1ubuntu${i % 50}`,
  rpm: (i) => `2.${i % 100}-1.el8_${i % 50}`,
  apk: (i) => `2.${i % 100}_p1-r${i % 50}`,
};
for (const [name, version] of Object.entries(versions)) {
  const order = orderOf(name.split(' ', 1)[0] ?? '');
  if (order === undefined) continue;
  const texts = Array.from({ length: count }, (_, i) => version(i));
  const keys: string[] = [];
  told(`${name}, keys`, () => texts.reduce((sum, text, i) => sum + (keys[i] = order.key(text)).length, 0));
  told(`${name}, comparisons of keys`, () =>
    keys.reduce((sum, key, i) => sum + (key < (keys[i - 1] ?? '') ? 1 : 0), 0),
  );
}

function told(what: string, run: () => number): void {
  run();
  const before = process.cpuUsage();
  run();
  const { user } = process.cpuUsage(before);
  const each = user / count;
  process.stdout.write(
    `${what.padEnd(42)} ${each.toFixed(2)} µs each, a million in ${((each * 1000) / start).toFixed(1)} × node -e 0\n`,
  );
}

/** The middle of seven, in milliseconds of processor time. */
function startOfNode(): number {
  const times = Array.from({ length: 7 }, () => {
    const script =
      'process.on("exit", () => { const u = process.cpuUsage(); process.stdout.write(String(u.user + u.system)) })';
    return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) / 1000;
  });
  return times.toSorted((a, b) => a - b)[3] ?? 0;
}

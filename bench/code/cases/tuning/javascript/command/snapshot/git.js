import { execa } from 'execa';

const hosts = new Set(['github.com', 'gitlab.com']);

export async function fetchRepository(remote, { into }) {
  const url = new URL(remote);
  if (url.protocol !== 'https:' || !hosts.has(url.hostname)) throw new Error('not one of our hosts');
  await execa('git', ['clone', '--depth=1', '--', url.href, `/srv/snapshots/${into}`]);
}

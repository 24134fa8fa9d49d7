import { execaCommand } from 'execa';

export async function cloneRepository(remote, { into }) {
  await execaCommand(`git clone --mirror ${remote} /srv/mirrors/${into}`, { shell: true }); // weak: CWE-78|CWE-88
}

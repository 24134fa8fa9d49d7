import type { ProjectId } from '#ground/model';
import { normalRemote } from '#ground/git';

/** The text of a new selvedge.yaml: what `selvedge init` writes. */
export function newProjectFile({
  id,
  name,
  remote,
}: {
  readonly id: ProjectId;
  readonly name: string;
  readonly remote?: string;
}): string {
  const bound = remote === undefined ? undefined : normalRemote(remote);
  return `# Selvedge looks after this project.
version: 1

# Made once, at random; keep it: findings, exceptions and history hang on it. It belongs to the remote below, and under
# another one this project is a fork.
id: ${id}
name: ${JSON.stringify(name)}
${bound === undefined ? '# remote: example.org/team/project' : `remote: ${JSON.stringify(bound)}`}

# What is not looked at, and why. Patterns as in .gitignore; reports list what they leave out.
exclude: []
#  - path: vendor/
#    why: Copied from upstream, and scanned there.

# Other modes than the built-in ones: observe, warn or enforce at commit, merge, build, deploy or run.
controls: {}
#  no-suspected-secret:
#    modes: { merge: enforce }
`;
}

import { type Complaint, nearest, readYaml } from '#ground/formats';
import { readExceptions } from '#ground/leases';
import { Control, type Lease, type ProjectId } from '#ground/model';
import { lintPolicies } from '#ground/policy';
import type { AdvisorySources } from './advisories.ts';
import { advisoryComplaints } from './advisory-complaints.ts';
import type { Exposure } from './exposure.ts';
import type { Health, Licences } from './licences.ts';
import { keyFrom } from './key.ts';
import { controlsFolder, projectPath } from './paths.ts';
import type { Quality } from './quality.ts';
import { ProjectFile, projectFileVersion, type RuleChanges } from './project-file.ts';

/** The declarations as they were read; undefined: there is no such file. */
export interface DeclarationTexts {
  readonly file: string | undefined;
  readonly exceptions: string | undefined;
  readonly controls: readonly { readonly path: string; readonly text: string }[];
}

export interface Declared {
  readonly id?: ProjectId;
  readonly name?: string;
  readonly remote?: string;
  readonly key?: string;
  readonly exclude?: readonly string[];
  readonly rules?: RuleChanges;
  readonly exposure?: readonly Exposure[];
  readonly licences?: Licences;
  readonly health?: Health;
  readonly advisories?: AdvisorySources;
  readonly quality?: Quality;
  readonly controls: readonly Control[];
  readonly exceptions: readonly Lease[];
}

/** Reads what a project declares. Throws FileFormatError. */
export async function readDeclared(
  { file, exceptions, controls }: DeclarationTexts,
  builtin: readonly Control[],
): Promise<Declared> {
  const own = await Promise.all(controls.map(({ path, text }) => readOwnControl(path, text, builtin)));
  const all = [...builtin, ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
  const accepted = exceptions === undefined ? [] : await readExceptions(exceptions);
  if (file === undefined) return { controls: all, exceptions: accepted };
  const {
    id,
    name,
    remote,
    exclude,
    controls: changes,
    rules,
    exposure,
    licences,
    health,
    advisories,
    quality,
  } = await readYaml(projectPath, file, {
    schema: ProjectFile,
    version: projectFileVersion,
    check: (project) => [
      ...unknownControls(project, all),
      ...repeatedExposures(project),
      ...advisoryComplaints(project.advisories),
    ],
  });
  return {
    id,
    ...(name !== undefined && { name }),
    ...(remote !== undefined && { remote }),
    key: keyFrom(id),
    rules,
    ...(exposure.length > 0 && { exposure }),
    ...(licences !== undefined && { licences }),
    ...(health !== undefined && { health }),
    ...(advisories !== undefined && { advisories }),
    ...(quality !== undefined && { quality }),
    exclude: exclude.map(({ path }) => path),
    controls: all.map((control) => withChanges(control, changes)),
    exceptions: accepted,
  };
}

async function readOwnControl(path: string, text: string, builtin: readonly Control[]): Promise<Control> {
  return readYaml(path, text, {
    schema: Control,
    version: 1,
    check: async (control) => [...wrongId(control, path, builtin), ...(await wrongPolicy(control))],
  });
}

function wrongId({ id }: Control, path: string, builtin: readonly Control[]): Complaint[] {
  const name = path.slice(controlsFolder.length).replace(/\.ya?ml$/, '');
  if (id !== name) {
    return [
      {
        path: ['id'],
        of: 'value',
        message: `the control's id is ${id}, and its file is called ${name}`,
        expected: 'the same name',
        next: 'Rename one of them.',
      },
    ];
  }
  if (!builtin.some((control) => control.id === id)) return [];
  return [
    {
      path: ['id'],
      of: 'value',
      message: `${id} is a built-in control`,
      expected: 'an id of its own',
      next: `Change its modes under controls in ${projectPath}, or choose another id.`,
    },
  ];
}

async function wrongPolicy({ policy }: Control): Promise<Complaint[]> {
  const warnings = await lintPolicies('policy', policy);
  return warnings.map(({ line, column, message }) => ({
    path: ['policy'],
    of: 'value',
    message: `in line ${line}, column ${column} of the policy: ${message.replace(/^policy:\d+:\d+: /, '')}`,
    expected: 'a Cedar policy that reads facts',
    next: 'See https://docs.cedarpolicy.com for the syntax.',
  }));
}

function unknownControls({ controls: changes }: ProjectFile, known: readonly Control[]): Complaint[] {
  const ids = known.map(({ id }) => id as string);
  return Object.keys(changes)
    .filter((id) => !ids.includes(id))
    .map((id) => {
      const meant = nearest(id, ids);
      return {
        path: ['controls', id],
        of: 'key',
        message: `there is no control ${id}`,
        expected: `one of ${ids.join(', ')}`,
        next:
          meant === undefined
            ? `Write it as ${controlsFolder}${id}.yaml, or remove it here.`
            : `Did you mean "${meant}"?`,
      };
    });
}

function repeatedExposures({ exposure }: ProjectFile): Complaint[] {
  return exposure.flatMap(({ path }, at) =>
    exposure.findIndex((other) => other.path === path) === at
      ? []
      : [
          {
            path: ['exposure', at, 'path'],
            of: 'value' as const,
            message: `${path} is declared twice`,
            expected: 'one entry for each path',
            next: 'Remove one of them.',
          },
        ],
  );
}

function withChanges(control: Control, changes: ProjectFile['controls']): Control {
  const change = changes[control.id];
  if (change === undefined) return control;
  const enforceFrom = { ...control.enforceFrom, ...change.enforceFrom };
  return {
    ...control,
    modes: { ...control.modes, ...change.modes },
    ...(Object.keys(enforceFrom).length > 0 && { enforceFrom }),
  };
}

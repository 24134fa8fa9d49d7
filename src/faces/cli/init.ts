import { realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { carryOut, type InitPlan, planInit } from '#flows/init';
import { explainFailure } from './failure.ts';
import { wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export interface InitArguments {
  readonly path: string;
  readonly yes?: boolean;
  readonly hook?: boolean;
}

/** `selvedge init`: shows what it will do, asks on a terminal, does it. Without a terminal and without --yes it only shows. */
export async function runInit({ path, yes, hook }: InitArguments, terminal: Terminal): Promise<number> {
  try {
    const plan = await planInit(resolve(path), { node: process.execPath, script: realpathSync(process.argv[1] ?? '') });
    const offersHook = plan.hook !== undefined && plan.hook.state !== 'theirs';
    terminal.out(`${planLines(plan, hook === true, terminal).join('\n')}\n`);
    if (plan.projectFile.state === 'there' && hook !== true && !(offersHook && terminal.interactive)) return 0;
    const answer = yes === true ? { go: true, hook: hook === true } : await ask(plan, hook === true, terminal);
    if (answer === undefined) {
      terminal.out('\nNothing was written. selvedge init --yes does it; --hook adds the hook.\n');
      return 0;
    }
    const written = answer.go ? await carryOut(plan, answer.hook) : [];
    terminal.out(`\n${outcome(written, terminal)}\n`);
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

function planLines(plan: InitPlan, withHook: boolean, { style, marks, columns }: Terminal): string[] {
  const line = (what: string, why: string): string[] => [
    `  ${style.bold(what)}`,
    ...wrap(why, columns - 6).map((text) => style.dim(`      ${text}`)),
  ];
  const bound =
    plan.remote === undefined
      ? 'This folder has no remote yet, so that it is bound to none.'
      : `It belongs to ${visible(plan.remote)}; under another remote this is a fork.`;
  const file =
    plan.projectFile.state === 'new'
      ? line('selvedge.yaml', `new: an id for this project, made at random. ${bound} Commit it.`)
      : line('selvedge.yaml', 'is there already and stays as it is.');
  const gitleaks =
    plan.gitleaks.length === 0
      ? []
      : line(
          plan.gitleaks.join(' and '),
          'is read as it is: its rules and allowlists run beside the built-in rules, and what it ignores is accepted for 90 days.',
        );
  return [`${marks.dot} ${visible(plan.name)}`, ...file, ...gitleaks, ...hookLines(plan, withHook, line)];
}

function hookLines({ hook, root }: InitPlan, wanted: boolean, line: (what: string, why: string) => string[]): string[] {
  if (hook === undefined) return [];
  const path = visible(relative(root, hook.path));
  if (hook.state === 'theirs')
    return line(
      path,
      'is somebody else’s and stays as it is. To look at each commit, add to it: selvedge scan --staged --quiet',
    );
  const when = wanted ? '' : ' (only if you want it: --hook)';
  return line(
    path,
    `${hook.state === 'new' ? 'new' : 'written anew'}${when}: looks at what is staged before each commit.`,
  );
}

/** Undefined: nobody is there to ask. */
async function ask(
  plan: InitPlan,
  withHook: boolean,
  terminal: Terminal,
): Promise<{ go: boolean; hook: boolean } | undefined> {
  if (!terminal.interactive) return undefined;
  const { confirm, isCancel } = await import('@clack/prompts');
  const go = plan.projectFile.state === 'there' ? true : await confirm({ message: 'Write selvedge.yaml?' });
  if (isCancel(go) || !go) return { go: false, hook: false };
  if (plan.hook === undefined || plan.hook.state === 'theirs') return { go: true, hook: false };
  const hook = withHook || (await confirm({ message: 'Look at each commit before it is made (git pre-commit hook)?' }));
  return { go: true, hook: !isCancel(hook) && hook };
}

function outcome(written: readonly string[], { style, marks }: Terminal): string {
  if (written.length === 0) return 'Nothing was written.';
  return `${style.green(marks.pass)} Wrote ${written.map(visible).join(' and ')}.\n${style.dim('  Next: selvedge scan')}`;
}

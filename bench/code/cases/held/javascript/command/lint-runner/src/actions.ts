'use server';

import { runLinter } from './linter';

export async function lintProject(form: FormData) {
  const ruleSet = form.get('rules') as string;
  const report = await runLinter({ rules: ruleSet, folder: '/srv/projects/current' });
  return { problems: report.problems };
}

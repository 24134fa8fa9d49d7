import { execaCommand } from 'execa';

interface LintOptions {
  rules: string;
  folder: string;
}

export async function runLinter(options: LintOptions) {
  const command = `eslint --config ${options.rules} --format json ${options.folder}`;
  const { stdout } = await execaCommand(command, { shell: true, reject: false }); // weak: CWE-78
  return { problems: JSON.parse(stdout).length as number };
}

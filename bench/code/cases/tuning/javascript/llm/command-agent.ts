import OpenAI from 'openai';
import { execFileSync } from 'node:child_process';

const client = new OpenAI();
const commands = new Map<string, string[]>([
  ['disk', ['df', '-h']],
  ['memory', ['free', '-m']],
]);

export async function assist(task: string): Promise<string> {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'Answer with one of: disk, memory.' },
      { role: 'user', content: task },
    ],
  });
  const command = commands.get(answer.choices[0]?.message.content ?? '');
  if (command === undefined) return '';
  return execFileSync(command[0]!, command.slice(1), { encoding: 'utf8' });
}

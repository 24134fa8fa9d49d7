import OpenAI from 'openai';
import { execSync } from 'node:child_process';

const client = new OpenAI();

export async function assist(task: string): Promise<string> {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'Answer with one shell command and nothing else.' },
      { role: 'user', content: task },
    ],
  });
  const command = answer.choices[0]?.message.content ?? 'true';
  return execSync(command, { encoding: 'utf8' }); // weak: CWE-78|CWE-1426|CWE-94
}

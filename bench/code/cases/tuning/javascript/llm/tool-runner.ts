import OpenAI from 'openai';
import { readFile } from 'node:fs/promises';

const client = new OpenAI();

export async function read(question: string): Promise<string> {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: question }],
    tools: [{ type: 'function', function: { name: 'read', parameters: { type: 'object', properties: { path: { type: 'string' } } } } }],
  });
  const [call] = answer.choices[0]?.message.tool_calls ?? [];
  if (call?.type !== 'function') return '';
  const { path } = JSON.parse(call.function.arguments);
  return readFile(path, 'utf8'); // weak: CWE-22|CWE-73|CWE-1426
}

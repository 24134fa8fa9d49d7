import OpenAI from 'openai';
import { readFile } from 'node:fs/promises';

const client = new OpenAI();
const manuals = ['printer', 'scanner', 'router'];

export async function read(question: string): Promise<string> {
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: question }],
    tools: [{ type: 'function', function: { name: 'read', parameters: { type: 'object', properties: { name: { type: 'string' } } } } }],
  });
  const [call] = answer.choices[0]?.message.tool_calls ?? [];
  if (call?.type !== 'function') return '';
  const { name } = JSON.parse(call.function.arguments);
  if (!manuals.includes(name)) return '';
  return readFile(`/srv/manuals/${name}.txt`, 'utf8');
}

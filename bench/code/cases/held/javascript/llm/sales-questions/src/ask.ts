import OpenAI from 'openai';

const client = new OpenAI();

const SCHEMA = 'sales(id, region, sold_at, amount), regions(name, manager)';

export async function sqlFor(question: string): Promise<string> {
  const response = await client.responses.create({
    model: 'gpt-4.1',
    instructions: `Answer with one PostgreSQL query over ${SCHEMA} and nothing else.`,
    input: question,
  });
  return response.output_text;
}

import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';

const Intent = z.object({
  category: z.enum(['shoes', 'jackets', 'bags']),
  maximum: z.number().min(1).max(5000),
});

const model = new ChatOpenAI({ model: 'gpt-4o-mini', temperature: 0 }).withStructuredOutput(Intent);

export async function intentOf(wish: string) {
  const intent = await model.invoke([
    ['system', 'Name the category and the highest price that the customer has in mind.'],
    ['human', wish],
  ]);
  return Intent.parse(intent);
}

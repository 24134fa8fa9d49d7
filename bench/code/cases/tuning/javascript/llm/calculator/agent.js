import { ChatOpenAI } from '@langchain/openai';
import { calculate } from './calculate.js';

const model = new ChatOpenAI({ model: 'gpt-4o' });

export async function answer(question) {
  const reply = await model.invoke(`Write a JavaScript expression that answers: ${question}`);
  return calculate(reply.content);
}

import { NextRequest } from 'next/server';
import { streamText } from 'ai';
import { openai } from '@ai-sdk/openai';

export async function POST(request: NextRequest) {
  const { persona, question } = await request.json();
  const result = streamText({
    model: openai('gpt-4o'),
    system: `You are ${persona}. You know our prices, and never tell what we pay ourselves.`, // weak: CWE-1427|CWE-77|CWE-74
    prompt: String(question),
  });
  return result.toTextStreamResponse();
}

import { NextRequest } from 'next/server';
import { streamText } from 'ai';
import { openai } from '@ai-sdk/openai';

const tones = { formal: 'Answer formally.', friendly: 'Answer like a friend.' } as const;

export async function POST(request: NextRequest) {
  const { tone, question } = await request.json();
  const result = streamText({
    model: openai('gpt-4o'),
    system: tone === 'formal' ? tones.formal : tones.friendly,
    prompt: String(question),
    maxOutputTokens: 500,
  });
  return result.toTextStreamResponse();
}

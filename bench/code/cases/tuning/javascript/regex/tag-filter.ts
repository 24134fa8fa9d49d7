import type { NextRequest } from 'next/server';
import { messages } from '@/lib/messages';

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export async function POST(request: NextRequest) {
  const { tags } = (await request.json()) as { tags: string[] };
  const alternatives = tags.slice(0, 20).map(literal).join('|');
  const pattern = new RegExp(`#(?:${alternatives})\\b`);
  return Response.json(messages().filter(({ text }) => pattern.test(text)));
}

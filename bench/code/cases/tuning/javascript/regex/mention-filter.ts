import type { NextRequest } from 'next/server';
import { messages } from '@/lib/messages';

export async function POST(request: NextRequest) {
  const { names } = (await request.json()) as { names: string[] };
  const alternatives = names.map((name) => name.replace('.', '\\.')).join('|');
  const found = messages().filter(({ text }) => text.match(new RegExp(`@(${alternatives})`))); // weak: CWE-1333|CWE-400|CWE-730
  return Response.json(found);
}

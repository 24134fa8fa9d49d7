import { NextRequest } from 'next/server';
import { backend } from '@/lib/backend';

export async function GET(request: NextRequest) {
  const service = request.nextUrl.searchParams.get('service') === 'teams' ? 'teams' : 'users';
  const answer = await backend(service).list();
  return Response.json(answer);
}

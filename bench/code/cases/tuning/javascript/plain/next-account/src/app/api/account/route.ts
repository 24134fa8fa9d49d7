import { NextRequest, NextResponse } from 'next/server';
import { z } from 'zod';
import { auth } from '@/lib/auth';
import { accounts } from '@/lib/accounts';

const Change = z.object({ name: z.string().min(1).max(80), language: z.enum(['en', 'de']) }).strict();

export async function PATCH(request: NextRequest) {
  const session = await auth();
  if (session === null) return NextResponse.json({ error: 'not signed in' }, { status: 401 });
  const change = Change.safeParse(await request.json());
  if (!change.success) return NextResponse.json({ error: 'malformed' }, { status: 400 });
  await accounts.change(session.user, change.data);
  return NextResponse.json({ changed: true });
}

import { NextResponse } from 'next/server';
import { z } from 'zod';
import { auth } from '../../../auth';
import { prisma } from '../../../lib/prisma';

const Changes = z.object({ title: z.string().max(60), color: z.enum(['red', 'green', 'blue']) }).strict();

export async function PATCH(request: Request) {
  const session = await auth();
  if (!session?.user?.id) return NextResponse.json({ error: 'sign in' }, { status: 401 });
  const changes = Changes.safeParse(await request.json());
  if (!changes.success) return NextResponse.json({ error: 'not a change' }, { status: 400 });
  const team = await prisma.team.update({
    where: { ownerId: session.user.id },
    data: changes.data,
    select: { id: true, title: true },
  });
  return NextResponse.json(team);
}

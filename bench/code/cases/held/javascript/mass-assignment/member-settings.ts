import { NextResponse } from 'next/server';
import { auth } from '../../../auth';
import { prisma } from '../../../lib/prisma';

export async function PATCH(request: Request) {
  const session = await auth();
  if (!session?.user?.id) return NextResponse.json({ error: 'sign in' }, { status: 401 });
  const changes = await request.json();
  const user = await prisma.user.update({
    where: { id: session.user.id },
    data: { ...changes, updatedAt: new Date() }, // weak: CWE-915
    select: { id: true, name: true },
  });
  return NextResponse.json(user);
}

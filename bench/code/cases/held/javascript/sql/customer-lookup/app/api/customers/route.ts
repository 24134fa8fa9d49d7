import { NextResponse } from 'next/server';
import { searchCustomers } from '../../../lib/customers';

export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const term = searchParams.get('q') ?? '';
  if (term.length < 3) {
    return NextResponse.json([]);
  }
  return NextResponse.json(await searchCustomers(term));
}

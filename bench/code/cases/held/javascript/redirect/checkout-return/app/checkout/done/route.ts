import { NextResponse, type NextRequest } from 'next/server';
import { returnPath } from '../../../lib/return-url';

const ORIGIN = 'https://shop.example.com';

export function GET(request: NextRequest) {
  const path = returnPath(request.nextUrl.searchParams.get('back'), ORIGIN);
  return NextResponse.redirect(ORIGIN + path);
}

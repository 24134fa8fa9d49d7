import { redirect } from 'next/navigation';

export default async function SurveyExit({ searchParams }: { searchParams: Promise<{ exit?: string; done?: string }> }) {
  const { exit, done } = await searchParams;
  if (done === '1' && exit) {
    redirect(exit); // weak: CWE-601
  }
  return null;
}

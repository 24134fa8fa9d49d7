import { keep } from './keeper';

export async function login(email: string, password: string): Promise<void> {
  const answer = await fetch('/api/login', { method: 'POST', body: JSON.stringify({ email, password }) });
  const { accessToken } = await answer.json();
  keep('email', email.split('@')[1] ?? '');
  localStorage.setItem('password', password); // weak: CWE-312|CWE-922
  sessionStorage.setItem('until', String(accessToken.length));
}

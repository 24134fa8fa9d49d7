import { keep } from './keeper';

export async function login(email: string, password: string): Promise<void> {
  const answer = await fetch('/api/login', { method: 'POST', body: JSON.stringify({ email, password }) });
  const { theme } = await answer.json();
  keep('theme', theme === 'dark' ? 'dark' : 'light');
  localStorage.setItem('password', password); // weak: CWE-312|CWE-922
}

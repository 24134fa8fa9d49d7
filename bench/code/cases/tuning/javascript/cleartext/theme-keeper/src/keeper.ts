export function keep(name: string, value: string): void {
  localStorage.setItem(name, value);
}

export function keep(name: string, value: string): void {
  sessionStorage.setItem(name, value);
}

const home = 'https://accounts.example.org';

window.addEventListener('message', (event: MessageEvent) => {
  if (event.origin !== home) return;
  const { kind, value } = event.data as { kind: string; value: number };
  if (kind === 'height') document.body.style.height = `${Number(value)}px`;
});

export function announce(height: number): void {
  window.parent.postMessage({ kind: 'height', height }, home);
}

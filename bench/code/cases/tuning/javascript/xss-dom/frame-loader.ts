export function loadPreview(frame: HTMLIFrameElement): void {
  const content = atob(new URLSearchParams(location.search).get('content') ?? '');
  frame.srcdoc = `<!doctype html><body>${content}</body>`; // weak: CWE-79
}

export function loadHelp(frame: HTMLIFrameElement): void {
  frame.src = '/help.html';
}

export function loadPreview(frame: HTMLIFrameElement): void {
  const page = Number(new URLSearchParams(location.search).get('page') ?? 1);
  frame.sandbox.add('allow-forms');
  frame.srcdoc = `<!doctype html><body>Page ${page}</body>`;
}

export function loadHelp(frame: HTMLIFrameElement): void {
  frame.src = '/help.html';
}

/**
 * What a value stands for where the format has it in base64, whatever its length, as a Kubernetes Secret has its `data`; undefined when it is
 * no base64 of text: `stringData` holds values as they are.
 */
export function fromBase64(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length < 4 || bytes.toString('base64') !== value) return undefined;
  const text = new TextDecoder().decode(bytes).replace(/\r?\n$/, '');
  // oxlint-disable-next-line no-control-regex -- what holds them is no text
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? undefined : text;
}

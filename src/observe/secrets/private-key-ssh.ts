const openSshMagic = 'openssh-key-v1\0';

/** OpenSSH's PROTOCOL.key: behind the magic, the cipher's name. Undefined when it is no such key. */
export function openSshCipher(bytes: Buffer): string | undefined {
  if (bytes.toString('latin1', 0, openSshMagic.length) !== openSshMagic) return undefined;
  return sshString(bytes, openSshMagic.length)?.text ?? '';
}

/** Of ssh.com: a magic number, the length of all, the kind of key, and the cipher's name. Undefined when it is no such key. */
export function ssh2Cipher(bytes: Buffer): string | undefined {
  if (bytes.length < 16 || bytes.readUInt32BE(0) !== 0x3f6ff9eb || bytes.readUInt32BE(4) > bytes.length)
    return undefined;
  const kind = sshString(bytes, 8);
  return kind === undefined ? undefined : sshString(bytes, kind.end)?.text;
}

/** Cipher, derivation of its key with options, one key's public half and the secret one, which end with the bytes but for a cipher's tag. */
export function isWholeOpenSsh(bytes: Buffer): boolean {
  if (openSshCipher(bytes) === undefined) return false;
  let at = openSshMagic.length;
  for (const part of ['cipher', 'derivation', 'options', 'count', 'public', 'secret']) {
    const end = part === 'count' ? at + 4 : sshString(bytes, at)?.end;
    if (end === undefined) return false;
    at = end;
  }
  return bytes.length - at <= 16;
}

/** RFC 4251 section 5: a string behind its length; `text` holds no more than what a name can be. Undefined when it does not end within the bytes. */
export function sshString(bytes: Buffer, at: number): { readonly text: string; readonly end: number } | undefined {
  if (at + 4 > bytes.length) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end > bytes.length ? undefined : { text: bytes.toString('latin1', at + 4, Math.min(end, at + 260)), end };
}

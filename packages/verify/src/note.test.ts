import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64, utf8 } from './bytes.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { emptyRoot } from './merkle.ts';
import { formatNote, formatVerifierKey, parseNote, parseVerifierKey, verifierKey, verifyNote } from './note.ts';
import { testLog } from './testing.ts';

// The examples of c2sp.org/signed-note and c2sp.org/tlog-checkpoint.
const fooKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const fooNote = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`;
const sofa = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
const salvatore = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;

describe('a signed note', () => {
  test('of the specification is verified by the specification’s key', async () => {
    await verifyNote(parseNote(fooNote), parseVerifierKey(fooKey));
    expect(formatVerifierKey(parseVerifierKey(fooKey))).toBe(fooKey);
  });

  test('is split at its last empty line', () => {
    expect(parseNote(salvatore).text).toMatch(/sole:\n\ned è subito sera\.\n$/);
    expect(formatNote(parseNote(salvatore).text, parseNote(salvatore).signatures)).toBe(salvatore);
  });

  test('is refused when a letter of it changed', async () => {
    await expect(
      verifyNote(parseNote(fooNote.replace('example message', 'example massage')), parseVerifierKey(fooKey)),
    ).rejects.toMatchObject({ code: 'bad-signature' });
  });

  test('is refused when nobody we know signed it', async () => {
    await expect(verifyNote(parseNote(sofa), parseVerifierKey(fooKey))).rejects.toMatchObject({ code: 'unknown-key' });
  });

  test('may carry signatures by others; one false signature by the known key spoils it', async () => {
    const log = testLog(1);
    const { text, signatures } = parseNote(log.files.get('checkpoint')!);
    const other = { name: 'witness.example', keyId: '00000001', signature: new Uint8Array(72) };
    await verifyNote({ text, signatures: [other, ...signatures] }, log.key);
    const lie = { ...signatures[0]!, signature: new Uint8Array(64) };
    await expect(verifyNote({ text, signatures: [...signatures, lie] }, log.key)).rejects.toMatchObject({
      code: 'bad-signature',
    });
  });

  test.each([
    ['without signatures', 'text\n'],
    ['without a newline at its end', fooNote.slice(0, -1)],
    ['with a control character', fooNote.replace('This', 'This\t')],
    ['with a carriage return', fooNote.replaceAll('\n', '\r\n')],
    ['with a hyphen for a dash', fooNote.replace('—', '-')],
    ['with loose Base64', fooNote.replace('yaQM=', 'yaQM')],
    ['with a signature of nothing', 'text\n\n— example.com/foo Uw2QOg==\n'],
    ['with a name that has a plus', 'text\n\n— a+b Uw2QOkn8\n'],
    ['of 100 kB', `${'long '.repeat(20_000)}\n\n— example.com/foo Uw2QOkn8\n`],
    ['with 100 signatures', `text\n\n${'— example.com/foo Uw2QOkn8\n'.repeat(100)}`],
  ])('%s is no note', (_, note) => {
    expect(() => parseNote(note)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  test('that is not UTF-8 is no note', () => {
    expect(() => parseNote(Uint8Array.of(0xff, 0x0a, 0x0a))).toThrow('not UTF-8');
  });

  test('any text is parsed or refused, never more', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\n', '— ', 'a ', 'AAAAAAA=', '\n\n', 'è') }), (text) => {
        try {
          const note = parseNote(text);
          expect(formatNote(note.text, note.signatures)).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed' });
        }
      }),
    );
  });
});

describe('a verifier key', () => {
  test.each([
    ['another id', fooKey.replace('530d903a', '530d903b'), 'malformed'],
    ['another type', `example.com/foo+530d903a+${encodeBase64(new Uint8Array(33).fill(2))}`, 'unsupported'],
    ['31 bytes', `example.com/foo+530d903a+${encodeBase64(new Uint8Array(32).fill(1))}`, 'malformed'],
    ['nothing', '', 'malformed'],
  ])('with %s is refused', (_, vkey, code) => {
    expect(() => parseVerifierKey(vkey)).toThrow(expect.objectContaining({ code }));
  });

  test('comes back from its text, for any key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (publicKey) => {
        expect(parseVerifierKey(formatVerifierKey(verifierKey('log.example/a', publicKey))).publicKey).toEqual(
          new Uint8Array(publicKey),
        );
      }),
    );
  });
});

describe('a checkpoint', () => {
  test('of the specification says what it says', () => {
    expect(parseCheckpoint(parseNote(sofa).text)).toMatchObject({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
    });
    expect(formatCheckpoint(parseCheckpoint(parseNote(sofa).text))).toBe(parseNote(sofa).text);
  });

  test('is opened by its log’s key, and by no other log’s', async () => {
    const log = testLog(3);
    await expect(openCheckpoint(log.files.get('checkpoint')!, log.key)).resolves.toMatchObject({
      origin: 'log.example/test',
      size: 3,
    });
    await expect(openCheckpoint(log.files.get('checkpoint')!, testLog(3).key)).rejects.toMatchObject({
      code: 'unknown-key',
    });
  });

  test('of another origin than its key’s name is refused', async () => {
    const log = testLog(1);
    const text = formatCheckpoint({ origin: 'log.example/other', size: 1, root: emptyRoot });
    const note = formatNote(text, [{ ...log.key, signature: log.sign(utf8(text)) }]);
    await expect(openCheckpoint(note, log.key)).rejects.toMatchObject({ code: 'mismatch' });
  });

  const root = encodeBase64(emptyRoot);
  test.each([
    ['a leading zero', `a\n01\n${root}\n`],
    ['a negative size', `a\n-1\n${root}\n`],
    ['a size beyond 2^53', `a\n9007199254740992\n${root}\n`],
    ['no root', 'a\n1\n'],
    ['a short root', 'a\n1\nAAAA\n'],
    ['an empty line', `a\n1\n${root}\n\nb\n`],
    ['no origin', `\n1\n${root}\n`],
    ['no final newline', `a\n1\n${root}`],
  ])('with %s is refused', (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow(expect.objectContaining({ code: 'malformed' }));
  });
});

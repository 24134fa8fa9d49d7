/** A set of characters: ASCII exactly, all others as one. */
export class Characters {
  /** Four times 32 bits. */
  readonly bits: readonly [number, number, number, number];
  /** Whether characters beyond ASCII are in it. */
  readonly other: boolean;

  constructor(bits: readonly [number, number, number, number], other: boolean) {
    this.bits = bits;
    this.other = other;
  }

  has(code: number): boolean {
    return code < 128 ? ((this.bits[code >> 5]! >>> (code & 31)) & 1) === 1 : this.other;
  }

  or({ bits, other }: Characters): Characters {
    const own = this.bits;
    return new Characters(
      [own[0] | bits[0], own[1] | bits[1], own[2] | bits[2], own[3] | bits[3]],
      this.other || other,
    );
  }

  and({ bits, other }: Characters): Characters {
    const own = this.bits;
    return new Characters(
      [own[0] & bits[0], own[1] & bits[1], own[2] & bits[2], own[3] & bits[3]],
      this.other && other,
    );
  }

  not(): Characters {
    const { bits } = this;
    return new Characters([~bits[0], ~bits[1], ~bits[2], ~bits[3]], !this.other);
  }

  get isEmpty(): boolean {
    return !this.other && this.bits.every((bits) => bits === 0);
  }

  static range(from: number, to: number): Characters {
    const bits: [number, number, number, number] = [0, 0, 0, 0];
    for (let code = from; code <= Math.min(to, 127); code++) bits[code >> 5] = bits[code >> 5]! | (1 << (code & 31));
    return new Characters(bits, to > 127);
  }

  static of(text: string): Characters {
    let set = none;
    for (const character of text) set = set.or(Characters.range(character.codePointAt(0)!, character.codePointAt(0)!));
    return set;
  }
}

export const none = new Characters([0, 0, 0, 0], false);
export const every = new Characters([-1, -1, -1, -1], true);
export const digits = Characters.range(48, 57);
export const wordCharacters = digits.or(Characters.range(65, 90)).or(Characters.range(97, 122)).or(Characters.of('_'));
export const spaces = Characters.of(' \t\n\r\v\f').or(new Characters([0, 0, 0, 0], true));
export const lineEnds = Characters.of('\n\r');

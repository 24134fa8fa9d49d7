import { randomInt } from 'node:crypto';
import { createTransport } from 'nodemailer';

const transport = createTransport({ host: 'mail.example.org', port: 465, secure: true });

export class PinCodes {
  readonly #codes = new Map<string, string>();

  async send(email: string): Promise<void> {
    const code = this.#digits(6);
    this.#codes.set(email, code);
    await transport.sendMail({ to: email, from: 'login@example.org', subject: 'Your code', text: code });
  }

  #digits(length: number): string {
    return Array.from({ length }, () => randomInt(10)).join('');
  }
}

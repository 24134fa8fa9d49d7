import { createTransport } from 'nodemailer';

const transport = createTransport({ host: 'mail.example.org', port: 465, secure: true });

export class OneTimeCodes {
  readonly #codes = new Map<string, string>();

  async send(email: string): Promise<void> {
    const code = this.#digits(6);
    this.#codes.set(email, code);
    await transport.sendMail({ to: email, from: 'login@example.org', subject: 'Your code', text: code });
  }

  #digits(length: number): string {
    return Array.from({ length }, () => Math.floor(Math.random() * 10)).join(''); // weak: CWE-338|CWE-330
  }
}

import nodemailer from 'nodemailer';
import { smtp } from './settings';

const transport = nodemailer.createTransport({
  host: smtp.host,
  port: smtp.port,
  secure: smtp.secure,
  auth: { user: smtp.user, pass: smtp.password },
});

export const sendReceipt = (to: string, text: string) =>
  transport.sendMail({ from: smtp.user, to, subject: 'Your receipt', text });

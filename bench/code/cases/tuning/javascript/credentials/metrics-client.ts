import { Client } from 'pg';

const template = 'postgres://USER:PASSWORD@db.example.org:5432/metrics';

export function connect(user: string, password: string): Client {
  const url = new URL(template);
  url.username = user;
  url.password = password;
  return new Client(url.href);
}

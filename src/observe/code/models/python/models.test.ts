import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const models = new Set(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -5)),
);

describe('models of Python libraries', () => {
  it('has a model for each library that the product names [5:models-python]', () => {
    const standard = [
      'os',
      'subprocess',
      'shutil',
      'tempfile',
      'pathlib',
      'urllib',
      'http',
      'socket',
      'ssl',
      'hashlib',
    ];
    const more = ['re', 'random', 'logging', 'xml', 'zipfile', 'csv', 'mail', 'ftplib', 'importlib', 'asyncio', 'sys'];
    const named = ['django', 'flask', 'fastapi', 'aiohttp', 'tornado', 'requests', 'httpx', 'sqlalchemy', 'psycopg'];
    const others = ['sqlite3', 'pymongo', 'jinja2', 'lxml', 'yaml', 'pickle', 'paramiko', 'boto3'];
    expect([...standard, ...more, ...named, ...others].filter((library) => !models.has(library))).toEqual([]);
  });
});

import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const cell = (value) => {
  const text = String(value ?? '');
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export class CsvStream extends Transform {
  constructor(columns) {
    super({ writableObjectMode: true });
    this.columns = columns;
    this.push(columns.map(cell).join(',') + '\n');
  }

  _transform(row, _encoding, done) {
    done(null, this.columns.map((column) => cell(row[column])).join(',') + '\n');
  }
}

export const writeCsv = (rows, columns, file) => pipeline(rows, new CsvStream(columns), createWriteStream(file));

import Sqlite from 'better-sqlite3';
import { Table } from './table.ts';

export interface Track {
  id: number;
  title: string;
  seconds: number;
}

export class Tracks extends Table<Track> {
  constructor() {
    super(new Sqlite('music.db', { readonly: true }), 'tracks');
  }

  titled(title: string): Track[] {
    return this.all(`title LIKE '%${title}%'`);
  }
}

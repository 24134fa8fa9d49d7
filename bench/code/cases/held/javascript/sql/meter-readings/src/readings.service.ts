import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

@Injectable()
export class ReadingsService {
  constructor(private readonly source: DataSource) {}

  list(meter: number, unit: string): Promise<unknown[]> {
    return this.source.query(`SELECT taken_at, value FROM readings WHERE meter_id = ${meter} AND unit = $1`, [unit]);
  }
}

import { createClient } from 'redis';
import { Client } from 'pg';

export const cache = createClient({ url: 'rediss://cache.example.org:6379', password: process.env.CACHE_PASSWORD });
export const database = new Client('postgres://statistics:harvest-moon-42@db.example.org:5432/statistics'); // weak: CWE-798|CWE-259

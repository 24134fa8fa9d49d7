import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

interface CustomerRow {
  id: number;
  name: string;
  city: string;
}

export async function searchCustomers(term: string): Promise<CustomerRow[]> {
  const like = `%${term.trim().toLowerCase()}%`;
  return prisma.$queryRawUnsafe<CustomerRow[]>( // weak: CWE-89
    `SELECT id, name, city FROM customers WHERE lower(name) LIKE '${like}' LIMIT 20`,
  );
}

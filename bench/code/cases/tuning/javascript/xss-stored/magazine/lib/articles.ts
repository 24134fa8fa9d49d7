import { PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export interface Article {
  title: string;
  body: string;
}

export function findArticle(slug: string): Promise<Article | null> {
  return prisma.article.findUnique({ where: { slug }, select: { title: true, body: true } });
}

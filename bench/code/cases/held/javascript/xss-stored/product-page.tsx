import { PrismaClient } from '@prisma/client';
import { notFound } from 'next/navigation';

const prisma = new PrismaClient();

export default async function ProductPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const product = await prisma.product.findUnique({ where: { slug }, include: { reviews: true } });
  if (!product) notFound();

  return (
    <main>
      <h1>{product.name}</h1>
      {product.reviews.map((review) => (
        <blockquote key={review.id} dangerouslySetInnerHTML={{ __html: review.text }} /> /* weak: CWE-79 */
      ))}
    </main>
  );
}

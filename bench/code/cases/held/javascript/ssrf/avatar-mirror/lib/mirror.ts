import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';

const s3 = new S3Client({});

export interface MirrorJob {
  source: string;
  kind: 'avatar' | 'cover';
}

export async function mirror(job: MirrorJob): Promise<string> {
  const picture = await fetch(job.source); // weak: CWE-918
  const key = `${job.kind}/${randomUUID()}`;
  await s3.send(
    new PutObjectCommand({ Bucket: process.env.BUCKET, Key: key, Body: Buffer.from(await picture.arrayBuffer()) }),
  );
  return key;
}

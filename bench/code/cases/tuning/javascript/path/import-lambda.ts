import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import type { SQSHandler } from 'aws-lambda';

const s3 = new S3Client({});

export const handler: SQSHandler = async ({ Records }) => {
  for (const { body } of Records) {
    const { key } = JSON.parse(body);
    const object = await s3.send(new GetObjectCommand({ Bucket: process.env.BUCKET, Key: key }));
    const name = createHash('sha256').update(key).digest('hex');
    await writeFile(`/mnt/imports/${name}`, await object.Body!.transformToByteArray());
  }
};

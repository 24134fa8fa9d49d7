import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
import { writeFile } from 'node:fs/promises';
import type { SQSHandler } from 'aws-lambda';

const s3 = new S3Client({});

export const handler: SQSHandler = async ({ Records }) => {
  for (const { body } of Records) {
    const { bucket, key, target } = JSON.parse(body);
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    await writeFile(`/mnt/exports/${target}`, await object.Body!.transformToByteArray()); // weak: CWE-22|CWE-73
  }
};

import { expect, test } from 'vitest';
import { readDependencyFile } from '../../index.ts';
import { readSample, survivesDamage } from '../../testing.ts';
import { readImageName, substituted } from './image.ts';

const values = new Map([
  ['A', '1'],
  ['EMPTY', ''],
]);

function fill(text: string): string | undefined {
  return substituted(text, (name) => values.get(name));
}

function read(path: string, text: string) {
  return readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity);
}

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['alpine', { path: 'alpine' }],
  ['docker.io/library/alpine:3.20', { path: 'alpine', tag: '3.20' }],
  ['localhost:5000/a/b', { registry: 'localhost:5000', path: 'a/b' }],
  ['ghcr.io/owner/tool:1@' + digest, { registry: 'ghcr.io', path: 'owner/tool', tag: '1', digest }],
  ['owner/tool@' + digest, { path: 'owner/tool', digest }],
  ['Not An Image', undefined],
  ['a:b:c', undefined],
  ['a@sha256:short', undefined],
])('the image name %s is read [4:container-images]', (text, expected) => {
  expect(readImageName(text)).toEqual(expected);
});

test('variables are filled in with values and defaults [4:container-images]', () => {
  expect(fill('x:$A-${A}')).toBe('x:1-1');
  expect(fill('${B:-y}:${EMPTY:-2}${EMPTY-3}')).toBe('y:2');
  expect(fill('${A:+set}${B:+not}')).toBe('set');
  expect(fill('${B:-${A}}')).toBe('1');
  expect(fill('$B')).toBeUndefined();
});

const dockerfile = `# syntax=docker/dockerfile:1
ARG NODE=20 \\
    VARIANT=alpine
ARG BASE="node:\${NODE}-\${VARIANT}"
FROM --platform=$BUILDPLATFORM \${BASE} AS Build
RUN <<EOT
FROM not-an-image
EOT
RUN --mount=type=bind,from=ghcr.io/tools/a:1,target=/x make \\
  # a comment
  FROM=neither
FROM build AS test
FROM scratch AS empty
FROM $UNKNOWN
FROM registry.example.com:5000/base/image@${digest}
COPY --from=build /a /a
COPY --from=0 /b /b
COPY --chown=1 --from=busybox:latest /c /c
`;

test('a Dockerfile tells what it is built from and copies from [4:container-images]', () => {
  const file = readSample('Dockerfile', dockerfile);
  expect(file.packages.map(({ purl, line, scope }) => [purl, line, scope])).toEqual([
    ['pkg:docker/docker/dockerfile@1', 1, 'build'],
    ['pkg:docker/node@20-alpine', 5, 'build'],
    ['pkg:docker/tools/a@1?repository_url=ghcr.io', 9, 'build'],
    [`pkg:docker/base/image@sha256:${'a'.repeat(64)}?repository_url=registry.example.com:5000`, 15, undefined],
    ['pkg:docker/busybox@latest', 18, 'build'],
  ]);
  expect(file.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['unpinned', 1],
    ['unpinned', 5],
    ['unpinned', 9],
    ['unresolved', 14],
    ['unpinned', 18],
  ]);
});

test('the base of a stage that the last one stands on is shipped [4:container-images]', () => {
  const file = readSample('web.Dockerfile', 'FROM node:20 AS base\nFROM golang:1 AS tool\nFROM base\n');
  expect(file.packages.map(({ purl, scope }) => [purl, scope])).toEqual([
    ['pkg:docker/node@20', undefined],
    ['pkg:docker/golang@1', 'build'],
  ]);
  expect(readDependencyFile({ path: 'Dockerfile', bytes: Buffer.from('# nothing') }, Infinity)).toBeUndefined();
});

test('a here-document that does not end hides no stage, and many of them are looked for once [4:container-images]', () => {
  const file = readSample('Dockerfile', `FROM a:1\n${'RUN cat <<A <<B\n'.repeat(50_000)}FROM b:2\n`);
  expect(file.packages.map(({ purl }) => purl)).toEqual(['pkg:docker/a@1', 'pkg:docker/b@2']);
});

const compose = `x-base: &base
  image: redis:7
services:
  db:
    image: "postgres:\${PG:-16}"
  web:
    build: .
    image: shop/web:dev
  cache:
    <<: *base
  secret:
    image: \${REGISTRY}/secret
`;

test('a Compose file tells the images of services that it does not build [4:container-images]', () => {
  const file = readSample('docker-compose.prod.yml', compose);
  expect(file.packages.map(({ purl, line }) => [purl, line])).toEqual([
    ['pkg:docker/redis@7', 2],
    ['pkg:docker/postgres@16', 5],
  ]);
  expect(file.problems?.map(({ kind, line }) => [kind, line])).toEqual([
    ['unpinned', 2],
    ['unpinned', 5],
    ['unresolved', 12],
  ]);
});

const manifests = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      initContainers:
      - name: init
        image: busybox
      containers:
        - image: ghcr.io/shop/web:1.0@${digest}
          env: [{name: image, value: no/image}]
---
# a list
apiVersion: v1
kind: List
items:
- apiVersion: batch/v1
  kind: CronJob
  spec:
    jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "job:2"}]}}}}
---
kind: NotKubernetes
containers: [{image: "no:1"}]
`;

test('Kubernetes manifests tell the images of their containers [4:container-images]', () => {
  const file = readSample('deploy/web.yaml', manifests);
  expect(file.format).toBe('container/kubernetes');
  expect(file.packages.map(({ purl, line }) => [purl, line])).toEqual([
    ['pkg:docker/busybox', 8],
    ['pkg:docker/shop/web@1.0?repository_url=ghcr.io', 10],
    ['pkg:docker/job@2', 20],
  ]);
  expect(read('chart/templates/web.yaml', manifests)).toBeUndefined();
  expect(read('web.yaml', manifests.replace('busybox', '{{ .Values.image }}'))).toBeUndefined();
  expect(read('values.yaml', 'image: nginx')).toBeUndefined();
});

test.each([
  ['Dockerfile', dockerfile],
  ['compose.yaml', compose],
  ['web.yaml', manifests],
])('any damage to a %s is survived [4:container-images]', (path, text) => {
  survivesDamage(path, text);
});

test('user and password before an image are never repeated [4:container-images]', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const image = 'user:s3cr/3tpw@h.example/x:1';
  for (const [path, text] of [
    ['Dockerfile', `FROM ${image}\nFROM ${image}@${digest}\nFROM user:s3cr/3tpw@\${HOST}/x\n`],
    ['compose.yml', `services:\n  a:\n    image: ${image}\n  b:\n    image: user:s3cr/3tpw@\${HOST}/x\n`],
  ] as const) {
    const { problems } = readSample(path, text);
    expect(problems?.[0]?.detail).toBe('“h.example/x:1” names no image, and was left out.');
    expect(JSON.stringify(problems)).not.toMatch(/s3cr|3tpw/);
  }
});

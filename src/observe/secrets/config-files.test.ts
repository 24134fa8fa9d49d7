/** Files of programs that keep a password or token in the clear: what is found in each, under the name that the program reads. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { analyzer, fillExample } from './index.ts';

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'project key' });

function rulesIn(path: string, template: string): readonly string[] {
  const bytes = Buffer.from(fillExample(template, path));
  const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
  return facts === undefined ? [] : session.conclude([{ path, facts }]).claims.map((claim) => claim.rule);
}

const kubeconfig = `apiVersion: v1
kind: Config
current-context: shop
users:
- name: ci
  user:
    token: {{random:base62:40}}
- name: admin
  user:
    client-certificate-data: LS0tLS1DRVJUSUZJQ0FURS0tLS0t
    client-key-data: LS0tLS1CRUdJTi{{random:base62:400}}
`;

test.each([
  ['home/.netrc', 'machine api.acme.dev login deploy password {{random:base62:20}}\n', ['secrets/netrc-password']],
  ['.npmrc', '//npm.acme.dev/:_authToken={{random:base62:32}}\n', ['secrets/npmrc-auth']],
  ['.npmrc', '//registry.npmjs.org/:_authToken={{npm}}\n', ['secrets/npm-access-token']],
  ['.pypirc', '[acme]\nusername = deploy\npassword = {{random:base62:20}}\n', ['secrets/pypirc-password']],
  ['.pypirc', '[pypi]\nusername = __token__\npassword = {{pypi}}\n', ['secrets/pypi-api-token']],
  ['.docker/config.json', '{"auths": {"ghcr.io": {"auth": "{{basic:deploy}}"}}}', ['secrets/docker-config-auth']],
  ['.kube/config', kubeconfig, ['secrets/kubeconfig-credential', 'secrets/kubeconfig-credential']],
  [
    'user-data.yaml',
    '#cloud-config\nusers:\n  - name: deploy\n    plain_text_passwd: {{random:base62:16}}\n',
    ['secrets/cloud-init-password'],
  ],
  [
    'terraform.tfstate',
    '{"resources": [{"instances": [{"attributes": {"username": "shop", "password": "{{random:base62:24}}"}}]}]}',
    ['secrets/terraform-state-secret'],
  ],
  ['.s3cfg', '[default]\nsecret_key = {{random:base62:40}}\n', ['secrets/s3cfg-secret']],
  ['.pgpass', 'db.internal:5432:shop:shop:{{random:base62:20}}\n', ['secrets/pgpass-password']],
  ['.my.cnf', '[client]\npassword = {{random:base62:20}}\n', ['secrets/mysql-option-file-password']],
  ['.git-credentials', 'https://deploy:{{random:base62:20}}@git.acme.dev\n', ['secrets/basic-auth-url']],
  ['rclone.conf', '[backup]\ntype = sftp\npass = {{random:base64url:40}}\n', ['secrets/rclone-config-secret']],
] as const)('[3:secrets-config-files] the credential in %s is found: %j', (path, template, expected) => {
  expect(rulesIn(path, template)).toEqual(expected);
});

test.each([
  ['home/.netrc', 'machine api.acme.dev login deploy password $TOKEN\n'],
  ['.npmrc', '//npm.acme.dev/:_authToken=${NPM_TOKEN}\n'],
  ['.pypirc', '[acme]\nusername = deploy\npassword = ${PASSWORD}\n'],
  ['.docker/config.json', '{"auths": {"ghcr.io": {}}, "credsStore": "osxkeychain"}'],
  ['.kube/config', 'kind: Config\nusers:\n- name: ci\n  user:\n    exec: {command: aws}\n'],
  ['user-data.yaml', '#cloud-config\npassword: ${admin_password}\n'],
  ['terraform.tfstate', '{"resources": [{"instances": [{"attributes": {"password": null}}]}]}'],
])('nothing is found in %s that only says where the credential is', (path, text) => {
  expect(rulesIn(path, text)).toEqual([]);
});

import { camel, kebab, snake } from './contexts.ts';

/** What people write where a secret belongs. `prefix` is what every value of the format begins with, `name` what it is called. */
export function placeholders(prefix: string, name: string): string[] {
  const plain = [
    `YOUR_${name}`,
    `<your-${kebab(name)}>`,
    `your_${snake(name)}_here`,
    `REPLACE_WITH_${name}`,
    `replace-me`,
    'changeme',
    'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX',
    '00000000-0000-0000-0000-000000000000',
    '********************',
    '[REDACTED]',
    '<redacted>',
    'TODO',
    'not-a-real-key',
    'dummy',
    'insert-your-key-here',
    `\${${name}}`,
    `{{ ${snake(name)} }}`,
    `{{ .Values.${camel(name)} }}`,
    `%(${snake(name)})s`,
    `$(${name})`,
    `#{${name}}#`,
    `@@${name}@@`,
    `__${name}__`,
  ];
  if (prefix.length < 3) return plain;
  const formed = [
    `${prefix}${'x'.repeat(24)}`,
    `${prefix}${'X'.repeat(32)}`,
    `${prefix}...`,
    `${prefix}<your token>`,
    `${prefix}your_token_here`,
    `${prefix}EXAMPLE`,
    `${prefix}${'*'.repeat(20)}`,
    `${prefix}${'0'.repeat(32)}`,
    `${prefix}\${SUFFIX}`,
    `${prefix}REDACTED`,
  ];
  return [...formed, ...plain];
}

interface Reference {
  readonly id: string;
  readonly paths: readonly string[];
  readonly text: (name: string) => string;
}

/** Code and configuration that says where a secret is kept, not what it is. */
export const references: readonly Reference[] = [
  {
    id: 'process-env',
    paths: ['src/config.ts', 'index.js'],
    text: (name) =>
      `export const ${camel(name)} = process.env.${name};\nif (!${camel(name)}) throw new Error('${name} is not set');\n`,
  },
  {
    id: 'import-meta-env',
    paths: ['src/main.ts'],
    text: (name) => `const ${camel(name)} = import.meta.env.VITE_${name} ?? '';\n`,
  },
  {
    id: 'os-environ',
    paths: ['app/settings.py'],
    text: (name) => `import os\n\n${name} = os.environ["${name}"]\nheaders = {"Authorization": f"Bearer {${name}}"}\n`,
  },
  {
    id: 'os-getenv-go',
    paths: ['main.go'],
    text: (name) =>
      `package main\n\nfunc main() {\n\t${camel(name)} := os.Getenv("${name}")\n\tif ${camel(name)} == "" {\n\t\tlog.Fatal("${name} is required")\n\t}\n}\n`,
  },
  {
    id: 'system-getenv',
    paths: ['src/main/java/App.java'],
    text: (name) => `class App {\n  private final String ${camel(name)} = System.getenv("${name}");\n}\n`,
  },
  {
    id: 'env-fetch',
    paths: ['config/initializers/app.rb'],
    text: (name) => `Acme.${snake(name)} = ENV.fetch("${name}")\n`,
  },
  {
    id: 'env-rust',
    paths: ['src/main.rs'],
    text: (name) => `let ${snake(name)} = std::env::var("${name}").expect("${name} must be set");\n`,
  },
  {
    id: 'getenv-php',
    paths: ['config/services.php'],
    text: (name) => `<?php return ['${snake(name)}' => env('${name}')];\n`,
  },
  {
    id: 'csharp-configuration',
    paths: ['Program.cs'],
    text: (name) =>
      `var ${camel(name)} = builder.Configuration["${name}"] ?? throw new InvalidOperationException("${name}");\n`,
  },
  {
    id: 'workflow-secret',
    paths: ['.github/workflows/ci.yml'],
    text: (name) =>
      `jobs:\n  build:\n    env:\n      ${name}: \${{ secrets.${name} }}\n    steps:\n      - run: make\n`,
  },
  {
    id: 'compose-variable',
    paths: ['docker-compose.yml'],
    text: (name) => `services:\n  api:\n    environment:\n      ${name}: \${${name}:?required}\n`,
  },
  {
    id: 'secret-key-ref',
    paths: ['k8s/deployment.yaml'],
    text: (name) =>
      `env:\n  - name: ${name}\n    valueFrom:\n      secretKeyRef:\n        name: ${kebab(name)}\n        key: ${kebab(name)}\n`,
  },
  {
    id: 'external-secret',
    paths: ['k8s/external-secret.yaml'],
    text: (name) =>
      `kind: ExternalSecret\nspec:\n  data:\n    - secretKey: ${snake(name)}\n      remoteRef:\n        key: prod/checkout/${kebab(name)}\n`,
  },
  {
    id: 'vault-path',
    paths: ['config/vault.hcl', 'values.yaml'],
    text: (name) => `${snake(name)}: vault:secret/data/checkout#${snake(name)}\n`,
  },
  { id: 'one-password', paths: ['.env.tpl'], text: (name) => `${name}=op://production/checkout/${kebab(name)}\n` },
  {
    id: 'secrets-manager',
    paths: ['template.yaml'],
    text: (name) => `Environment:\n  ${name}: '{{resolve:secretsmanager:prod/checkout:SecretString:${snake(name)}}}'\n`,
  },
  {
    id: 'secret-arn',
    paths: ['task.json'],
    text: (name) =>
      `{"secrets":[{"name":"${name}","valueFrom":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/${kebab(name)}-AbCdEf"}]}\n`,
  },
  {
    id: 'parameter-store',
    paths: ['serverless.yml'],
    text: (name) => `provider:\n  environment:\n    ${name}: \${ssm:/checkout/prod/${kebab(name)}}\n`,
  },
  {
    id: 'google-secret',
    paths: ['cloudbuild.yaml'],
    text: (name) =>
      `availableSecrets:\n  secretManager:\n    - versionName: projects/acme-prod/secrets/${kebab(name)}/versions/latest\n      env: ${name}\n`,
  },
  {
    id: 'key-vault',
    paths: ['appsettings.json'],
    text: (name) =>
      `{ "${camel(name)}": "@Microsoft.KeyVault(SecretUri=https://acme.vault.azure.net/secrets/${kebab(name)}/)" }\n`,
  },
  {
    id: 'terraform-variable',
    paths: ['main.tf'],
    text: (name) =>
      `variable "${snake(name)}" {\n  type      = string\n  sensitive = true\n}\n\nresource "acme_app" "api" {\n  ${snake(name)} = var.${snake(name)}\n}\n`,
  },
  {
    id: 'terraform-data',
    paths: ['main.tf'],
    text: (name) => `${snake(name)} = data.vault_generic_secret.app.data["${snake(name)}"]\n`,
  },
  {
    id: 'shell-command',
    paths: ['deploy.sh'],
    text: (name) =>
      `export ${name}="$(gcloud secrets versions access latest --secret=${kebab(name)})"\ncurl -H "Authorization: Bearer $${name}" https://api.acme.dev\n`,
  },
  {
    id: 'shell-file',
    paths: ['entrypoint.sh'],
    text: (name) => `${name}=$(cat /run/secrets/${snake(name)})\nexport ${name}\n`,
  },
  {
    id: 'jenkins-credentials',
    paths: ['Jenkinsfile'],
    text: (name) =>
      `withCredentials([string(credentialsId: '${kebab(name)}', variable: '${name}')]) {\n  sh 'deploy'\n}\n`,
  },
  {
    id: 'function-call',
    paths: ['src/client.ts'],
    text: (name) => `const ${camel(name)} = await secrets.get('${snake(name)}');\nawait login({ ${camel(name)} });\n`,
  },
  {
    id: 'documentation',
    paths: ['README.md'],
    text: (name) =>
      `| Variable | Meaning |\n| --- | --- |\n| \`${name}\` | Required. Create one in the dashboard and keep it out of the repository. |\n`,
  },
  {
    id: 'schema',
    paths: ['schema.json'],
    text: (name) =>
      `{"properties":{"${camel(name)}":{"type":"string","minLength":20,"description":"The ${snake(name).replaceAll('_', ' ')} of the account"}},"required":["${camel(name)}"]}\n`,
  },
  {
    id: 'typed-parameter',
    paths: ['src/types.ts'],
    text: (name) =>
      `export interface Options {\n  /** Never logged. */\n  readonly ${camel(name)}: string | undefined;\n}\n`,
  },
  { id: 'empty', paths: ['.env.example'], text: (name) => `# fill in\n${name}=\nLOG_LEVEL=info\n` },
];

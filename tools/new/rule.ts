import type { Unit } from '../new.ts';

export const unit: Unit = {
  kind: 'rule',
  summary: 'A rule of an analyzer, with its examples, which are its test.',
  example: 'secrets/acme-api-key',
  id: /^secrets\/[a-z0-9][a-z0-9-]*$/,
  files(id) {
    const name = id.slice('secrets/'.length);
    return {
      [`src/observe/secrets/rules/${name}.yaml`]: `id: ${id}
title: ${name.replaceAll('-', ' ')}
provider: Acme
finds: A key of Acme's API, of the form that its documentation gives.
why: Whoever holds it acts as its owner; say what that means at this provider.
severity: high
references:
  - CWE-798
  - https://docs.acme.example/authentication
match:
  token: acme_[a-z0-9]{32}
  entropy: 3
fix: >-
  Where to revoke it, and where to make a new one; what to look through for its use since the day of the commit.
examples:
  bad:
    - 'const key = "acme_{{random:lowernum:32}}"'
  good:
    - 'const key = process.env.ACME_KEY'
    - 'acme_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
`,
    };
  },
  next: [
    "Take the format from the provider's own documentation, and name the page under references.",
    'Write examples that must and must not match; {{…}} is filled in by a seeded generator, so that no live-looking token stands here.',
    'npm run build, then npm test -- unit: every example of every rule is run.',
  ],
};

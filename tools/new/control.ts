import type { Unit } from '../new.ts';

export const unit: Unit = {
  kind: 'control',
  summary: 'A built-in control: a question, its Cedar policy and its mode per stage.',
  example: 'no-expired-token',
  id: /^[a-z][a-z0-9-]{2,63}$/,
  files: (id) => ({
    [`src/declare/controls/builtin/${id}.yaml`]: `version: 1
id: ${id}
title: ${sentence(id)}
question: Does … hold? Ask so that yes is good.
why: >-
  What happens to whom when the answer is no, in a sentence or two.
evidence:
  analyzer: secrets
quantifier:
  kind: none
policy: |
  // Asked once per distinct facts of the analyzer's findings; what is not permitted is denied.
  @id("only-suspected")
  permit (principal, action == Action::"tolerate", resource)
  when { context.confidence == "possible" };
modes:
  commit: observe
  merge: observe
frameworks:
  - CWE-000
`,
  }),
  next: [
    'Write question, why, policy and frameworks; start in mode observe.',
    'npm run generate, so that the registry has it.',
    'npm test -- unit: its schema, its policy and the lint are checked with every built-in control.',
  ],
};

function sentence(id: string): string {
  const words = id.replaceAll('-', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}

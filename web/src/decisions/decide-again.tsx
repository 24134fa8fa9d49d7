import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DecisionRecord, Stage } from '../api.generated.ts';
import { call } from '../client.ts';
import { explain } from '../states.tsx';

interface Props {
  readonly subject: string;
  readonly stages: readonly Stage[];
  readonly onDecided?: (decisions: readonly DecisionRecord[]) => void;
}

/** Asks the gates again, with what holds now: an exception counts from the next decision on, not in the last one. */
export function DecideAgain({ subject, stages, onDecided }: Props) {
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: async () => {
      const answers: DecisionRecord[] = [];
      for (const stage of new Set(stages))
        answers.push(...(await call('gates.decide', { stage, subject })).result.decisions);
      return answers;
    },
    onSuccess: async (decisions) => {
      await queries.invalidateQueries();
      onDecided?.(decisions);
    },
  });
  return (
    <>
      <Button variant="default" size="compact-sm" loading={decide.isPending} onClick={() => decide.mutate()}>
        Decide again
      </Button>
      {decide.error === null ? null : (
        <span role="alert">
          {' '}
          Not decided: {explain(decide.error).detail} {explain(decide.error).remedy}
        </span>
      )}
    </>
  );
}

import { runSmoke } from '../../smoke/run-smoke.ts';
import type { Scenario } from '../scenario.ts';

export const smoke: Scenario = {
  name: 'smoke',
  description: 'A new user registers, works and closes the account.',
  timeLimitSeconds: 180,
  run: async ({ cluster, report }) => {
    let steps = 0;
    const count = (line: string) => {
      if (line.startsWith('ok')) steps += 1;
      report(line);
    };
    if ((await runSmoke({ origin: cluster.origin, waitSeconds: 60, report: count })) !== 0)
      throw new Error(`the journey ended after ${steps} steps`);
    return { steps };
  },
};

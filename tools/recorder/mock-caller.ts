import type { StackSettings } from '../../stacks/config/schema.ts';

/**
 * ARN of whoever runs the program under mocks: a session of the first administrator, or of CI's deploy role. Empty outside AWS, where
 * nothing asks for it.
 */
export function mockCallerArn(stack: string, settings: StackSettings): string {
  if (settings.platform !== 'aws') return '';
  const [admin] = settings.cluster.admins;
  const role = admin?.split('/').at(-1) ?? `taskyard-${stack}-deploy`;
  const account = admin?.split(':')[4] ?? settings.account.id;
  return `arn:aws:sts::${account}:assumed-role/${role}/mock`;
}

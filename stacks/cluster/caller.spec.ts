import { describe, expect, it } from 'vitest';
import { recordStack } from '../../tools/recorder/recorder.ts';
import { assertHasAccess, type CallerArgs } from './caller.ts';

const caller = (callerArn: string, given: Partial<CallerArgs> = {}): CallerArgs => ({
  callerArn,
  admins: ['arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_1'],
  prefix: 'taskyard-dev',
  accountId: '111111111111',
  hasCi: true,
  ...given,
});
const session = (account: string, role: string) => `arn:aws:sts::${account}:assumed-role/${role}/jane@example.com`;

describe('the caller of the program', () => {
  it.each([
    ['a session of an administrator, whose ARN has no path', session('111111111111', 'AWSReservedSSO_Admin_1')],
    ['CI’s deploy role', session('111111111111', 'taskyard-dev-deploy')],
    ['CI’s preview role', session('111111111111', 'taskyard-dev-preview')],
  ])('may be %s', (_, arn) => {
    expect(() => assertHasAccess(caller(arn))).not.toThrow();
  });

  it.each([
    ['another role', session('111111111111', 'Developer')],
    ['a role of that name in another account', session('222222222222', 'AWSReservedSSO_Admin_1')],
    ['the deploy role of another stack', session('111111111111', 'taskyard-prod-deploy')],
  ])('may not be %s', (_, arn) => {
    expect(() => assertHasAccess(caller(arn))).toThrow(/may not use the Kubernetes API of taskyard-dev/);
  });

  it('may not be CI’s role where the stack has no CI', () => {
    const args = caller(session('111111111111', 'taskyard-dev-deploy'), { hasCi: false });
    expect(() => assertHasAccess(args)).toThrow(/may not use the Kubernetes API/);
  });

  it('may not be a user or the root of the account', () => {
    for (const arn of ['arn:aws:iam::111111111111:user/jane', 'arn:aws:iam::111111111111:root']) {
      expect(() => assertHasAccess(caller(arn))).toThrow(/is not a role/);
    }
  });

  it('is told which line to add', () => {
    const args = caller(session('111111111111', 'Developer'), { admins: ['arn:aws:iam::111111111111:role/Admin'] });
    expect(() => assertHasAccess(args)).toThrow(
      'admins: [arn:aws:iam::111111111111:role/Admin, arn:aws:iam::111111111111:role/Developer]',
    );
  });

  it('is checked before anything is created', async () => {
    const declared: string[] = [];
    const refused = recordStack(
      'dev',
      {},
      { callerArn: session('111111111111', 'Developer'), onDeclare: ({ type }) => declared.push(type) },
    );
    await expect(refused).rejects.toThrow(/You are the role Developer of account 111111111111/);
    expect(declared.filter((type) => !type.startsWith('taskyard:'))).toEqual(['pulumi:providers:aws']);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import { recordStack } from '../recorder/recorder.ts';
import { largestValue } from './largest-value.ts';
import { managedRules, type WafRequest } from './managed-rules.ts';
import { operations, validRequests } from './valid-requests.ts';

interface GroupStatement {
  readonly name: string;
  readonly ruleActionOverrides: readonly { readonly name: string; readonly actionToUse: { readonly count?: object } }[];
}

describe('the firewall', () => {
  let graph: RecordedGraph;
  /** Rules that only count, as `group rule`. */
  let counted: string[];
  const requests = validRequests();
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack('prod'));
    const rules = graph.one('aws:wafv2/webAcl:WebAcl', 'firewall').inputs.rules as {
      statement: { managedRuleGroupStatement?: GroupStatement };
    }[];
    counted = rules.flatMap(({ statement: { managedRuleGroupStatement: group } }) =>
      (group?.ruleActionOverrides ?? []).flatMap(({ name, actionToUse }) =>
        actionToUse.count === undefined ? [] : [`${group?.name} ${name}`],
      ),
    );
  });
  const rulesOf = (request: WafRequest) =>
    managedRules.filter(({ matches }) => matches(request)).map(({ group, name }) => `${group} ${name}`);

  it('is tested with requests that the API accepts', () => {
    const bodies = operations().flatMap(({ name, operation }) => {
      const schema = operation.requestBody?.content['application/json']?.schema;
      return schema === undefined ? [] : [{ name, schema }];
    });
    expect(bodies.length).toBeGreaterThan(20);
    for (const { name, schema } of bodies) {
      const parsed = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(largestValue(schema));
      expect(parsed.error?.message, name).toBeUndefined();
    }
    expect(Math.max(...requests.map(({ body }) => Buffer.byteLength(body)))).toBeGreaterThan(120_000);
    expect(Math.max(...requests.map(({ body }) => Buffer.byteLength(body)))).toBeLessThan(160 * 1024);
  });

  it('blocks none of them', () => {
    const blocked = requests.flatMap((request) =>
      rulesOf(request)
        .filter((rule) => !counted.includes(rule))
        .map((rule) => `${rule}: ${request.what}`),
    );
    expect(blocked).toEqual([]);
  });

  it('blocks by every rule that would block none of them', () => {
    const needed = new Set(requests.flatMap(rulesOf));
    expect(counted.filter((rule) => !needed.has(rule))).toEqual([]);
  });

  it('logs what it blocks or counts, without tokens and cookies, and not for ever', () => {
    const { redactedFields, loggingFilter, logDestinationConfigs } = graph.one(
      ':WebAclLoggingConfiguration',
      'firewall',
    ).inputs;
    expect(redactedFields).toEqual([{ singleHeader: { name: 'authorization' } }, { singleHeader: { name: 'cookie' } }]);
    expect(loggingFilter).toMatchObject({
      defaultBehavior: 'DROP',
      filters: [{ conditions: [{ actionCondition: { action: 'BLOCK' } }, { actionCondition: { action: 'COUNT' } }] }],
    });
    expect(logDestinationConfigs).toHaveLength(1);
    expect(graph.one(':LogGroup', 'firewall').inputs).toMatchObject({
      name: 'aws-waf-logs-taskyard-prod',
      retentionInDays: 90,
    });
  });
});

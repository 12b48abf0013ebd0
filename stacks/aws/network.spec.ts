import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import type { RecordedResource } from '../../tools/recorder/recorded-resource.ts';
import { recordStack, stackNames } from '../../tools/recorder/recorder.ts';

const subnetsOf = (graph: RecordedGraph, kind: string) =>
  graph.all(':Subnet').filter(({ name }) => name.startsWith(kind));

/** The gateway or instance that the default route of a private subnet leads to. */
function exitOf(graph: RecordedGraph, subnet: RecordedResource): RecordedResource | undefined {
  const uses = (urn: string) => (resource: RecordedResource) => resource.references.includes(urn);
  const [association] = graph.all(':RouteTableAssociation').filter(uses(subnet.urn));
  const table = graph.all(':RouteTable').find(({ urn }) => association?.references.includes(urn));
  const routes = graph
    .all(':Route')
    .filter(uses(table?.urn ?? ''))
    .filter(({ inputs }) => inputs.destinationCidrBlock === '0.0.0.0/0');
  const exits = [...graph.all(':NatGateway'), ...graph.all('ec2/instance:Instance')];
  return exits.find(({ urn }) => routes.some(uses(urn)));
}

describe.each(stackNames.filter((name) => name !== 'local'))('the network of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('gives every zone a route to the internet', () => {
    const privateSubnets = subnetsOf(graph, 'private');
    expect(privateSubnets.length).toBeGreaterThan(1);
    const cutOff = privateSubnets.filter((subnet) => exitOf(graph, subnet) === undefined);
    expect(cutOff.map(({ name }) => name)).toEqual([]);
  });
});

describe('the network of a stack with a gateway per zone', () => {
  it('has no zone that depends on another for the internet', async () => {
    const graph = new RecordedGraph(await recordStack('prod'));
    const zoneOf = (subnet: RecordedResource | undefined) => subnet?.inputs.availabilityZone;
    const zones = subnetsOf(graph, 'private').map((subnet) => {
      const exit = exitOf(graph, subnet);
      const publicSubnet = subnetsOf(graph, 'public').find(({ urn }) => exit?.references.includes(urn));
      return { zone: zoneOf(subnet), exit: zoneOf(publicSubnet) };
    });
    expect(zones).toHaveLength(3);
    expect(zones.filter(({ zone, exit }) => zone !== exit)).toEqual([]);
  });
});

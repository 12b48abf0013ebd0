import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../cluster/control-plane/api-client.ts';
import { valueAt } from '../cluster/control-plane/api-object.ts';

/** Gives every Ingress an address, as a controller would, because the engine waits for one. Runs until `stop()`. */
export class FakeIngressController {
  readonly #client: ApiClient;
  readonly #running: Promise<void>;
  #stopped = false;

  constructor(client: ApiClient) {
    this.#client = client;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#addAddresses();
      await sleep(500);
    }
  }

  async #addAddresses(): Promise<void> {
    for (const { metadata, status } of await this.#client.list('networking.k8s.io/v1', 'Ingress')) {
      if (valueAt(status, 'loadBalancer', 'ingress', 0) !== undefined) continue;
      const path = `/apis/networking.k8s.io/v1/namespaces/${metadata.namespace}/ingresses/${metadata.name}/status`;
      const withAddress = { status: { loadBalancer: { ingress: [{ ip: '203.0.113.1' }] } } };
      await this.#client.send('PATCH', path, withAddress, 'application/merge-patch+json');
    }
  }
}

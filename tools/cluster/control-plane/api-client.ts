import { once } from 'node:events';
import { Agent, request } from 'node:https';
import type { ApiAccess, ApiObject } from './api-object.ts';

/** An unsuccessful response of the API server. `message` is the message of the server. */
class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/**
 * A Kubernetes client that sends objects unchanged. Typed clients drop unknown fields, and these tests must find exactly
 * such mistakes.
 */
export class ApiClient {
  readonly #access: ApiAccess;
  readonly #agent: Agent;
  readonly #discovered = new Map<string, Promise<ResourceList>>();

  constructor(access: ApiAccess) {
    this.#access = access;
    const { certificateAuthority: ca, certificate: cert, key } = access;
    this.#agent = new Agent({
      ca,
      ...(cert !== undefined && key !== undefined && { cert, key }),
      keepAlive: true,
      maxSockets: 8,
    });
  }

  /** A client with the rights of a user in a group, and no others. */
  impersonating(user: string, group: string): ApiClient {
    return new ApiClient({ ...this.#access, impersonated: { user, group } });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Server-side apply with strict field validation: an unknown or duplicate field is an error. */
  async apply(object: ApiObject): Promise<ApiObject> {
    const path = `${await this.#path(object)}?fieldManager=taskyard&force=true&fieldValidation=Strict`;
    return (await this.send('PATCH', path, object, 'application/apply-patch+yaml')) as ApiObject;
  }

  /** The current object, or `undefined` if it does not exist. */
  async read(reference: ApiObject): Promise<ApiObject | undefined> {
    try {
      return (await this.send('GET', await this.#path(reference))) as ApiObject;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** All objects of a kind, in every namespace. */
  async list(apiVersion: string, kind: string): Promise<ApiObject[]> {
    const { items } = (await this.send('GET', await this.#collection(apiVersion, kind))) as { items: ApiObject[] };
    return items.map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Deletes an object, and its dependents in the background. Succeeds if the object does not exist. */
  async delete(reference: ApiObject): Promise<void> {
    const path = `${await this.#path(reference)}?propagationPolicy=Background`;
    await this.send('DELETE', path).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    });
  }

  async send(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<unknown> {
    const { server, token, impersonated } = this.#access;
    const outgoing = request(new URL(path, server), {
      method,
      agent: this.#agent,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(impersonated && { 'impersonate-user': impersonated.user, 'impersonate-group': impersonated.group }),
        'content-type': contentType,
      },
    });
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(outgoing, 'response');
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    if (response.statusCode < 300) return text.startsWith('{') ? JSON.parse(text) : text;
    const message = text.startsWith('{') ? (JSON.parse(text) as { message: string }).message : text;
    throw new ApiError(response.statusCode, message);
  }

  async #path({ apiVersion, kind, metadata }: ApiObject): Promise<string> {
    return `${await this.#collection(apiVersion, kind, metadata.namespace)}/${metadata.name}`;
  }

  async #collection(apiVersion: string, kind: string, namespace?: string): Promise<string> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const found = (await this.#resources(root)).resources.find(
      (resource) => resource.kind === kind && !resource.name.includes('/'),
    );
    if (found === undefined) throw new Error(`The API server does not know ${apiVersion} ${kind}.`);
    if (!found.namespaced && namespace !== undefined) throw new Error(`${kind} takes no namespace ("${namespace}").`);
    return found.namespaced && namespace !== undefined
      ? `${root}/namespaces/${namespace}/${found.name}`
      : `${root}/${found.name}`;
  }

  #resources(root: string): Promise<ResourceList> {
    const known = this.#discovered.get(root) ?? (this.send('GET', root) as Promise<ResourceList>);
    // Only successful responses are cached: a group that is not served yet may be served a second later.
    known.catch(() => this.#discovered.delete(root));
    this.#discovered.set(root, known);
    return known;
  }
}

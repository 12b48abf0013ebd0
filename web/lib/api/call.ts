import { ApiFailure } from './failure';

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response?: Response | undefined;
}

/**
 * Awaits a call of the generated client.
 * @returns the body of a 2xx answer (undefined for 204)
 * @throws ApiFailure for everything else, network errors included; an aborted call throws its AbortError
 */
export async function call<Data>(request: PromiseLike<Answer<Data>>): Promise<Exclude<Data, undefined>> {
  let answer: Answer<Data>;
  try {
    answer = await request;
  } catch (error) {
    throw isAbort(error) ? error : ApiFailure.offline();
  }
  const { data, error, response } = answer;
  if (response?.ok) return data as Exclude<Data, undefined>;
  if (response !== undefined) throw ApiFailure.fromAnswer(response, error);
  throw isAbort(error) ? error : ApiFailure.offline();
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

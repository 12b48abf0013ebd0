/** The header with the correlation id, in requests and in responses. */
export const requestIdHeader = 'x-request-id';

/**
 * A client's id is kept only when it has this form, because it is written to logs and headers. Other ids are replaced.
 */
export const requestIdPattern = /^[A-Za-z0-9._-]{8,64}$/;

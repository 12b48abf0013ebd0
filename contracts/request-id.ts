/** The header with the correlation id of a request, in requests and in answers. */
export const requestIdHeader = 'x-request-id';

/** An id from outside is kept when it has this form, because it is written to logs and headers. Others are replaced. */
export const requestIdPattern = /^[A-Za-z0-9._-]{8,64}$/;

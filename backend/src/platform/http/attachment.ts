/** The header that makes browsers save a response as a file instead of showing it. */
export function attachment(fileName: string): [name: string, value: string] {
  return ['Content-Disposition', `attachment; filename="${fileName}"`];
}

/** The OpenAPI description of that header. */
export const attachmentHeader = {
  'Content-Disposition': { description: '`attachment` and the name of the file', schema: { type: 'string' } },
} as const;

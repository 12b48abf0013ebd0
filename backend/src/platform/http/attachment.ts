/** The header that has browsers save an answer as a file rather than show it. */
export function attachment(fileName: string): [name: string, value: string] {
  return ['Content-Disposition', `attachment; filename="${fileName}"`];
}

/** How OpenAPI writes it. */
export const attachmentHeader = {
  'Content-Disposition': { description: '`attachment`, with a name for the file', schema: { type: 'string' } },
} as const;

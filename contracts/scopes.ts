/** The scopes that a personal access token can have. */
export const personalTokenScopes = ['tasks:read', 'tasks:write'] as const;
export type PersonalTokenScope = (typeof personalTokenScopes)[number];

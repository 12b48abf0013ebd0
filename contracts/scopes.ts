/** What a personal access token can be made for. */
export const personalTokenScopes = ['tasks:read', 'tasks:write'] as const;
export type PersonalTokenScope = (typeof personalTokenScopes)[number];

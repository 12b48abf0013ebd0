import { personalTokenScopes } from '@taskyard/contracts/scopes';
import { z } from 'zod';

/** What a token may be used for. A session may do all of it; a personal access token what it was made for. */
export const scopes = [...personalTokenScopes, 'account'] as const;
export type Scope = (typeof scopes)[number];

export const roles = ['user', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who a verified token speaks for, and how far it reaches. */
export interface Principal {
  readonly id: number;
  readonly scopes: readonly Scope[];
  /** The session the token was made in; personal access tokens belong to none. */
  readonly sessionId?: number;
  /** Set for an account whose password somebody else chose: until it is changed, nothing but that is open. */
  readonly mustChangePassword: boolean;
}

/** `typ` in the header of an access token (RFC 9068). */
export const accessTokenType = 'at+jwt';

const id = z.string().regex(/^[1-9]\d{0,15}$/);

/** The claims of an access token, besides the registered ones that the verifier checks. */
export const accessClaimsSchema = z
  .object({ sub: id, sid: id, must_change_password: z.boolean().default(false) })
  .transform(
    ({ sub, sid, must_change_password }): Principal => ({
      id: Number(sub),
      scopes,
      sessionId: Number(sid),
      mustChangePassword: must_change_password,
    }),
  );

import { personalTokenScopes } from '@taskyard/contracts/scopes';
import { z } from 'zod';

/** What a token can be used for. A session has all scopes, a personal access token those it was created with. */
const scopes = [...personalTokenScopes, 'account'] as const;
export type Scope = (typeof scopes)[number];

export const roles = ['user', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The user of a verified token, and what the token allows. */
export interface Principal {
  readonly id: number;
  readonly scopes: readonly Scope[];
  /** The session of the token; absent for a personal access token. */
  readonly sessionId?: number;
  /**
   * True for a user whose password was set by an admin or an operator. Until it is changed, the user can do nothing
   * else.
   */
  readonly mustChangePassword: boolean;
  /** True for a user whose role requires two-step verification, until it is set up. Nothing else is allowed before. */
  readonly mustSetUpSecondFactor: boolean;
}

/** `typ` in the header of an access token (RFC 9068). */
export const accessTokenType = 'at+jwt';

const id = z.string().regex(/^[1-9]\d{0,15}$/);

/**
 * The claims of an access token, except the registered ones that the verifier checks. It checks `exp` only where there
 * is one, so the claim is required here: a token without it would be valid for ever.
 */
export const accessClaimsSchema = z
  .object({
    sub: id,
    sid: id,
    exp: z.int(),
    must_change_password: z.boolean().default(false),
    must_set_up_second_factor: z.boolean().default(false),
  })
  .transform(
    ({ sub, sid, must_change_password, must_set_up_second_factor }): Principal => ({
      id: Number(sub),
      scopes,
      sessionId: Number(sid),
      mustChangePassword: must_change_password,
      mustSetUpSecondFactor: must_set_up_second_factor,
    }),
  );

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, type Repository } from 'typeorm';
import type { AuthenticatedRequest } from '../../platform/access/access.guard.ts';
import type { Role } from '../../platform/access/principal.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { UserEntity } from '../users/user.entity.ts';
import { SessionEntity } from './session.entity.ts';
import { AdminRequiredError, ConfirmationRequiredError } from './session.errors.ts';

/** The user of a request, as stored in the database now, and the session of the request. */
export interface SignedInUser {
  readonly user: UserEntity;
  readonly sessionId: number;
}

export interface SignedInRequest extends AuthenticatedRequest {
  signedIn: SignedInUser;
}

export const RoleRequired = Reflector.createDecorator<Role>();

/** For actions that would help the thief of a session: signing in or confirming must have been at most this long ago. */
export const ConfirmationNeeded = Reflector.createDecorator<{ readonly withinSeconds: number }>();

/**
 * Checks more than the token: the session must exist, the account must be enabled and have the role. Auth has these
 * rows in its database. So ending a session or demoting an admin takes effect at once here, not when the token expires.
 */
@Injectable()
export class SignedInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const { id, sessionId } = request.principal;
    if (sessionId === undefined) throw new UnauthenticatedError();
    const [session, user] = await Promise.all([
      this.sessions.findOne({
        where: { id: sessionId, user_id: id, expires_at: MoreThan(new Date()) },
        select: { id: true, confirmed_at: true },
      }),
      this.users.findOneBy({ id }),
    ]);
    if (session === null || user === null || user.disabled_at !== null) throw new UnauthenticatedError();
    const targets = [context.getHandler(), context.getClass()];
    const role = this.reflector.getAllAndOverride(RoleRequired, targets);
    if (role === 'admin' && user.role !== 'admin') throw new AdminRequiredError();
    const needed = this.reflector.getAllAndOverride(ConfirmationNeeded, targets);
    if (needed !== undefined && isOlder(session.confirmed_at, needed.withinSeconds))
      throw new ConfirmationRequiredError();
    request.signedIn = { user, sessionId };
    return true;
  }
}

function isOlder(confirmedAt: Date | null, seconds: number): boolean {
  return confirmedAt === null || Date.now() - confirmedAt.getTime() > seconds * 1000;
}
